-- How many days events of a kind are kept; what is not here is kept for good.
create table timeline.retention (
  workspace_id int not null,
  kind text not null check (kind in ('page', 'screen', 'track', 'identify', 'group', 'alias', 'message')),
  keep_days int not null check (keep_days between 1 and 3650),
  set_at timestamptz not null,
  set_by uuid,
  primary key (workspace_id, kind)
);
call platform.isolate('timeline.retention');

-- Drops the partition of a month that has no rows left. The lock on all events is waited for a tenth of a second at most,
-- so that neither readers nor the fold stand behind it; it is tried again later. True if the month is gone.
create function timeline.drop_month(month date) returns boolean language plpgsql security definer
  set search_path = pg_catalog set lock_timeout = '100ms' as $$
declare
  partition text := 'event_' || to_char(date_trunc('month', month), 'YYYY_MM');
  used boolean;
begin
  if to_regclass('timeline.' || partition) is null then
    return false;
  end if;
  execute format('lock table timeline.%I in access exclusive mode', partition);
  set local row_security = off;
  execute format('select exists (select from timeline.%I)', partition) into used;
  if used then
    return false;
  end if;
  execute format('alter table timeline.event detach partition timeline.%I', partition);
  execute format('drop table timeline.%I', partition);
  return true;
exception when lock_not_available then
  return false;
end $$;
revoke execute on function timeline.drop_month from public;
grant execute on function timeline.drop_month to parley_engine;
