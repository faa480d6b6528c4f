-- When her last order that stands was placed: from 180 days after it she has lapsed (Lifecycle.java). The column `stage`
-- knows no clock, so the list asks for both.
alter table customer.customer add ordered_at timestamptz;
create index customer_ordered on customer.customer (workspace_id, ordered_at)
  where merged_into is null and ordered_at is not null;
