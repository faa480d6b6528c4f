-- A tag that was taken off keeps who did it, when and why. One that a person took off is not put back by a rule until
-- a person allows it (`allowed_at`). A tag may end by itself (`expires_at`).
alter table customer.customer_tag
  add id bigint generated always as identity,
  add put_by uuid,
  add expires_at timestamptz,
  add removed_by uuid,
  add removed_why text check (removed_why in ('hand', 'rule', 'expired')),
  add allowed_at timestamptz;
update customer.customer_tag set removed_why = 'rule' where removed_at is not null;
alter table customer.customer_tag add check ((removed_at is null) = (removed_why is null));
create index customer_tag_expiring on customer.customer_tag (expires_at)
  where removed_at is null and expires_at is not null;
create index customer_tag_kept_off on customer.customer_tag (identity_id, tag_id)
  where removed_why = 'hand' and allowed_at is null;

-- What rules did, as lines of the timeline. What people did, and tags that ended, are facts on the log.
-- Places on the log are below 2^52; a tag's lines lie above, so that no two lines of a timeline share a place.
create view customer.tag_line with (security_invoker = true) as
  select t.workspace_id, t.identity_id, 4503599627370496 + 2 * t.id as position, t.since as at, 'tag' as kind,
    g.name as tag, t.tag_id, t.rule_id, t.expires_at
  from customer.customer_tag t join customer.tag g on g.id = t.tag_id where t.source = 'rule'
  union all
  select t.workspace_id, t.identity_id, 4503599627370497 + 2 * t.id, t.removed_at, 'untag', g.name, t.tag_id,
    t.rule_id, null
  from customer.customer_tag t join customer.tag g on g.id = t.tag_id
  where t.source = 'rule' and t.removed_why = 'rule';
grant select on customer.tag_line to parley_app, parley_engine;
create index customer_tag_identity on customer.customer_tag (identity_id);
