grant usage on schema demo to parley_engine;

-- What happened at the simulated LINE, in order. LINE is outside every workspace, so the table belongs to none.
create table demo.line_fact (
  id bigint generated always as identity primary key,
  body text not null,
  at timestamptz not null default now()
);
grant select, insert on demo.line_fact to parley_engine;

-- Pictures that phones have sent.
create table demo.line_media (
  id text primary key,
  type text not null,
  bytes bytea not null
);
grant select, insert on demo.line_media to parley_engine;
