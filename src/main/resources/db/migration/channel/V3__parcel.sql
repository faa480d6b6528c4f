-- One message to many contacts in one call to the provider; its id is the retry key, and it lives as an outgoing does.
-- `ids` name what each contact's share of it is elsewhere. Whom it went to is forgotten once that is settled.
create table channel.parcel (
  id uuid primary key,
  workspace_id int not null,
  connection_id uuid not null references channel.connection on delete cascade,
  ids uuid[] not null,
  addresses text[] not null check (cardinality(addresses) = cardinality(ids)),
  contacts int not null check (contacts > 0),
  payload text not null,
  state text not null default 'planned'
    check (state in ('planned', 'held', 'sending', 'sent', 'failed', 'unknown')),
  request text,
  attempts int not null default 0,
  due_at timestamptz not null default now(),
  claimed_by uuid,
  claimed_until timestamptz,
  first_tried_at timestamptz,
  request_id text,
  reason text,
  created_at timestamptz not null default now(),
  settled_at timestamptz
);
create index parcel_due on channel.parcel (due_at) where state in ('planned', 'held', 'sending');
call platform.isolate('channel.parcel');
