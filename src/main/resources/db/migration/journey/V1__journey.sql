grant usage on schema journey to parley_app, parley_engine;

create table journey.journey (
  id uuid primary key,
  workspace_id int not null,
  name text not null check (length(name) between 1 and 80),
  state text not null check (state in ('draft', 'live', 'paused', 'ended')),
  -- From which recipe it was made.
  recipe text,
  -- What is being drawn. It may be unfinished.
  draft jsonb not null,
  -- Grows with every change of the draft.
  edition int not null default 1,
  -- The version new people enter; null while none was published.
  version int,
  -- Nobody enters by what happened before.
  live_since timestamptz,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  deleted_at timestamptz
);
create index journey_workspace on journey.journey (workspace_id) where deleted_at is null;
call platform.isolate('journey.journey');

-- What was published, for ever as it was. Whoever is on the way finishes on hers. Numbers below zero are drafts that
-- somebody tried out.
create table journey.version (
  workspace_id int not null,
  journey_id uuid not null references journey.journey (id),
  number int not null,
  definition jsonb not null,
  published_at timestamptz not null,
  published_by uuid,
  primary key (journey_id, number)
);
create index version_workspace on journey.version (workspace_id);
call platform.isolate('journey.version');

-- Grows with every change of what is live.
create table journey.revision (workspace_id int primary key, number bigint not null);
call platform.isolate('journey.revision');

-- Somebody on the way, by the identity that entered: a merge or an unlink moves nothing here.
create table journey.run (
  id uuid primary key,
  workspace_id int not null,
  journey_id uuid not null references journey.journey (id),
  version int not null,
  identity_id uuid not null,
  -- What her way is unique by: once, the instant, or what the trigger names.
  entry_key text not null,
  entered_at timestamptz not null,
  step text not null,
  -- How many steps are behind her. (run, hop) is what happens once.
  hop int not null,
  arrived_at timestamptz not null,
  due_at timestamptz,
  -- Goes the whole way and is sent nothing.
  held_out boolean not null,
  trial boolean not null,
  kept jsonb not null,
  ended_at timestamptz,
  outcome text check (outcome in ('goal', 'exit', 'stopped', 'merged', 'taken_out', 'closed')),
  -- What the order that ended it was worth.
  worth numeric,
  foreign key (journey_id, version) references journey.version (journey_id, number),
  check ((ended_at is null) = (outcome is null))
) with (fillfactor = 80);
create unique index run_entry on journey.run (workspace_id, journey_id, identity_id, entry_key);
create index run_identity on journey.run (workspace_id, identity_id) where ended_at is null;
create index run_due on journey.run (workspace_id, due_at, id) where due_at is not null;
create index run_step on journey.run (workspace_id, journey_id, step, id) where ended_at is null;
create index run_entered on journey.run (workspace_id, journey_id, entered_at desc, id desc);
call platform.isolate('journey.run');

-- A step that is behind somebody: the way she left it by.
create table journey.passage (
  workspace_id int not null,
  run_id uuid not null references journey.run (id),
  hop int not null,
  step text not null,
  way text not null,
  arrived_at timestamptz not null,
  left_at timestamptz not null,
  primary key (run_id, hop)
);
create index passage_workspace on journey.passage (workspace_id);
call platform.isolate('journey.passage');

-- How many came to a step (way '') and left it by each way, by the day of the workspace's calendar.
create table journey.tally (
  workspace_id int not null,
  journey_id uuid not null references journey.journey (id),
  version int not null,
  step text not null,
  way text not null,
  day date not null,
  n bigint not null,
  primary key (workspace_id, journey_id, version, step, way, day)
) with (fillfactor = 80);
call platform.isolate('journey.tally');

-- Who did not come in, the last time she did not.
create table journey.kept_out (
  workspace_id int not null,
  journey_id uuid not null references journey.journey (id),
  identity_id uuid not null,
  at timestamptz not null,
  why text not null,
  times int not null default 1,
  primary key (workspace_id, journey_id, identity_id)
);
create index kept_out_at on journey.kept_out (workspace_id, journey_id, at desc);
call platform.isolate('journey.kept_out');

-- Who will come in when the time comes: a cart that lies still, a product that is used up. For carts `due_at` is no
-- later than the truth; whether she was there meanwhile is asked when it comes.
create table journey.armed (
  workspace_id int not null,
  journey_id uuid not null references journey.journey (id),
  identity_id uuid not null,
  key text not null,
  due_at timestamptz not null,
  kept jsonb not null,
  primary key (workspace_id, journey_id, identity_id, key)
);
create index armed_due on journey.armed (workspace_id, due_at);
create index armed_identity on journey.armed (workspace_id, identity_id);
call platform.isolate('journey.armed');

-- When a journey that goes by the calendar comes round, and how far it has let people in.
create table journey.round (
  workspace_id int not null,
  journey_id uuid primary key references journey.journey (id),
  due_at timestamptz not null,
  cursor uuid
);
create index round_due on journey.round (workspace_id, due_at);
call platform.isolate('journey.round');

-- What is told to other systems, and to the team: done outside every transaction, at least once.
create table journey.errand (
  id uuid primary key,
  workspace_id int not null,
  journey_id uuid not null references journey.journey (id),
  run_id uuid not null references journey.run (id),
  step text not null,
  hop int not null,
  kind text not null check (kind in ('webhook', 'note')),
  -- Where a webhook goes.
  address text,
  body text not null,
  state text not null check (state in ('planned', 'done', 'failed')),
  tries int not null default 0,
  due_at timestamptz not null,
  answer text,
  created_at timestamptz not null,
  unique (run_id, hop)
);
create index errand_due on journey.errand (due_at) where state = 'planned';
create index errand_workspace on journey.errand (workspace_id, journey_id, created_at desc);
call platform.isolate('journey.errand');
