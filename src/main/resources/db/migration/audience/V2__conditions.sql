-- Rules speak the language of conditions: what was an address visited so often is one thing that can be said in it.
update audience.rule set condition = jsonb_build_object(
  'kind', 'did',
  'event', jsonb_build_object('name', 'page', 'where', jsonb_build_array(
    jsonb_build_object('property', 'url', 'op', 'contains', 'value', condition -> 'contains'))),
  'measure', jsonb_build_object('kind', 'count', 'atLeast', condition -> 'times'),
  'within', jsonb_build_object('amount', condition -> 'days', 'unit', 'day'))
where condition ->> 'kind' = 'visited';
drop index audience.rule_unfolded;
alter table audience.rule drop definition, drop folded,
  add expires_days int check (expires_days between 1 and 3650);

create table audience.segment (
  id uuid primary key,
  workspace_id int not null,
  name text not null check (length(name) between 1 and 80),
  condition jsonb not null,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  deleted_at timestamptz,
  version int not null default 1
);
create index segment_workspace on audience.segment (workspace_id) where deleted_at is null;
call platform.isolate('audience.segment');

-- Grows with every change of what is live, so that the fold reads rules and segments again only then.
create table audience.revision (workspace_id int primary key, number bigint not null);
call platform.isolate('audience.revision');

-- What is remembered of a customer for a trace: a cache of timeline.happened.
drop table audience.cell;
create table audience.cell (
  workspace_id int not null,
  trace bigint not null,
  customer_id uuid not null,
  -- Moments, oldest first: microseconds since 1970, places on the log, and what was measured (null: nothing but them).
  micros bigint[] not null,
  positions bigint[] not null,
  measured text[],
  primary key (workspace_id, customer_id, trace)
) with (fillfactor = 80);
call platform.isolate('audience.cell');

-- Who completed a rule, by which event, and until when the tag stays.
create table audience.completion (
  workspace_id int not null,
  rule_id uuid not null references audience.rule (id),
  customer_id uuid not null,
  since timestamptz not null,
  position bigint not null,
  until timestamptz,
  primary key (workspace_id, rule_id, customer_id)
) with (fillfactor = 80);
create index completion_due on audience.completion (workspace_id, until) where until is not null;
call platform.isolate('audience.completion');

-- Who is in a segment, and who the clock may bring in or out: not before `due_at`.
create table audience.membership (
  workspace_id int not null,
  segment_id uuid not null references audience.segment (id),
  customer_id uuid not null,
  member boolean not null,
  since timestamptz not null,
  due_at timestamptz,
  primary key (workspace_id, segment_id, customer_id)
) with (fillfactor = 80);
create index membership_due on audience.membership (workspace_id, due_at) where due_at is not null;
create index membership_members on audience.membership (workspace_id, segment_id, since desc, customer_id)
  where member;
call platform.isolate('audience.membership');

-- What is being worked out over the past of all customers, and how far: those up to `cursor` are done.
create table audience.fill (
  workspace_id int not null,
  kind text not null check (kind in ('rule', 'segment')),
  id uuid not null,
  version int not null,
  cursor uuid,
  done int not null default 0,
  total int not null default 0,
  started_at timestamptz not null,
  primary key (workspace_id, id)
);
call platform.isolate('audience.fill');

-- Rules that are live remember nothing yet in the new shape. Their tags stay.
insert into audience.fill (workspace_id, kind, id, version, started_at)
select workspace_id, 'rule', id, version, now() from audience.rule where state = 'live' and deleted_at is null;
