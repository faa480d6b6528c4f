create table integration.shopify (
  id uuid primary key,
  workspace_id int not null,
  -- kite.myshopify.com
  domain text not null check (length(domain) between 4 and 200),
  base text not null,
  token bytea not null,
  secret bytea not null,
  -- Why it does not answer any more, in both languages; null while it does.
  problem jsonb,
  -- Orders changed until then are known by asking.
  polled_until timestamptz not null,
  poll_at timestamptz not null,
  -- Orders that asking found and no webhook had told.
  missed int not null default 0,
  connected_at timestamptz not null,
  unique (workspace_id, domain)
);
create index shopify_poll on integration.shopify (poll_at);
call platform.isolate('integration.shopify');

-- The history that is brought in at the beginning, page by page: one row a kind of thing.
create table integration.shopify_history (
  workspace_id int not null,
  shop_id uuid not null references integration.shopify on delete cascade,
  kind text not null check (kind in ('products', 'customers', 'orders')),
  total int,
  done int not null,
  -- Where the next page begins; null for the first.
  cursor text,
  finished_at timestamptz,
  due_at timestamptz not null,
  primary key (shop_id, kind)
);
call platform.isolate('integration.shopify_history');

-- What webhooks brought, written down before they are answered. The body goes once it was told.
create table integration.shopify_call (
  id bigint generated always as identity primary key,
  workspace_id int not null,
  shop_id uuid not null references integration.shopify on delete cascade,
  webhook_id text not null,
  topic text not null,
  -- Which thing, and which version of it: Shopify's own ids of a delivery are not signed, these are.
  resource text,
  version text,
  body text,
  state text not null check (state in ('waiting', 'taken', 'stale', 'ignored', 'failed')),
  reason jsonb,
  tries int not null default 0,
  due_at timestamptz not null,
  received_at timestamptz not null,
  unique (shop_id, webhook_id)
);
create unique index shopify_call_version on integration.shopify_call (shop_id, topic, resource, version)
  where resource is not null;
create index shopify_call_waiting on integration.shopify_call (due_at, id) where state = 'waiting';
create index shopify_call_latest on integration.shopify_call (workspace_id, shop_id, id desc);
call platform.isolate('integration.shopify_call');
