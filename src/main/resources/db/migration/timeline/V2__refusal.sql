-- What the collectors turned away, for people who look for their shop's events. The latest thousand of a workspace.
create table timeline.refusal (
  id bigint generated always as identity,
  workspace_id int not null,
  at timestamptz not null,
  what text not null,
  reason text not null,
  detail text not null,
  excerpt text
);
create index refusal_order on timeline.refusal (workspace_id, id desc);
call platform.isolate('timeline.refusal');
