-- What customers agreed to and refused, with the exact words they were shown: added to, never changed. The latest word
-- for a purpose and a channel stands. It belongs to the identity it came with, so that an unmerge gives it back.
create table customer.consent (
  id bigint generated always as identity primary key,
  workspace_id int not null,
  identity_id uuid not null references customer.identity (id),
  purpose text not null check (purpose in ('marketing', 'service', 'analytics')),
  channel text not null check (channel in ('any', 'line', 'email', 'sms', 'web')),
  granted boolean not null,
  wording text not null check (length(wording) between 1 and 1000),
  source text not null check (source in ('page', 'staff', 'unsubscribe', 'import')),
  by_member uuid,
  at timestamptz not null
);
create index consent_identity on customer.consent (identity_id, purpose, channel, at desc, id desc);
call platform.isolate('customer.consent');
