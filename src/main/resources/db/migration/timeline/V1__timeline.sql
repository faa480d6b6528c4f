grant usage on schema timeline to parley_app, parley_engine;

-- Everything that happens, appended once. `envelope` is what a collector knows beside the sender's own JSON.
create table timeline.log (
  xid xid8 not null default pg_current_xact_id(),
  position bigint generated always as identity (cache 100),
  shard int not null default 0,
  workspace_id int not null,
  received_at timestamptz not null,
  kind text not null,
  message_id text,
  envelope text,
  body text not null
);
create index log_order on timeline.log (shard, xid, position);
call platform.isolate('timeline.log');

-- How far the fold of a shard is. Whoever moves it must hold the newest epoch of its lease.
create table timeline.cursor (
  shard int primary key,
  xid xid8 not null,
  position bigint not null,
  epoch bigint not null
);
insert into timeline.cursor values (0, '0', 0, 0);
grant select, update on timeline.cursor to parley_engine;
grant select on timeline.cursor to parley_app;

-- What was accepted and refused: one row an append, summed up now and then, so that appends never wait for each other.
create table timeline.receipt (
  workspace_id int not null,
  accepted bigint not null,
  refused bigint not null default 0
);
create index receipt_workspace on timeline.receipt (workspace_id);
call platform.isolate('timeline.receipt');

-- What became of it; written by the fold alone.
create table timeline.tally (
  workspace_id int primary key,
  folded bigint not null default 0,
  repeated bigint not null default 0,
  discarded bigint not null default 0
);
call platform.isolate('timeline.tally');

-- Message ids of the running and the last seven days; the older table is truncated when they turn.
create table timeline.seen_a (workspace_id int not null, id uuid primary key);
create table timeline.seen_b (workspace_id int not null, id uuid primary key);
create table timeline.generation (current char not null check (current in ('a', 'b')), since timestamptz not null);
insert into timeline.generation values ('a', now());
call platform.isolate('timeline.seen_a');
call platform.isolate('timeline.seen_b');
grant truncate on timeline.seen_a, timeline.seen_b to parley_engine;
grant select, update on timeline.generation to parley_engine;

create table timeline.event (
  position bigint not null,
  workspace_id int not null,
  identity_id uuid not null,
  at timestamptz not null,
  received_at timestamptz not null,
  kind text not null,
  name text not null,
  url text,
  title text,
  channel text,
  text text,
  properties jsonb not null default '{}'
) partition by range (at);
create table timeline.event_old partition of timeline.event default;
alter table timeline.event_old enable row level security;
create index event_of_identity on timeline.event (workspace_id, identity_id, at desc, position desc);
call platform.isolate('timeline.event');

-- Makes the partition of a month (UTC). The engine may not change tables, so this runs with its owner's rights.
create function timeline.make_month(month date) returns void language plpgsql security definer
  set search_path = pg_catalog as $$
declare
  first date := date_trunc('month', month);
  partition text := 'event_' || to_char(first, 'YYYY_MM');
begin
  if to_regclass('timeline.' || partition) is not null then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtext(partition));
  if to_regclass('timeline.' || partition) is not null then
    return;
  end if;
  execute format('create table timeline.%I (like timeline.event including defaults)', partition);
  execute format('alter table timeline.%I enable row level security', partition);
  execute format('alter table timeline.event attach partition timeline.%I for values from (%L) to (%L)',
    partition, first::timestamp at time zone 'UTC', (first + interval '1 month')::timestamp at time zone 'UTC');
end $$;
revoke execute on function timeline.make_month from public;
grant execute on function timeline.make_month to parley_engine;

create table timeline.parked (
  id uuid primary key,
  workspace_id int not null,
  received_at timestamptz not null,
  reason text not null,
  kind text not null,
  message_id text,
  envelope text,
  body text not null,
  parked_at timestamptz not null
);
create index parked_order on timeline.parked (workspace_id, parked_at desc, id);
call platform.isolate('timeline.parked');

create view timeline.happened with (security_invoker = true) as
  select workspace_id, position, identity_id, at, kind, name, url, title, properties from timeline.event;
grant select on timeline.happened to parley_app, parley_engine;
