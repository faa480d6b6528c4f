-- Who came into a segment, who left it, and what made it so.
create table audience.flip (
  id bigint generated always as identity primary key,
  workspace_id int not null,
  segment_id uuid not null references audience.segment (id),
  customer_id uuid not null,
  at timestamptz not null,
  entered boolean not null,
  reason text not null check (reason in ('event', 'known', 'clock', 'anew')),
  -- The name of the event that decided it.
  event text
);
create index flip_segment on audience.flip (workspace_id, segment_id, at desc, id desc);
create index flip_customer on audience.flip (customer_id);
call platform.isolate('audience.flip');

-- By how much a segment grew on a day of the workspace's calendar. `otherwise` is what nobody is told of as a flip: its
-- past was worked out, two of its members were one, one was forgotten. All days together are its members.
create table audience.segment_day (
  workspace_id int not null,
  segment_id uuid not null references audience.segment (id),
  day date not null,
  entered int not null default 0,
  left_again int not null default 0,
  otherwise int not null default 0,
  primary key (workspace_id, segment_id, day)
) with (fillfactor = 80);
call platform.isolate('audience.segment_day');
insert into audience.segment_day (workspace_id, segment_id, day, otherwise)
select m.workspace_id, m.segment_id, (min(m.since) at time zone w.time_zone)::date, count(*)
from audience.membership m join workspace.workspace w on w.workspace_id = m.workspace_id
where m.member group by 1, 2, w.time_zone;
