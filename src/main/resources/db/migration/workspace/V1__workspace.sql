grant usage on schema workspace to parley_app, parley_engine;

create table workspace.workspace (
  workspace_id int generated always as identity primary key,
  name text not null check (length(name) between 1 and 80),
  locale text not null,
  time_zone text not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  consent_mode text not null default 'notice' check (consent_mode in ('notice', 'ask')),
  sites text[] not null default '{}',
  shop_url text,
  persona jsonb not null,
  write_key text not null unique,
  created_at timestamptz not null
);
call platform.isolate('workspace.workspace');

create table workspace.member (
  id uuid primary key,
  workspace_id int not null references workspace.workspace on delete cascade,
  email text not null,
  name text not null check (length(name) between 1 and 80),
  voice text not null default 'service' check (voice in ('service', 'editor', 'assistant')),
  locale text not null default 'zh-Hant',
  password text not null,
  created_at timestamptz not null
);
create unique index member_email on workspace.member (lower(email));
create index member_workspace on workspace.member (workspace_id);
call platform.isolate('workspace.member');

-- Only the hash of the token is kept: a stolen backup signs nobody in.
create table workspace.session (
  token_hash text primary key,
  workspace_id int not null references workspace.workspace on delete cascade,
  member_id uuid not null references workspace.member on delete cascade,
  expires_at timestamptz not null
);
call platform.isolate('workspace.session');

create table workspace.api_key (
  id uuid primary key,
  workspace_id int not null references workspace.workspace on delete cascade,
  name text not null,
  key_hash text not null unique,
  last_four text not null,
  scopes text[] not null,
  created_at timestamptz not null
);
create index api_key_workspace on workspace.api_key (workspace_id);
call platform.isolate('workspace.api_key');
