-- Mailboxes of the demo's people, and what lies in them. Mail servers are outside every workspace, so the tables belong
-- to none. `habit` is what the box does with what comes.
create table demo.mail_box (
  address text primary key,
  name text not null,
  habit text not null default 'normal' check (habit in ('normal', 'gone', 'bounces', 'full', 'away')),
  created_at timestamptz not null default now()
);
grant select, insert, update on demo.mail_box to parley_engine;

create table demo.mail (
  id uuid primary key,
  address text not null references demo.mail_box,
  received boolean not null,
  raw bytea not null,
  at timestamptz not null,
  read boolean not null default false,
  done text
);
create index mail_of_box on demo.mail (address, at desc);
grant select, insert, update on demo.mail to parley_engine;
