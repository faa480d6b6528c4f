-- What the list of customers is filtered and sorted by: a cache over identities and orders, so that each is one index.
alter table customer.customer
  add kinds text[] not null default '{}',
  add orders int not null default 0,
  add spent numeric not null default 0;
update customer.customer c set kinds =
  (select coalesce(array_agg(distinct i.kind order by i.kind), '{}') from customer.identity i where i.customer_id = c.id);
-- How far she has come; the words are those of Lifecycle.java.
alter table customer.customer add stage text not null generated always as (
  case when orders >= 2 then 'repeat' when orders = 1 or 'member' = any (kinds) then 'member'
       when kinds <@ array['visitor'] then 'visitor' else 'lead' end) stored;

create index customer_stage on customer.customer (workspace_id, stage, last_seen_hour desc) where merged_into is null;
create index customer_first on customer.customer (workspace_id, first_seen_at desc, id desc) where merged_into is null;
create index customer_orders on customer.customer (workspace_id, orders desc, id desc) where merged_into is null;
create index customer_spent on customer.customer (workspace_id, spent desc, id desc) where merged_into is null;
create index customer_kinds on customer.customer using gin (kinds) where merged_into is null;

-- Whoever moves an identity need not think of it.
create function customer.keep_kinds() returns trigger language plpgsql as $$
declare
  touched uuid[];
begin
  if tg_op = 'INSERT' then
    select array_agg(distinct customer_id) into touched from made;
  elsif tg_op = 'DELETE' then
    select array_agg(distinct customer_id) into touched from gone;
  else
    select array_agg(distinct both_ids) into touched from made m join gone g using (id)
      cross join lateral unnest(array[m.customer_id, g.customer_id]) both_ids where m.customer_id <> g.customer_id;
  end if;
  if touched is not null then
    update customer.customer c set kinds = k.kinds
    from (select t.id, (select coalesce(array_agg(distinct i.kind order by i.kind), '{}') from customer.identity i
                        where i.customer_id = t.id) as kinds from unnest(touched) t (id)) k
    where c.id = k.id and c.kinds <> k.kinds;
  end if;
  return null;
end $$;
create trigger identity_made after insert on customer.identity referencing new table as made
  for each statement execute function customer.keep_kinds();
create trigger identity_moved after update on customer.identity referencing old table as gone new table as made
  for each statement execute function customer.keep_kinds();
create trigger identity_gone after delete on customer.identity referencing old table as gone
  for each statement execute function customer.keep_kinds();

-- Letters are found in whatever width they were written, and 臺 is 台.
update customer.customer set search = translate(normalize(search, NFKC), '臺', '台') where search <> '';

-- What a text is found by: three and two neighbouring characters, of Chinese also one, because families' names are that
-- short. Pairs alone find a phone in a tenth of all phones; trigrams alone find no 怡君. A single letter is looked for at
-- the beginning of a line, so the text is taken with a line break before it.
create function customer.grams(line text) returns text[] language sql immutable strict parallel safe
  return (select coalesce(array_agg(distinct g.gram), '{}')
          from generate_series(1, length(line)) n
          cross join lateral (values (substr(line, n, 3)), (substr(line, n, 2)), (substr(line, n, 1))) g (gram)
          where length(g.gram) > 1 or g.gram ~ '[^ -~\n]');
drop index customer.customer_search;
drop function customer.bigrams;
create index customer_search on customer.customer using gin (customer.grams(E'\n' || search)) where search <> '';

-- A way to look at the list that somebody gave a name: hers alone, or the whole team's.
create table customer.saved_view (
  id uuid primary key,
  workspace_id int not null,
  member_id uuid,
  name text not null check (length(name) between 1 and 60),
  shared boolean not null,
  definition jsonb not null,
  created_at timestamptz not null,
  check (shared or member_id is not null)
);
create unique index saved_view_name on customer.saved_view (workspace_id, shared, member_id, lower(name)) nulls not distinct;
call platform.isolate('customer.saved_view');

-- The latest tags, for the first screen.
create index customer_tag_latest on customer.customer_tag (workspace_id, since desc) where removed_at is null;
