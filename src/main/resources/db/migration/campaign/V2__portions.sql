-- A million rows asked a million times whether their broadcast is there. Only drafts are deleted, which have none.
alter table campaign.recipient drop constraint recipient_broadcast_id_fkey;
-- Whose send this was is looked up by both, and while a broadcast is new nothing tells how many rows one of them finds.
drop index campaign.recipient_identity;
create index recipient_identity on campaign.recipient (identity_id, broadcast_id);
