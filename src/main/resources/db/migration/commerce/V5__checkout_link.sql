-- How the shop takes a cart from an address, and how long a link to one is good. A workspace without a row has the
-- defaults.
create table commerce.handover (
  workspace_id int primary key,
  cart_url text check (length(cart_url) between 1 and 2000),
  link_days int not null check (link_days between 1 and 90)
);
call platform.isolate('commerce.handover');

-- A cart behind an address. Only the token's hash is kept: who reads the table cannot open a cart.
create table commerce.checkout_link (
  workspace_id int not null,
  id uuid not null,
  token_hash text not null,
  -- Whom it was made for; null if for nobody in particular. Who opens it may be somebody else.
  identity_id uuid,
  items jsonb not null,
  coupon text,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  opened_at timestamptz,
  opened int not null default 0,
  -- The order that says it came from here.
  bought_at timestamptz,
  order_number text,
  primary key (workspace_id, id),
  unique (workspace_id, token_hash)
);
create index checkout_link_identity on commerce.checkout_link (workspace_id, identity_id);
create index checkout_link_expires on commerce.checkout_link (expires_at);
call platform.isolate('commerce.checkout_link');
