-- Who looked at which product, for journeys that begin when it can be had again or costs less: the last time.
create table journey.interest (
  workspace_id int not null,
  journey_id uuid not null references journey.journey (id),
  identity_id uuid not null,
  product text not null,
  at timestamptz not null,
  primary key (workspace_id, journey_id, product, identity_id)
);
create index interest_identity on journey.interest (workspace_id, identity_id);
call platform.isolate('journey.interest');

-- Good news about a product, until everybody whom it concerns came in; people behind `cursor` are still to come.
create table journey.news (
  id uuid primary key,
  workspace_id int not null,
  journey_id uuid not null references journey.journey (id),
  product text not null,
  at timestamptz not null,
  -- What messages may say of it.
  said jsonb not null,
  cursor uuid
);
create index news_at on journey.news (workspace_id, at, id);
call platform.isolate('journey.news');
