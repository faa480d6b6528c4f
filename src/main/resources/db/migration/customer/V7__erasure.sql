-- That somebody was erased, and what went: nothing of who it was.
create table customer.erasure (
  id uuid primary key,
  workspace_id int not null,
  at timestamptz not null,
  by_member uuid,
  reason text,
  counts jsonb not null
);
create index erasure_workspace on customer.erasure (workspace_id, at desc);
call platform.isolate('customer.erasure');
