grant usage on schema demo to parley_app;

-- A clock on its way: it goes from one due instant to the next until it is `ahead` of the wall clock. A row that is
-- there after a crash is gone on with.
create table demo.travel (
  workspace_id int primary key,
  ahead interval not null,
  stops int not null default 0,
  begun_at timestamptz not null
);
call platform.isolate('demo.travel');
