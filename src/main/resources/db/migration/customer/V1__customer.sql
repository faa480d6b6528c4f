grant usage on schema customer to parley_app, parley_engine;

-- A person, as far as is known. What is told about her is a cache over her identities.
create table customer.customer (
  id uuid primary key,
  workspace_id int not null,
  name text,
  email text,
  phone text,
  attributes jsonb not null default '{}',
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  merged_into uuid references customer.customer (id),
  -- Lower-case text that the list is searched by: name, e-mail, phone digits, member numbers.
  search text not null default '',
  created_at timestamptz not null
) with (fillfactor = 80);
create index customer_seen on customer.customer (workspace_id, last_seen_at desc, id) where merged_into is null;
call platform.isolate('customer.customer');

-- Pairs of neighbouring characters: trigrams cannot serve Chinese words, which have two.
create function customer.bigrams(line text) returns text[] language sql immutable strict parallel safe
  return (select coalesce(array_agg(distinct substr(line, n, 2)), '{}') from generate_series(1, length(line) - 1) n);
create index customer_search on customer.customer using gin (customer.bigrams(search)) where search <> '';

create table customer.identity (
  id uuid primary key,
  workspace_id int not null,
  kind text not null,
  value text not null,
  customer_id uuid not null references customer.customer (id),
  -- The customer made for it; after an unlink it lives there again, unless somebody else does by then.
  home uuid not null references customer.customer (id),
  -- When it was first met; never changes.
  met_at timestamptz not null,
  evidence text not null,
  linked_at timestamptz not null,
  -- A person took it away from a customer: from now on only a person links it.
  parted boolean not null default false,
  -- The browser of somebody whose member number changed: what it does from now on belongs to that other identity.
  follows uuid references customer.identity (id),
  -- What was told of this identity: {trait: [value, microseconds since 1970 when it was told]}.
  traits jsonb not null default '{}',
  unique (workspace_id, kind, value)
) with (fillfactor = 90);
create index identity_customer on customer.identity (customer_id);
create index identity_home on customer.identity (home);
call platform.isolate('customer.identity');

-- Why identities moved between customers: the evidence on record.
create table customer.link (
  id bigint generated always as identity primary key,
  workspace_id int not null,
  identity_id uuid not null references customer.identity (id),
  from_customer uuid not null references customer.customer (id),
  into_customer uuid not null references customer.customer (id),
  evidence text not null,
  at timestamptz not null
);
create index link_identity on customer.link (identity_id, id desc);
call platform.isolate('customer.link');

create table customer.tag (
  id uuid primary key,
  workspace_id int not null,
  name text not null check (length(name) between 1 and 60),
  created_at timestamptz not null
);
create unique index tag_name on customer.tag (workspace_id, lower(name));
call platform.isolate('customer.tag');

-- A tag stands on the identity it came with; a customer carries the tags of her identities.
create table customer.customer_tag (
  workspace_id int not null,
  identity_id uuid not null references customer.identity (id),
  tag_id uuid not null references customer.tag (id) on delete cascade,
  source text not null check (source in ('rule', 'member')),
  rule_id uuid,
  since timestamptz not null,
  evidence jsonb not null default '[]',
  removed_at timestamptz
);
create unique index customer_tag_once on customer.customer_tag (identity_id, tag_id) where removed_at is null;
create index customer_tag_carriers on customer.customer_tag (workspace_id, tag_id) where removed_at is null;
create index customer_tag_rule on customer.customer_tag (rule_id) where removed_at is null and rule_id is not null;
call platform.isolate('customer.customer_tag');

create view customer.person with (security_invoker = true) as
  select workspace_id, id as identity_id, kind, customer_id from customer.identity;
create view customer.carried with (security_invoker = true) as
  select t.workspace_id, i.customer_id, t.tag_id, min(t.since) as since
  from customer.customer_tag t join customer.identity i on i.id = t.identity_id
  where t.removed_at is null
  group by 1, 2, 3;
grant select on customer.person, customer.carried to parley_app, parley_engine;
