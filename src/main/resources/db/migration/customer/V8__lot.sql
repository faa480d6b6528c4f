-- Draws some customers by lot without looking at all of them: neighbours in this index have nothing in common.
create index customer_lot on customer.customer (workspace_id, uuid_hash(id)) where merged_into is null;
