grant usage on schema integration to parley_app, parley_engine;

-- One file on its way in. Its rows are checked first, then told to the timeline, batch by batch; how far either is
-- stands here and moves in the transaction that did the work.
create table integration.import (
  id uuid primary key,
  workspace_id int not null,
  name text not null check (length(name) between 1 and 200),
  state text not null check (state in ('uploading', 'uploaded', 'checking', 'checked', 'running', 'folding', 'done',
    'stopped', 'failed')),
  -- How the bytes are to be read: format, charset, delimiter.
  reading jsonb not null,
  -- What the columns mean; null until a person said so.
  mapping jsonb,
  -- The file's own title row, for the file of rows that could not be taken.
  headings jsonb not null default '[]',
  -- Runs by itself once checked: nobody sits before a feed that is read at night.
  unattended boolean not null default false,
  rows int not null default 0,
  bad int not null default 0,
  units int not null default 0,
  done int not null default 0,
  fresh int not null default 0,
  changed int not null default 0,
  told_at timestamptz,
  result jsonb,
  problem jsonb,
  created_at timestamptz not null,
  ended_at timestamptz,
  -- Imports take turns: the one that waited longest is next.
  turn_at timestamptz not null default now()
);
create index import_list on integration.import (workspace_id, created_at desc, id);
create index import_turn on integration.import (turn_at) where state in ('checking', 'running', 'folding');
call platform.isolate('integration.import');

create table integration.import_chunk (
  workspace_id int not null,
  import_id uuid not null references integration.import (id) on delete cascade,
  n int not null,
  bytes bytea not null,
  primary key (import_id, n)
);
alter table integration.import_chunk alter bytes set storage external;
call platform.isolate('integration.import_chunk');

-- A row that was read: either what it says, or its cells and why it cannot be taken. Rows of one key (the lines of an
-- order) are told together. Good rows go when the import is done.
create table integration.import_row (
  workspace_id int not null,
  import_id uuid not null references integration.import (id) on delete cascade,
  line int not null,
  key text,
  at timestamptz,
  told jsonb,
  cells jsonb,
  reason jsonb,
  primary key (import_id, line),
  check (told is null or reason is null)
);
create index import_row_key on integration.import_row (import_id, key) where reason is null;
call platform.isolate('integration.import_row');

-- What is told as one, in the order of time.
create table integration.import_unit (
  workspace_id int not null,
  import_id uuid not null references integration.import (id) on delete cascade,
  n int not null,
  key text not null,
  primary key (import_id, n)
);
call platform.isolate('integration.import_unit');

-- The permanent keys: what files and webhooks have told already, and how it stood then. Kept for ever, because a file
-- may come again after a year.
create table integration.known (
  workspace_id int not null,
  kind text not null check (kind in ('customer', 'tag', 'order', 'product')),
  channel text not null,
  key text not null,
  digest text not null,
  refunded numeric not null default 0,
  placed boolean not null default false,
  version timestamptz not null,
  primary key (workspace_id, kind, channel, key)
);
call platform.isolate('integration.known');

create table integration.feed (
  id uuid primary key,
  workspace_id int not null,
  url text not null check (length(url) between 1 and 2000),
  due_at timestamptz not null,
  read_at timestamptz,
  import_id uuid references integration.import (id) on delete set null,
  problem jsonb,
  created_at timestamptz not null,
  unique (workspace_id, url)
);
create index feed_due on integration.feed (due_at);
call platform.isolate('integration.feed');

create table integration.webhook (
  id uuid primary key,
  workspace_id int not null,
  name text not null check (length(name) between 1 and 100),
  secret bytea not null,
  created_at timestamptz not null
);
create index webhook_list on integration.webhook (workspace_id, created_at);
call platform.isolate('integration.webhook');

-- What came. An event id is taken once; a refused call has none.
create table integration.webhook_call (
  id bigint generated always as identity primary key,
  workspace_id int not null,
  webhook_id uuid not null references integration.webhook (id) on delete cascade,
  event_id text,
  type text,
  outcome text not null check (outcome in ('taken', 'repeated', 'stale', 'refused')),
  reason jsonb,
  at timestamptz not null
);
create unique index webhook_call_once on integration.webhook_call (webhook_id, event_id)
  where outcome in ('taken', 'stale');
create index webhook_call_list on integration.webhook_call (webhook_id, id desc);
call platform.isolate('integration.webhook_call');
