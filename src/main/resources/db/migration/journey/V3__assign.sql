-- Gives her conversation to somebody of the team, with what is to be done.
alter table journey.errand drop constraint errand_kind_check;
alter table journey.errand add constraint errand_kind_check check (kind in ('webhook', 'note', 'assign'));
