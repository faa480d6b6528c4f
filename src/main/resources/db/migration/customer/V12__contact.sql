-- What is needed to write to many customers at once: their names of all kinds, and where they live.
create view customer.addressed with (security_invoker = true) as
  select i.workspace_id, i.customer_id, i.id as identity_id, i.kind, i.value from customer.identity i;
create view customer.at_home with (security_invoker = true) as
  select c.workspace_id, c.id as customer_id, c.name, c.email, c.phone,
    coalesce(c.attributes ->> 'timezone', c.attributes ->> 'timeZone') as time_zone
  from customer.customer c;
grant select on customer.addressed, customer.at_home to parley_app, parley_engine;
