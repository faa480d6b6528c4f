-- A job over whoever meets a condition looks at more people than it is about. What a job's filter says besides the
-- columns of the list, its condition, stands in the filter.
alter table timeline.bulk add column met bigint not null default 0;
update timeline.bulk set met = looked;
