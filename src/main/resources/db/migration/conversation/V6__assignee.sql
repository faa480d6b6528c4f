-- The member whose it is to see to; null is everybody's.
alter table conversation.conversation add column assignee uuid;
create index conversation_assignee on conversation.conversation (workspace_id, assignee, updated_at desc, id desc)
  where assignee is not null;
