-- Customers carry when they last ordered from now on; this tells it of those who are there already.
update customer.customer c set ordered_at = s.last
from (select p.workspace_id, p.customer_id, max(o.placed_at) as last
      from customer.person p join commerce.customer_order o using (workspace_id, identity_id)
      where o.placed_at is not null and o.state <> 'cancelled' group by 1, 2) s
where c.workspace_id = s.workspace_id and c.id = s.customer_id;
