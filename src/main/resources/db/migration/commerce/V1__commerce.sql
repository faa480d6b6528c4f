grant usage on schema commerce to parley_app, parley_engine;

create table commerce.product (
  workspace_id int not null,
  id text not null check (length(id) between 1 and 200),
  name text not null,
  price numeric,
  image_url text,
  url text,
  category text,
  -- A product the merchant gave is not overwritten by what pages say of it.
  given boolean not null,
  changed_at timestamptz not null,
  primary key (workspace_id, id)
);
call platform.isolate('commerce.product');

create table commerce.cart (
  workspace_id int not null,
  identity_id uuid not null,
  items jsonb not null,
  emptied_at timestamptz,
  updated_at timestamptz not null,
  primary key (workspace_id, identity_id)
) with (fillfactor = 80);
call platform.isolate('commerce.cart');

create table commerce.customer_order (
  id uuid primary key,
  workspace_id int not null,
  number text not null check (length(number) between 1 and 200),
  identity_id uuid not null,
  -- Null while only an update, a cancellation or a refund of the order has been heard of.
  placed_at timestamptz,
  state text not null check (state in ('placed', 'cancelled', 'refunded')),
  revenue numeric not null,
  total numeric not null,
  refunded numeric not null,
  currency text not null,
  lines jsonb not null,
  updated_at timestamptz not null,
  unique (workspace_id, number)
);
create index customer_order_identity on commerce.customer_order (workspace_id, identity_id, placed_at desc);
create index customer_order_placed on commerce.customer_order (workspace_id, placed_at);
call platform.isolate('commerce.customer_order');
