grant usage on schema outreach to parley_app, parley_engine;

-- What the merchant set; what is not in it is as usual.
create table outreach.setting (
  workspace_id int primary key,
  value jsonb not null
);
call platform.isolate('outreach.setting');

-- Words that many sends share: what is said by channel.
create table outreach.words (
  id uuid primary key,
  workspace_id int not null,
  content jsonb not null
);
call platform.isolate('outreach.words');

-- One message that somebody wants to say to a person; its id is that of the outgoing and of the line in the thread. The
-- identities are not foreign keys: a million rows of a broadcast would lock a million rows of customers, and erasing
-- takes these rows first.
create table outreach.send (
  id uuid primary key,
  workspace_id int not null,
  source text not null check (source in ('broadcast', 'journey', 'notice', 'reminder', 'test')),
  source_id uuid not null,
  step text not null,
  name text not null,
  key text not null check (length(key) between 1 and 200),
  identity_id uuid not null,
  class text not null check (class in ('reply', 'service', 'marketing')),
  channels text[] not null,
  products text[] not null,
  unless_ordered_since timestamptz,
  held_out boolean not null,
  words_id uuid references outreach.words,
  words jsonb default '{}',
  state text not null default 'planned' check (state in
    ('planned', 'held', 'sending', 'sent', 'delivered', 'read', 'failed', 'skipped', 'unknown')),
  reason text,
  -- In a person's words, where a provider or a channel gave any.
  detail text,
  planned_at timestamptz not null,
  -- When it is asked (again) whether it may go; null once that is decided for good.
  due_at timestamptz default now(),
  -- When it was written down for its channel.
  went_at timestamptz,
  settled_at timestamptz,
  channel text,
  reached_id uuid,
  connection_id uuid,
  free boolean,
  cost numeric,
  unique (workspace_id, source, source_id, key),
  check ((words_id is null) <> (words is null)),
  check ((state in ('planned', 'held')) = (due_at is not null)),
  check ((went_at is null) or (channel is not null and reached_id is not null))
) with (fillfactor = 80);
create index send_due on outreach.send (workspace_id, due_at, id) where due_at is not null;
create index send_identity on outreach.send (identity_id);
create index send_heard on outreach.send (reached_id, went_at) where class = 'marketing' and went_at is not null;
call platform.isolate('outreach.send');

-- Each answer of the guard, added and never changed.
create table outreach.decision (
  id bigint generated always as identity,
  workspace_id int not null,
  send_id uuid not null,
  at timestamptz not null,
  verdict text not null check (verdict in ('send', 'hold', 'skip')),
  reason text,
  until timestamptz,
  channel text,
  cost numeric,
  detail text,
  primary key (workspace_id, id)
);
create index decision_send on outreach.decision (send_id);
create index decision_reason on outreach.decision (workspace_id, reason, id) where reason is not null;
call platform.isolate('outreach.decision');

-- Whom the merchant took off all lists.
create table outreach.barred (
  workspace_id int not null,
  identity_id uuid not null,
  at timestamptz not null,
  by_member uuid,
  primary key (workspace_id, identity_id)
);
call platform.isolate('outreach.barred');
