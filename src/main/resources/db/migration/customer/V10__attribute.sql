-- Attributes the merchant defined: what is told under these names is checked from then on.
create table customer.attribute (
  workspace_id int not null,
  name text not null check (length(name) between 1 and 80),
  type text not null check (type in ('text', 'number', 'date', 'datetime', 'boolean', 'choice', 'list')),
  label_zh text not null check (length(label_zh) between 1 and 60),
  label_en text not null check (length(label_en) between 1 and 60),
  choices text[] not null default '{}',
  version int not null default 1,
  defined_at timestamptz not null,
  -- Values that were told and did not fit: how many, and the latest of them.
  misfits bigint not null default 0,
  misfit text,
  misfit_at timestamptz,
  misfit_identity uuid,
  primary key (workspace_id, name)
);
call platform.isolate('customer.attribute');

-- What a defined attribute of an identity was, one version after the other; null: it was taken away.
create table customer.attribute_version (
  id bigint generated always as identity primary key,
  workspace_id int not null,
  identity_id uuid not null,
  name text not null,
  value jsonb not null,
  at timestamptz not null
);
create index attribute_version_identity on customer.attribute_version (identity_id, at desc, id desc);
call platform.isolate('customer.attribute_version');
