-- Parked facts that a person discarded: by whom, when, and for some time all that brings them back.
create table timeline.discarded (
  id uuid primary key,
  workspace_id int not null,
  received_at timestamptz not null,
  reason text not null,
  kind text not null,
  message_id text,
  envelope text,
  body text not null,
  parked_at timestamptz not null,
  discarded_at timestamptz not null,
  discarded_by uuid
);
create index discarded_received on timeline.discarded (workspace_id, received_at);
create index discarded_order on timeline.discarded (discarded_at);
call platform.isolate('timeline.discarded');
