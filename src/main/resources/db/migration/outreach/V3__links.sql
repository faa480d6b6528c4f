-- An address in a message that is followed. One row serves everybody it was sent to: who clicked stands in the token.
create table outreach.link (
  id bigint generated always as identity primary key,
  workspace_id int not null,
  source text not null check (source in ('broadcast', 'journey', 'notice', 'reminder', 'test')),
  source_id uuid not null,
  step text not null,
  name text not null,
  url text not null check (length(url) between 1 and 2000)
);
create unique index link_once on outreach.link (workspace_id, source, source_id, step, md5(url));
call platform.isolate('outreach.link');

-- One opening of such an address. `machine` says why it was none of a person: a preview, a scanner; null if it was one.
create table outreach.click (
  id bigint generated always as identity primary key,
  workspace_id int not null,
  link_id bigint not null references outreach.link on delete cascade,
  identity_id uuid,
  at timestamptz not null,
  machine text
);
create index click_link on outreach.click (link_id, at);
create index click_identity on outreach.click (identity_id) where identity_id is not null;
call platform.isolate('outreach.click');

-- The merchant's own host of these addresses, if it has one that points here.
create table outreach.link_host (
  workspace_id int primary key,
  host text not null check (length(host) between 8 and 200)
);
call platform.isolate('outreach.link_host');

-- What became of a source as it came about.
create index send_settled on outreach.send (source_id, settled_at)
  where settled_at is not null and source in ('broadcast', 'journey');

-- What is no broadcast finds its due rows without reading a million of one.
create index send_due_rest on outreach.send (workspace_id, due_at, id) where due_at is not null and source <> 'broadcast';

-- For higher modules.
create view outreach.outcome with (security_invoker = true) as
  select workspace_id, id, source, source_id, step, key, identity_id, reached_id, class, state, reason, detail, channel,
    free, cost, planned_at, due_at, went_at, settled_at
  from outreach.send;
create view outreach.followed with (security_invoker = true) as
  select c.workspace_id, l.source, l.source_id, l.step, l.url, c.identity_id, c.at, c.machine
  from outreach.click c join outreach.link l on l.id = c.link_id;
grant select on outreach.outcome, outreach.followed to parley_app, parley_engine;
