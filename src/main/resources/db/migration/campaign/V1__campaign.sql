grant usage on schema campaign to parley_app, parley_engine;

-- One message to many people. `plan` is what the merchant wrote: to whom, what, how. While it is planned `after` is the
-- customer behind whom it goes on, so that a crash repeats at most one slice.
create table campaign.broadcast (
  id uuid primary key,
  workspace_id int not null,
  name text not null check (length(name) between 1 and 120),
  state text not null
    check (state in ('draft', 'scheduled', 'planning', 'sending', 'paused', 'done', 'cancelled')),
  -- What a paused one goes on as.
  then_state text check (then_state in ('scheduled', 'planning', 'sending')),
  plan jsonb not null default '{"holdout": 0, "days": 5, "bestHour": false}',
  version int not null default 1,
  due_at timestamptz,
  after uuid,
  recipients bigint not null default 0,
  expected bigint,
  reason text,
  -- The shared words of its variants.
  words uuid[] not null default '{}',
  -- Until when it is known whom it reached.
  followed_at timestamptz,
  -- Nothing of it is open any more.
  closed boolean not null default false,
  member_id uuid,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  started_at timestamptz,
  planned_at timestamptz,
  ended_at timestamptz
);
create index broadcast_latest on campaign.broadcast (workspace_id, created_at desc);
create index broadcast_busy on campaign.broadcast (changed_at)
  where not closed and state in ('scheduled', 'planning', 'sending', 'paused', 'cancelled');
call platform.isolate('campaign.broadcast');

-- Whom a broadcast is for, frozen when it began. Nobody is there twice.
create table campaign.recipient (
  workspace_id int not null,
  broadcast_id uuid not null references campaign.broadcast (id) on delete cascade,
  customer_id uuid not null,
  identity_id uuid not null,
  arm smallint not null,
  primary key (broadcast_id, customer_id)
);
create index recipient_identity on campaign.recipient (identity_id);
call platform.isolate('campaign.recipient');
