-- What is sent by itself has its place in the thread; its author's name is what the merchant calls what sent it.
alter table conversation.message drop constraint message_author_check;
alter table conversation.message add constraint message_author_check
  check (author in ('customer', 'member', 'system', 'automation')) not valid;
