-- What became of the messages of journeys: the page of cart recovery holds them against orders.
create view journey.sent with (security_invoker = true) as
  select workspace_id, id, source_id as journey_id, step, key, state, reason, channel, planned_at, went_at, cost
  from outreach.send where source = 'journey';
grant select on journey.sent to parley_app, parley_engine;
