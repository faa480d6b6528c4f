-- Shared words are never deleted, and a million sends asked a million times whether theirs are there.
alter table outreach.send drop constraint send_words_id_fkey;
-- What a provider tells changes nothing that an index stands on, so with room in the page it costs no index anything. When it
-- was told is found by ranges of pages, which are in the order of the sending.
drop index outreach.send_settled;
create index send_settled on outreach.send using brin (settled_at) with (pages_per_range = 32, autosummarize = on);
alter table outreach.send set (fillfactor = 50);

-- How many sends of a broadcast stand how, as sums of what changed: each statement that writes sends adds what it did, so
-- that a screen that asks every half second need not count a million rows.
create table outreach.tally (
  workspace_id int not null,
  source_id uuid not null,
  step text not null,
  state text not null,
  reason text,
  channel text,
  sends bigint not null,
  cost numeric not null
);
create index tally_source on outreach.tally (source_id);
call platform.isolate('outreach.tally');
insert into outreach.tally
  select workspace_id, source_id, step, state, reason, channel, count(*), coalesce(sum(cost), 0)
  from outreach.send where source = 'broadcast' group by 1, 2, 3, 4, 5, 6;

create function outreach.keep_tally() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into outreach.tally
      select workspace_id, source_id, step, state, reason, channel, count(*), coalesce(sum(cost), 0)
      from made where source = 'broadcast' group by 1, 2, 3, 4, 5, 6;
  elsif tg_op = 'DELETE' then
    insert into outreach.tally
      select workspace_id, source_id, step, state, reason, channel, -count(*), -coalesce(sum(cost), 0)
      from gone where source = 'broadcast' group by 1, 2, 3, 4, 5, 6;
  else
    insert into outreach.tally
      select workspace_id, source_id, step, state, reason, channel, sum(n), sum(c) from (
        select workspace_id, source_id, step, state, reason, channel, count(*) as n, coalesce(sum(cost), 0) as c
        from made where source = 'broadcast' group by 1, 2, 3, 4, 5, 6
        union all
        select workspace_id, source_id, step, state, reason, channel, -count(*), -coalesce(sum(cost), 0)
        from gone where source = 'broadcast' group by 1, 2, 3, 4, 5, 6) changed
      group by 1, 2, 3, 4, 5, 6 having sum(n) <> 0 or sum(c) <> 0;
  end if;
  return null;
end $$;
create trigger send_planned after insert on outreach.send referencing new table as made
  for each statement execute function outreach.keep_tally();
create trigger send_changed after update on outreach.send referencing old table as gone new table as made
  for each statement execute function outreach.keep_tally();
create trigger send_gone after delete on outreach.send referencing old table as gone
  for each statement execute function outreach.keep_tally();
