-- Workbooks of their own that offices hand in: each on its way into drafts, and how a sheet of the same headers was read.

create table sheet_import (
  county_id int not null,
  place_id int not null constraint sheet_import_place references place,
  import_id uuid not null default gen_random_uuid(),
  form_id int constraint sheet_import_form references form,
  period text collate "C",
  file_name text,
  content bytea not null,
  -- What a person chose: {sheet name: choice}.
  choices jsonb not null,
  -- What was found, as it is shown: sheets, first rows, totals, faults; and the forms that it may be about.
  reading jsonb not null,
  -- Editions of the cells that stood there when the reading was made: {place and period: {indicator: edition}}.
  seen jsonb not null default '{}',
  edition int not null default 1,
  uploaded_at timestamptz not null,
  uploaded_by uuid not null,
  applied_at timestamptz,
  -- Gone after this moment: what lies about is nobody's return.
  expires_at timestamptz not null,
  constraint sheet_import_once primary key (county_id, import_id)
);
-- What is packed already is not packed again.
alter table sheet_import alter column content set storage external;
create index sheet_import_by_place on sheet_import (place_id, expires_at);
-- How a sheet with certain headers is read at a place for a form; kept for next month.
create table sheet_mapping (
  county_id int not null,
  place_id int not null constraint sheet_mapping_place references place,
  form_id int not null constraint sheet_mapping_form references form,
  fingerprint text collate "C" not null,
  choice jsonb not null,
  remembered_at timestamptz not null,
  remembered_by uuid not null,
  constraint sheet_mapping_once primary key (county_id, place_id, form_id, fingerprint)
);
alter table sheet_import enable row level security;
alter table sheet_import force row level security;
create policy sheet_import_read on sheet_import for select to gangju_app using ((county_id = any (string_to_array(nullif(current_setting('gangju.counties', true), ''), ',')::int[]) or place_id = any (string_to_array(nullif(current_setting('gangju.places', true), ''), ',')::int[])));
create policy sheet_import_add on sheet_import for insert to gangju_app with check (county_id = any (string_to_array(nullif(current_setting('gangju.write_counties', true), ''), ',')::int[]) or place_id = any (string_to_array(nullif(current_setting('gangju.write_places', true), ''), ',')::int[]));
create policy sheet_import_change on sheet_import for update to gangju_app using (county_id = any (string_to_array(nullif(current_setting('gangju.write_counties', true), ''), ',')::int[]) or place_id = any (string_to_array(nullif(current_setting('gangju.write_places', true), ''), ',')::int[])) with check (county_id = any (string_to_array(nullif(current_setting('gangju.write_counties', true), ''), ',')::int[]) or place_id = any (string_to_array(nullif(current_setting('gangju.write_places', true), ''), ',')::int[]));
create policy sheet_import_remove on sheet_import for delete to gangju_app using (county_id = any (string_to_array(nullif(current_setting('gangju.write_counties', true), ''), ',')::int[]) or place_id = any (string_to_array(nullif(current_setting('gangju.write_places', true), ''), ',')::int[]));
create policy sheet_import_work on sheet_import for all to gangju_job using (true) with check (true);
create policy sheet_import_keep on sheet_import for select to gangju_backup using (true);
grant select on sheet_import to gangju_app, gangju_job, gangju_backup;
alter table sheet_mapping enable row level security;
alter table sheet_mapping force row level security;
create policy sheet_mapping_read on sheet_mapping for select to gangju_app using ((county_id = any (string_to_array(nullif(current_setting('gangju.counties', true), ''), ',')::int[]) or place_id = any (string_to_array(nullif(current_setting('gangju.places', true), ''), ',')::int[])));
create policy sheet_mapping_add on sheet_mapping for insert to gangju_app with check (county_id = any (string_to_array(nullif(current_setting('gangju.write_counties', true), ''), ',')::int[]) or place_id = any (string_to_array(nullif(current_setting('gangju.write_places', true), ''), ',')::int[]));
create policy sheet_mapping_change on sheet_mapping for update to gangju_app using (county_id = any (string_to_array(nullif(current_setting('gangju.write_counties', true), ''), ',')::int[]) or place_id = any (string_to_array(nullif(current_setting('gangju.write_places', true), ''), ',')::int[])) with check (county_id = any (string_to_array(nullif(current_setting('gangju.write_counties', true), ''), ',')::int[]) or place_id = any (string_to_array(nullif(current_setting('gangju.write_places', true), ''), ',')::int[]));
create policy sheet_mapping_work on sheet_mapping for all to gangju_job using (true) with check (true);
create policy sheet_mapping_keep on sheet_mapping for select to gangju_backup using (true);
grant select on sheet_mapping to gangju_app, gangju_job, gangju_backup;
grant insert, delete on sheet_import to gangju_app;
grant update (form_id, period, choices, reading, seen, edition, applied_at) on sheet_import to gangju_app;
grant insert on sheet_mapping to gangju_app;
grant update (choice, remembered_at, remembered_by) on sheet_mapping to gangju_app;
grant insert, update, delete on sheet_import, sheet_mapping to gangju_job
