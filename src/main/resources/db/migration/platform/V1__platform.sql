-- The tenant of the running transaction; null outside one, so that nothing is seen by mistake.
create function platform.current_workspace() returns int language sql stable parallel safe
  return nullif(current_setting('parley.workspace', true), '')::int;

-- Puts a table under row-level security by workspace and opens it to both roles.
create procedure platform.isolate(target regclass) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy workspace on %s using (workspace_id = platform.current_workspace())
                  with check (workspace_id = platform.current_workspace())', target);
  execute format('grant select, insert, update, delete on %s to parley_app, parley_engine', target);
end $$;

grant usage on schema platform to parley_app, parley_engine;

create table platform.clock (
  workspace_id int primary key,
  ahead interval not null check (ahead >= interval '0')
);
call platform.isolate('platform.clock');

create table platform.lease (
  name text primary key,
  holder uuid not null,
  epoch bigint not null,
  until timestamptz not null
);
grant select, insert, update, delete on platform.lease to parley_engine;

create table platform.change (
  xid xid8 not null default pg_current_xact_id(),
  id bigint generated always as identity,
  workspace_id int not null,
  node uuid not null,
  payload text not null,
  at timestamptz not null default now(),
  primary key (xid, id)
);
create index change_at on platform.change using brin (at);
call platform.isolate('platform.change');

create table platform.file (
  id uuid primary key,
  workspace_id int not null,
  type text not null,
  bytes bytea not null,
  created_at timestamptz not null default now()
);
alter table platform.file alter bytes set storage external;
call platform.isolate('platform.file');
