grant usage on schema channel to parley_app, parley_engine;

-- One account of a merchant at a provider. `secrets` is sealed; `destination` is how the provider names the account.
-- A removed connection keeps its row, so that its contacts keep their address and it can be connected again.
create table channel.connection (
  id uuid primary key,
  workspace_id int not null,
  kind text not null,
  name text not null,
  destination text not null,
  provider_account text not null,
  secrets bytea not null,
  api_url text,
  data_url text,
  public_url text,
  dialog_url text,
  add_url text,
  state text not null default 'connected' check (state in ('connected', 'error')),
  detail text,
  last_event_at timestamptz,
  quota_limit bigint,
  quota_used bigint,
  quota_read_at timestamptz,
  paused_until timestamptz,
  created_at timestamptz not null default now(),
  removed_at timestamptz,
  unique (workspace_id, kind, provider_account)
);
call platform.isolate('channel.connection');

-- A person as a connection knows them, and the reply token that answers them for free.
create table channel.contact (
  connection_id uuid not null references channel.connection on delete cascade,
  address text not null,
  workspace_id int not null,
  name text,
  picture_url text,
  language text,
  profile_read_at timestamptz,
  blocked boolean not null default false,
  relation_at timestamptz,
  reply_token text,
  reply_token_at timestamptz,
  primary key (connection_id, address)
);
call platform.isolate('channel.contact');

-- One event of a provider, as it came. `failed` waits for a person to replay it.
create table channel.incoming (
  id bigint generated always as identity primary key,
  workspace_id int not null,
  connection_id uuid not null references channel.connection on delete cascade,
  event_id text not null,
  address text not null,
  kind text not null,
  at timestamptz not null,
  received_at timestamptz not null default now(),
  body text not null,
  state text not null default 'waiting' check (state in ('waiting', 'done', 'ignored', 'failed')),
  reason text,
  attempts int not null default 0,
  due_at timestamptz not null default now(),
  claimed_until timestamptz,
  unique (connection_id, event_id)
);
create index incoming_waiting on channel.incoming (connection_id, address, at, id) where state = 'waiting';
create index incoming_due on channel.incoming (due_at) where state = 'waiting';
create index incoming_failed on channel.incoming (workspace_id, id) where state = 'failed';
call platform.isolate('channel.incoming');

-- One message to a provider; its id is the retry key. `request` is the exact body of the first try, kept so that every
-- repetition is identical.
create table channel.outgoing (
  id uuid primary key,
  seq bigint generated always as identity,
  workspace_id int not null,
  connection_id uuid not null references channel.connection on delete cascade,
  address text not null,
  payload text not null,
  state text not null default 'planned'
    check (state in ('planned', 'held', 'sending', 'sent', 'failed', 'unknown', 'skipped')),
  way text check (way in ('reply', 'push')),
  request text,
  attempts int not null default 0,
  due_at timestamptz not null default now(),
  claimed_by uuid,
  claimed_until timestamptz,
  first_tried_at timestamptz,
  provider_ids text[] not null default '{}',
  request_id text,
  reason text,
  cost int not null default 0,
  created_at timestamptz not null default now(),
  settled_at timestamptz
);
create index outgoing_open on channel.outgoing (connection_id, address, seq)
  where state in ('planned', 'held', 'sending');
create index outgoing_due on channel.outgoing (due_at) where state in ('planned', 'held', 'sending');
call platform.isolate('channel.outgoing');
