-- Links are the edges of a forest: each identity came to its customer through another one, either when it was first met
-- (`identity.beside`) or by a link. Taking one edge away gives both sides back.
alter table customer.link
  add through uuid references customer.identity (id),
  add by_member uuid,
  add reason text,
  -- The two ends stand on different customers again.
  add undone_at timestamptz;
create index link_through on customer.link (through) where undone_at is null;
create index link_live on customer.link (identity_id) where undone_at is null;
alter table customer.identity add beside uuid references customer.identity (id);
create index identity_beside on customer.identity (beside) where beside is not null;

-- A person said that these two are not one (`one` has the lesser id): no event joins the customers they stand on, only
-- a person.
create table customer.apart (
  workspace_id int not null,
  one uuid not null references customer.identity (id),
  other uuid not null references customer.identity (id),
  primary key (one, other)
);
create index apart_other on customer.apart (other);
call platform.isolate('customer.apart');

-- Two customers who may be one: a person decides. The pair is by identity, because customers change.
create table customer.suggestion (
  id uuid primary key,
  workspace_id int not null,
  one uuid not null references customer.identity (id),
  other uuid not null references customer.identity (id),
  why text not null check (why in ('phone', 'email', 'visitors', 'line', 'emails', 'members')),
  detail text,
  at timestamptz not null,
  state text not null default 'open' check (state in ('open', 'confirmed', 'dismissed')),
  decided_at timestamptz,
  decided_by uuid,
  unique (workspace_id, one, other)
);
create index suggestion_open on customer.suggestion (workspace_id, at desc, id) where state = 'open';
create index suggestion_other on customer.suggestion (other);
call platform.isolate('customer.suggestion');
-- Weak matches are looked for by e-mail and phone as they were told.
create index customer_email on customer.customer (workspace_id, lower(email)) where email is not null;
-- The digits of a phone without zero or country code before them: the same for all ways to write it.
create function customer.phone_key(phone text) returns text language sql immutable strict parallel safe
  return (select case when length(key) >= 8 then key end from (select regexp_replace(
    regexp_replace(regexp_replace(phone, '\D', '', 'g'), '^0+', ''),
    '^(886|852|853|86|81|82|65|60|66|1)0*(?=\d{8,})', '') as key) k);
create index customer_phone on customer.customer (workspace_id, customer.phone_key(phone)) where phone is not null;

create view customer.named with (security_invoker = true) as
  select workspace_id, id as identity_id, customer_id, kind || ':' || value as name from customer.identity;
grant select on customer.named to parley_app, parley_engine;
