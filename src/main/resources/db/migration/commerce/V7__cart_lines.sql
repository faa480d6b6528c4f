-- When each of the items was told, oldest first, so that an order by another identity of the same customer ends what was
-- put in before it, whenever the two are found to be one. An item without a time was told when the cart last changed.
alter table commerce.cart add told_at timestamptz[] not null default '{}';
