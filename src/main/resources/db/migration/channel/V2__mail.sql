-- What the provider said when it told us that nothing reaches a contact; null if the contact blocked us.
alter table channel.contact add blocked_reason text;

-- A mail that came in, as it came, or went out: what the headers of an answer are made of. `raw` is the whole of one
-- that came in.
create table channel.mail (
  id uuid primary key,
  workspace_id int not null,
  connection_id uuid not null references channel.connection on delete cascade,
  address text not null,
  outgoing boolean not null,
  message_id text not null,
  refs text[] not null default '{}',
  subject text not null,
  name text,
  at timestamptz not null,
  raw bytea
);
create index mail_thread on channel.mail (connection_id, address, at desc);
call platform.isolate('channel.mail');

-- How far the inbox of a mail account has been read: uids below `uid_next` are stored.
create table channel.mailbox (
  connection_id uuid primary key references channel.connection on delete cascade,
  workspace_id int not null,
  uid_validity bigint not null,
  uid_next bigint not null,
  read_at timestamptz not null
);
call platform.isolate('channel.mailbox');
