grant usage on schema experiment to parley_app, parley_engine;

-- Variants held against each other. `weights` are those of `variants`, one each; `holdout` is the share of all who get
-- none of them. What somebody buys counts for `days` after her variant took effect on her.
create table experiment.experiment (
  id uuid primary key,
  workspace_id int not null,
  name text not null check (length(name) between 1 and 200),
  variants text[] not null,
  weights double precision[] not null check (cardinality(weights) = cardinality(variants)),
  holdout double precision not null check (holdout between 0 and 1),
  days int not null check (days between 1 and 90),
  begun_at timestamptz not null
);
call platform.isolate('experiment.experiment');

-- Who is in which arm, from when it took effect on her: something of it reached her, or would have. 0 is the holdout, 1
-- the first variant. It stands on the identity that it came by, so that a merge brings both and the earlier one counts.
create table experiment.assignment (
  workspace_id int not null,
  experiment_id uuid not null references experiment.experiment (id) on delete cascade,
  identity_id uuid not null,
  arm smallint not null check (arm >= 0),
  at timestamptz not null,
  primary key (experiment_id, identity_id)
);
create index assignment_identity on experiment.assignment (identity_id);
call platform.isolate('experiment.assignment');
