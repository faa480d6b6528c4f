-- Who tells her mail provider that a mail is spam says no to more of them.
alter table customer.consent drop constraint consent_source_check;
alter table customer.consent add constraint consent_source_check
  check (source in ('page', 'staff', 'unsubscribe', 'complaint', 'import', 'keep_cart'));
