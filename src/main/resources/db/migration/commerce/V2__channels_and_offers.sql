-- An order's number is its channel's: 1001 of the web shop and 1001 of a marketplace are two orders.
alter table commerce.customer_order add channel text not null default 'web'
  check (length(channel) between 1 and 40);
alter table commerce.customer_order alter channel drop default;
alter table commerce.customer_order drop constraint customer_order_workspace_id_number_key;
alter table commerce.customer_order add unique (workspace_id, channel, number);

alter table commerce.product add sale_price numeric;
alter table commerce.product add availability text
  check (availability in ('in_stock', 'out_of_stock', 'preorder', 'backorder'));

-- Orders as they stand, for higher modules. Not yet placed ones have only been told of by a refund or the like.
create view commerce.ordered with (security_invoker = true) as
  select workspace_id, identity_id, channel, number, placed_at, state, revenue, total, refunded, currency
  from commerce.customer_order;
grant select on commerce.ordered to parley_app, parley_engine;
