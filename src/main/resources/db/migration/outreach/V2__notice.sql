-- What customers are told of their orders; a kind that is not here is as usual.
create table outreach.notice (
  workspace_id int not null,
  kind text not null check (kind in ('placed', 'paid', 'shipped', 'arrived', 'second', 'cancelled', 'refunded')),
  told boolean not null,
  zh text not null check (length(zh) between 1 and 1000),
  en text not null check (length(en) between 1 and 1000),
  primary key (workspace_id, kind)
);
call platform.isolate('outreach.notice');
