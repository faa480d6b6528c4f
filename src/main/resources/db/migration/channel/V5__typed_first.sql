-- What nobody typed goes after what somebody did: an answer does not wait behind a broadcast.
alter table channel.outgoing add automatic boolean not null default false;
drop index channel.outgoing_due;
create index outgoing_due on channel.outgoing (automatic, due_at, seq) where state in ('planned', 'held', 'sending');
