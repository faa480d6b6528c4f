-- Each order of the list stage by stage, and within a stage apart who has a text to be found by and who has none: a list
-- of a stage had an index in one order only and else walked past everybody else, and a search walked past visitors
-- without a name, who are the latest. A list of several shelves merges them (Shelves.java).
create index customer_shelf_seen on customer.customer
  (workspace_id, stage, ((search <> '')::int), last_seen_hour desc) where merged_into is null;
create index customer_shelf_first on customer.customer
  (workspace_id, stage, ((search <> '')::int), first_seen_at desc, id desc) where merged_into is null;
create index customer_shelf_orders on customer.customer
  (workspace_id, stage, ((search <> '')::int), orders desc, id desc) where merged_into is null;
create index customer_shelf_spent on customer.customer
  (workspace_id, stage, ((search <> '')::int), spent desc, id desc) where merged_into is null;
drop index customer.customer_stage;
drop index customer.customer_first;
drop index customer.customer_orders;
drop index customer.customer_spent;
-- PostgreSQL takes no figures from an index that leaves rows out; without them it takes each shelf for nearly empty.
create statistics customer.customer_named on ((search <> '')::int) from customer.customer;
analyze customer.customer;
