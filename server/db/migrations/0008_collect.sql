-- The collection desk: versions of forms, cells that several people fill, returns closed for a period.

-- place_id: the office that keeps the form; null for those of the catalogue, which the installation keeps.
alter table form add column place_id int;
alter table form add column archived_at timestamptz;
-- Every version of a form that was ever in force; `form.entry` is the one in force now. A filled return keeps its own.
create table form_version (
  form_id int not null constraint form_version_form references form,
  version int not null,
  entry jsonb not null,
  recorded_at timestamptz not null default now(),
  recorded_by uuid,
  constraint form_version_once primary key (form_id, version)
);
insert into form_version (form_id, version, entry) select form_id, (entry ->> 'version')::int, entry from form;
alter table submission add column form_version int not null default 1;
-- Handed in after its closing, by leave.
alter table submission add column late boolean not null default false;
-- The submission whose figures it began with: a returned one filled in anew, or an approved one corrected.
alter table submission add column follows uuid;
-- A cell of a draft counts its changes, so that of two people at one cell the second is told, and says who typed what.
alter table submission_value add column edition int not null default 1;
alter table submission_value add column edited_by uuid;
alter table submission_value add column edited_at timestamptz;
-- As typed, where that is not the stored figure: 1.2亿元.
alter table submission_value add column spelled text;
-- What the clerk says of an unusual figure; it travels with the figure.
alter table submission_value add column explanation text;
-- Why the reviewer gave this one cell back.
alter table submission_value add column returned_reason text;
alter table submission_value add column returned_by uuid;
-- A form closed at a place for a period: what comes later needs leave, is marked late, and revises the figure.
create table closing (
  county_id int not null,
  place_id int not null constraint closing_place references place,
  closing_id uuid not null default gen_random_uuid(),
  form_id int not null constraint closing_form references form,
  period text collate "C" not null,
  -- The places that had not reported, as they were named: [{code, name}].
  missing jsonb not null,
  closed_at timestamptz not null,
  closed_by uuid not null,
  reopened_at timestamptz,
  reopened_by uuid,
  reason text,
  constraint closing_once primary key (county_id, closing_id)
);
create unique index closing_open_once on closing (county_id, place_id, form_id, period) where reopened_at is null;
-- Leave to file after the closing.
create table late_leave (
  county_id int not null,
  place_id int not null constraint late_leave_place references place,
  leave_id uuid not null default gen_random_uuid(),
  form_id int not null constraint late_leave_form references form,
  period text collate "C" not null,
  until date not null,
  reason text not null,
  given_at timestamptz not null,
  given_by uuid not null,
  constraint late_leave_once primary key (county_id, leave_id)
);
create index late_leave_by_return on late_leave (county_id, place_id, form_id, period);
alter table closing enable row level security;
alter table closing force row level security;
create policy closing_read on closing for select to gangju_app using ((county_id = any (string_to_array(nullif(current_setting('gangju.counties', true), ''), ',')::int[]) or place_id = any (string_to_array(nullif(current_setting('gangju.places', true), ''), ',')::int[])));
create policy closing_add on closing for insert to gangju_app with check (county_id = any (string_to_array(nullif(current_setting('gangju.write_counties', true), ''), ',')::int[]) or place_id = any (string_to_array(nullif(current_setting('gangju.write_places', true), ''), ',')::int[]));
create policy closing_change on closing for update to gangju_app using (county_id = any (string_to_array(nullif(current_setting('gangju.write_counties', true), ''), ',')::int[]) or place_id = any (string_to_array(nullif(current_setting('gangju.write_places', true), ''), ',')::int[])) with check (county_id = any (string_to_array(nullif(current_setting('gangju.write_counties', true), ''), ',')::int[]) or place_id = any (string_to_array(nullif(current_setting('gangju.write_places', true), ''), ',')::int[]));
create policy closing_work on closing for all to gangju_job using (true) with check (true);
create policy closing_keep on closing for select to gangju_backup using (true);
grant select on closing to gangju_app, gangju_job, gangju_backup;
alter table late_leave enable row level security;
alter table late_leave force row level security;
create policy late_leave_read on late_leave for select to gangju_app using ((county_id = any (string_to_array(nullif(current_setting('gangju.counties', true), ''), ',')::int[]) or place_id = any (string_to_array(nullif(current_setting('gangju.places', true), ''), ',')::int[])));
create policy late_leave_add on late_leave for insert to gangju_app with check (county_id = any (string_to_array(nullif(current_setting('gangju.write_counties', true), ''), ',')::int[]) or place_id = any (string_to_array(nullif(current_setting('gangju.write_places', true), ''), ',')::int[]));
create policy late_leave_work on late_leave for all to gangju_job using (true) with check (true);
create policy late_leave_keep on late_leave for select to gangju_backup using (true);
grant select on late_leave to gangju_app, gangju_job, gangju_backup;
grant select on form_version to gangju_app, gangju_job, gangju_backup;
grant insert on form, form_version, closing, late_leave to gangju_app;
grant update (entry, place_id, archived_at) on form to gangju_app;
grant update (reopened_at, reopened_by, reason) on closing to gangju_app;
grant update (value, missing, cell, edition, edited_by, edited_at, spelled, explanation, returned_reason, returned_by) on submission_value to gangju_app;
grant insert, update on form, form_version, closing, late_leave to gangju_job
