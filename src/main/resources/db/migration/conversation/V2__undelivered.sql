-- The last line of staff that did not reach the person: until staff say something else, somebody has to see to it.
alter table conversation.conversation add column undelivered_seq bigint;
