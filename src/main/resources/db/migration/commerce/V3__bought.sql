-- Customers carry what they bought from now on, for the list; this counts it for those who are there already.
update customer.customer c set orders = s.orders, spent = s.spent
from (select p.workspace_id, p.customer_id, count(*) as orders,
        coalesce(sum(o.total - o.refunded) filter (where o.currency = w.currency), 0) as spent
      from customer.person p join commerce.customer_order o using (workspace_id, identity_id)
      join workspace.workspace w on w.workspace_id = p.workspace_id
      where o.placed_at is not null and o.state <> 'cancelled' group by 1, 2) s
where c.workspace_id = s.workspace_id and c.id = s.customer_id;
