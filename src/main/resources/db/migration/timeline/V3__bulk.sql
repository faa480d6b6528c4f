-- A tag put on or taken off many customers: a job that goes on where it was, whatever stops it.
create table timeline.bulk (
  id uuid primary key,
  workspace_id int not null,
  verb text not null check (verb in ('tag', 'untag')),
  tag_id uuid not null references customer.tag (id) on delete cascade,
  -- Whom: these customers; or all who match; or whom the job that is undone has changed.
  chosen uuid[],
  filter jsonb,
  undoes uuid references timeline.bulk (id) on delete cascade,
  check (num_nonnulls(chosen, filter, undoes) = 1),
  -- The id behind which it goes on.
  after uuid,
  looked bigint not null default 0,
  changed bigint not null default 0,
  expected bigint not null,
  state text not null check (state in ('running', 'done', 'stopped')),
  member_id uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index bulk_running on timeline.bulk (created_at) where state = 'running';
create index bulk_latest on timeline.bulk (workspace_id, created_at desc);
create unique index bulk_undone_once on timeline.bulk (undoes);
call platform.isolate('timeline.bulk');

-- Whom a job changed, by an identity, so that an undo finds her after a merge.
create table timeline.bulk_change (
  workspace_id int not null,
  bulk_id uuid not null references timeline.bulk (id) on delete cascade,
  identity_id uuid not null,
  primary key (bulk_id, identity_id)
);
call platform.isolate('timeline.bulk_change');

-- What happened in the last days, without reading the month: events lie nearly in the order of time.
create index event_at on timeline.event using brin (at) with (pages_per_range = 32);
