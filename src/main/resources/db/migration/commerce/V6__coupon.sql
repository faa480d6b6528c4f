create table commerce.coupon (
  workspace_id int not null,
  id uuid not null,
  name text not null check (length(name) between 1 and 80),
  benefit jsonb not null,
  -- The order must come to this much; null if to nothing in particular.
  minimum numeric check (minimum > 0),
  -- One code for all; null if everybody gets one of her own.
  shared_code text,
  per_person int check (per_person > 0),
  total int check (total > 0),
  budget numeric check (budget > 0),
  starts_at timestamptz not null,
  ends_at timestamptz check (ends_at > starts_at),
  -- How long a code is good from when it was given to somebody; null until the coupon ends.
  days int check (days between 1 and 3650),
  -- How long before a code ends its holder is reminded; null if she is not.
  remind_days int check (remind_days between 1 and 365),
  paused boolean not null,
  made_at timestamptz not null,
  -- What was redeemed and not given back. Counted under this row's lock, so that no limit is passed by two at once.
  redeemed int not null default 0 check (redeemed >= 0),
  discounted numeric not null default 0,
  primary key (workspace_id, id)
);
call platform.isolate('commerce.coupon');

create table commerce.coupon_code (
  workspace_id int not null,
  id uuid not null,
  coupon_id uuid not null,
  code text not null check (length(code) between 4 and 40),
  shared boolean not null,
  -- Given to somebody; only what is not can be given to the next.
  taken boolean not null,
  made_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, code),
  foreign key (workspace_id, coupon_id) references commerce.coupon
);
create index coupon_code_coupon on commerce.coupon_code (workspace_id, coupon_id, id);
create index coupon_code_free on commerce.coupon_code (workspace_id, coupon_id, id) where not taken;
call platform.isolate('commerce.coupon_code');

-- A code given to somebody. The key is whoever gave it: the same key again is the same code.
create table commerce.coupon_issue (
  workspace_id int not null,
  coupon_id uuid not null,
  key text not null check (length(key) between 1 and 200),
  identity_id uuid not null,
  code_id uuid,
  issued_at timestamptz not null,
  expires_at timestamptz,
  -- Null once she was reminded, has used it, or is not to be.
  remind_at timestamptz,
  primary key (workspace_id, coupon_id, key),
  foreign key (workspace_id, coupon_id) references commerce.coupon
);
create index coupon_issue_identity on commerce.coupon_issue (workspace_id, identity_id);
create index coupon_issue_code on commerce.coupon_issue (workspace_id, code_id);
create index coupon_issue_remind on commerce.coupon_issue (workspace_id, remind_at) where remind_at is not null;
call platform.isolate('commerce.coupon_issue');

create table commerce.redemption (
  workspace_id int not null,
  id uuid not null,
  coupon_id uuid not null,
  code_id uuid not null,
  -- Whether the code is of one person, and so of one order.
  single boolean not null,
  channel text not null,
  order_number text not null,
  -- Null where nobody knows who ordered.
  identity_id uuid,
  discount numeric not null check (discount >= 0),
  redeemed_at timestamptz not null,
  returned_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, coupon_id) references commerce.coupon,
  foreign key (workspace_id, code_id) references commerce.coupon_code
);
-- The promises: a code of one person is redeemed once, and an order takes one coupon.
create unique index redemption_once on commerce.redemption (workspace_id, code_id) where single and returned_at is null;
create unique index redemption_order on commerce.redemption (workspace_id, channel, order_number)
  where returned_at is null;
create index redemption_coupon on commerce.redemption (workspace_id, coupon_id, redeemed_at);
create index redemption_identity on commerce.redemption (workspace_id, identity_id);
call platform.isolate('commerce.redemption');
