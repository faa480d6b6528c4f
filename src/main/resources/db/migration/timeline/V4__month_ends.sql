-- A month can leave without anybody waiting (detach … concurrently) only where no partition takes whatever is left over.
-- Every month from 2015 on has its own, made before its first event, so the old one holds what is older and no more.
alter table timeline.event detach partition timeline.event_old;
alter table timeline.event attach partition timeline.event_old for values from (minvalue) to ('2015-01-01 00:00:00+00');
