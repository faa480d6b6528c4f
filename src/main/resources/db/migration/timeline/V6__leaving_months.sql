-- A workspace's facts by when they came, latest first for whoever looks for them, and each for what takes it away again
-- (retention, erasure): without it a quiet shop's events were looked for among everybody's.
create index log_received on timeline.log (workspace_id, received_at);

-- A month leaves by detach … concurrently, which no function may run: the owner's connection does (Months.java).
drop function timeline.drop_month;

-- Makes the partition of a month (UTC), or brings back one that was leaving when its process died. While a month leaves
-- (somebody holds its lock), whoever wants it comes again: class 57 is nobody's fault.
create or replace function timeline.make_month(month date) returns void language plpgsql security definer
  set search_path = pg_catalog as $$
declare
  first date := date_trunc('month', month);
  partition text := 'event_' || to_char(first, 'YYYY_MM');
  leaving boolean;
begin
  if not pg_try_advisory_xact_lock_shared(hashtext('timeline.month'), to_char(first, 'YYYYMM')::int) then
    raise exception 'The month % is leaving', first using errcode = '57000';
  end if;
  select i.inhdetachpending into leaving from pg_inherits i where i.inhrelid = to_regclass('timeline.' || partition);
  if leaving is false then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtext(partition));
  select i.inhdetachpending into leaving from pg_inherits i where i.inhrelid = to_regclass('timeline.' || partition);
  if leaving is false then
    return;
  end if;
  if leaving then
    execute format('alter table timeline.event detach partition timeline.%I finalize', partition);
  elsif to_regclass('timeline.' || partition) is null then
    execute format('create table timeline.%I (like timeline.event including defaults)', partition);
    execute format('alter table timeline.%I enable row level security', partition);
  end if;
  execute format('alter table timeline.event attach partition timeline.%I for values from (%L) to (%L)',
    partition, first::timestamp at time zone 'UTC', (first + interval '1 month')::timestamp at time zone 'UTC');
end $$;
