-- The words under which she asked to keep her cart here and to be reminded of it; null for a code that only links.
alter table conversation.link_code add words text check (length(words) between 1 and 300);
