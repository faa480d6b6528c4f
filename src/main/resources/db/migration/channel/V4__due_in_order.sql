-- Thousands that were written down together are due at one instant: without their place they were all sorted for each claim.
drop index channel.outgoing_due;
create index outgoing_due on channel.outgoing (due_at, seq) where state in ('planned', 'held', 'sending');
