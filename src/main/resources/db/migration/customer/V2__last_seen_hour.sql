-- An index on last_seen_at itself made every update of it write all indexes of the row: a quarter of the fold's time.
-- The hour changes seldom, and within it a list sorts the few that are left.
alter table customer.customer
  add last_seen_hour timestamptz not null generated always as
    (date_bin('1 hour', last_seen_at, timestamptz '2000-01-01 00:00:00+00')) stored;
drop index customer.customer_seen;
create index customer_seen on customer.customer (workspace_id, last_seen_hour desc) where merged_into is null;
