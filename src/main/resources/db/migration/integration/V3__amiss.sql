-- Rows that are taken, but with a value left out that is not what the merchant said this attribute is: with their cells
-- and the reason, so that they can be mended and brought again.
alter table integration.import_row add column amiss jsonb;
alter table integration.import add column amiss int not null default 0;
