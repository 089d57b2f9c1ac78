-- Places that report a form, by id: whoever reads one county cannot look up a zone that lies across two.
alter table form add column zone_ids int[] not null default '{}';
grant update (zone_ids) on form to gangju_app;
grant update (zone_ids) on form to gangju_job;
