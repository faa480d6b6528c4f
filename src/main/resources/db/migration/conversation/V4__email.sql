alter table conversation.conversation drop constraint conversation_channel_check;
alter table conversation.conversation add constraint conversation_channel_check
  check (channel in ('web', 'line', 'email'));
