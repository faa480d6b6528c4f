grant usage on schema audience to parley_app, parley_engine;

create table audience.rule (
  id uuid primary key,
  workspace_id int not null,
  name text not null check (length(name) between 1 and 80),
  tag_id uuid not null references customer.tag (id),
  condition jsonb not null,
  definition bigint not null,
  state text not null check (state in ('draft', 'live', 'paused')),
  live_since timestamptz,
  created_at timestamptz not null,
  deleted_at timestamptz,
  -- Grows with every change. The fold works the past out anew whenever it has folded another version than this.
  version int not null default 1,
  folded int not null default 0
);
create index rule_workspace on audience.rule (workspace_id) where deleted_at is null;
create index rule_unfolded on audience.rule (workspace_id) where version <> folded;
call platform.isolate('audience.rule');

-- What must be kept of a customer for the conditions with this definition: a cache of timeline.happened.
create table audience.cell (
  workspace_id int not null,
  definition bigint not null,
  customer_id uuid not null,
  -- The latest visits, at most as many as the condition asks for: microseconds since 1970, and places on the log.
  visited_micros bigint[] not null,
  positions bigint[] not null,
  -- These visits completed the condition for the first time; later ones change nothing.
  complete boolean not null,
  primary key (workspace_id, definition, customer_id)
) with (fillfactor = 80);
call platform.isolate('audience.cell');
