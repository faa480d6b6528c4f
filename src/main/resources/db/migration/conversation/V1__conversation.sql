grant usage on schema conversation to parley_app, parley_engine;

-- Two-character words cannot be found by trigrams, and most Chinese words have two characters.
create function conversation.bigrams(said text) returns text[] language sql immutable parallel safe strict
  return (select coalesce(array_agg(distinct substr(lower(said), i, 2)), '{}')
          from generate_series(1, greatest(length(said) - 1, 1)) as g (i));

create table conversation.conversation (
  id uuid primary key,
  workspace_id int not null,
  identity_id uuid not null references customer.identity,
  channel text not null check (channel in ('web', 'line')),
  connection_id uuid references channel.connection on delete set null,
  address text not null,
  open boolean not null default true,
  seq bigint not null default 0 check (seq >= 0),
  unread int not null default 0 check (unread >= 0),
  waiting_since timestamptz,
  staff_read_seq bigint not null default 0,
  delivered_seq bigint not null default 0,
  read_seq bigint not null default 0,
  last_seq bigint,
  last_kind text,
  last_text text,
  last_at timestamptz,
  last_direction text,
  last_voice text,
  updated_at timestamptz not null,
  version bigint not null default 0,
  check (open or waiting_since is null),
  check (greatest(staff_read_seq, delivered_seq, read_seq) <= seq)
) with (fillfactor = 70);
-- One live conversation with a person on a channel: closed ones reopen, so every one is live.
create unique index conversation_of_identity on conversation.conversation (workspace_id, identity_id, channel);
create index conversation_list on conversation.conversation (workspace_id, updated_at desc, id desc);
create index conversation_waiting on conversation.conversation (workspace_id, waiting_since)
  where waiting_since is not null;
create index conversation_connection on conversation.conversation (connection_id);
call platform.isolate('conversation.conversation');

create table conversation.message (
  conversation_id uuid not null references conversation.conversation,
  seq bigint not null,
  workspace_id int not null,
  id uuid not null unique,
  client_id text not null,
  direction text not null check (direction in ('in', 'out', 'note', 'fact')),
  author text not null check (author in ('customer', 'member', 'system')),
  author_id uuid,
  author_name text,
  author_voice text,
  content jsonb not null,
  said text not null,
  at timestamptz not null,
  received_at timestamptz not null,
  delivery text check (delivery in ('site', 'sending', 'sent', 'failed', 'unknown')),
  delivery_reason text,
  delivery_way text,
  primary key (conversation_id, seq),
  unique (conversation_id, client_id),
  check ((direction = 'out') = (delivery is not null))
);
create index message_said on conversation.message using gin (conversation.bigrams(said))
  where direction in ('in', 'out', 'note');
call platform.isolate('conversation.message');

-- What proves that a browser is the visitor it says: the hash of a secret it made, bound at its first message.
create table conversation.visitor_key (
  workspace_id int not null,
  anonymous_id text not null,
  secret_hash text not null,
  identity_id uuid not null references customer.identity,
  bound_at timestamptz not null,
  primary key (workspace_id, anonymous_id)
);
create index visitor_key_identity on conversation.visitor_key (identity_id);
call platform.isolate('conversation.visitor_key');

-- A code the visitor types into another channel. A code is free again once it is used or has expired.
create table conversation.link_code (
  workspace_id int not null,
  code text not null check (code ~ '^[0-9]{6}$'),
  identity_id uuid not null references customer.identity,
  expires_at timestamptz not null,
  primary key (workspace_id, code)
);
create index link_code_identity on conversation.link_code (identity_id);
call platform.isolate('conversation.link_code');

-- Six digits that were no live code, so that nobody tries them all.
create table conversation.link_attempt (
  workspace_id int not null,
  identity_id uuid not null references customer.identity,
  at timestamptz not null
);
create index link_attempt_identity on conversation.link_attempt (identity_id, at);
call platform.isolate('conversation.link_attempt');

-- What comes back from a provider's account-link page. Only the hash is kept.
create table conversation.link_nonce (
  nonce_hash text primary key,
  workspace_id int not null,
  identity_id uuid not null references customer.identity,
  expires_at timestamptz not null
);
create index link_nonce_identity on conversation.link_nonce (identity_id);
call platform.isolate('conversation.link_nonce');
