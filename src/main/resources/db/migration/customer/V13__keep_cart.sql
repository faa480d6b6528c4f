-- She may say yes in the widget, where she keeps her cart on a channel.
alter table customer.consent drop constraint consent_source_check;
alter table customer.consent add constraint consent_source_check
  check (source in ('page', 'staff', 'unsubscribe', 'import', 'keep_cart'));
