-- When what a file says was so: a row's own word, else when the file was last written; never when it was brought. An
-- old export must not win over what a webhook has told since.
alter table integration.import add as_of timestamptz;
alter table integration.import_row add changed_at timestamptz;
