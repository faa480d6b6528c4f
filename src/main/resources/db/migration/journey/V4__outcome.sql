-- What became of messages is read in the view that outreach publishes.
drop view journey.sent;
