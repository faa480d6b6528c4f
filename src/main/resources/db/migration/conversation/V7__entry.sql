-- How people come to the shop's LINE account. The plain entry, one a workspace, is for whoever comes in no known way.
create table conversation.entry (
  workspace_id int not null,
  id uuid not null,
  name text not null check (length(name) between 1 and 40),
  place text not null check (place in ('qr', 'link', 'ad', 'plain')),
  code text check ((code is null) = (place = 'plain')),
  greeting text check (length(greeting) between 1 and 1000),
  button_label text check (length(button_label) between 1 and 20),
  button_url text,
  created_at timestamptz not null,
  ended_at timestamptz,
  primary key (workspace_id, id),
  unique (workspace_id, code)
);
create unique index entry_plain on conversation.entry (workspace_id) where place = 'plain';
call platform.isolate('conversation.entry');

create table conversation.entry_use (
  workspace_id int not null,
  entry_id uuid not null,
  identity_id uuid not null,
  -- The provider's id of the message, or of the adding.
  event_id text not null,
  at timestamptz not null,
  -- She became a friend by it.
  fresh boolean not null,
  primary key (workspace_id, event_id),
  foreign key (workspace_id, entry_id) references conversation.entry
);
create index entry_use_entry on conversation.entry_use (workspace_id, entry_id, identity_id);
create index entry_use_identity on conversation.entry_use (workspace_id, identity_id, at);
call platform.isolate('conversation.entry_use');
