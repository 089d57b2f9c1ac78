-- Files of figures that are too big for one request: received in parts, taken in the background piece by piece.

create table bulk_job (
  county_id int not null,
  place_id int not null constraint bulk_job_place references place,
  job_id uuid not null default gen_random_uuid(),
  kind text not null,
  state text not null default 'receiving',
  size int not null,
  part_bytes int not null,
  sha256 bytea,
  -- How it is to be read: form, strategy, identifiers, language of its faults.
  options jsonb not null,
  -- Where the next piece begins, and what of the file's head is needed to read it.
  progress jsonb not null,
  -- What became of the values so far, and the first faults.
  summary jsonb not null,
  reason text,
  created_by uuid not null,
  created_at timestamptz not null,
  started_by uuid,
  started_at timestamptz,
  ended_at timestamptz,
  expires_at timestamptz not null,
  -- Who works on it may not be disturbed until then; what failed in between waits until then too.
  lease uuid,
  lease_until timestamptz,
  failures int not null default 0,
  constraint bulk_job_once primary key (county_id, job_id),
  constraint bulk_job_kind_known check (kind in ('csv', 'dataValueSets')),
  constraint bulk_job_state_known check (state in ('receiving', 'queued', 'running', 'done', 'failed'))
);
create index bulk_job_by_place on bulk_job (place_id, state);
create index bulk_job_waiting on bulk_job (lease_until) where state in ('queued', 'running');
create table bulk_part (
  county_id int not null,
  place_id int not null constraint bulk_part_place references place,
  job_id uuid not null,
  n int not null,
  content bytea not null,
  sha256 bytea not null,
  constraint bulk_part_once primary key (county_id, job_id, n),
  constraint bulk_part_job foreign key (county_id, job_id) references bulk_job,
  constraint bulk_part_small check (octet_length(content) between 1 and 1048576)
);
alter table bulk_job enable row level security;
alter table bulk_job force row level security;
create policy bulk_job_read on bulk_job for select to gangju_app using ((county_id = any (string_to_array(nullif(current_setting('gangju.counties', true), ''), ',')::int[]) or place_id = any (string_to_array(nullif(current_setting('gangju.places', true), ''), ',')::int[])));
create policy bulk_job_add on bulk_job for insert to gangju_app with check (county_id = any (string_to_array(nullif(current_setting('gangju.write_counties', true), ''), ',')::int[]) or place_id = any (string_to_array(nullif(current_setting('gangju.write_places', true), ''), ',')::int[]));
create policy bulk_job_change on bulk_job for update to gangju_app using (county_id = any (string_to_array(nullif(current_setting('gangju.write_counties', true), ''), ',')::int[]) or place_id = any (string_to_array(nullif(current_setting('gangju.write_places', true), ''), ',')::int[])) with check (county_id = any (string_to_array(nullif(current_setting('gangju.write_counties', true), ''), ',')::int[]) or place_id = any (string_to_array(nullif(current_setting('gangju.write_places', true), ''), ',')::int[]));
create policy bulk_job_remove on bulk_job for delete to gangju_app using (county_id = any (string_to_array(nullif(current_setting('gangju.write_counties', true), ''), ',')::int[]) or place_id = any (string_to_array(nullif(current_setting('gangju.write_places', true), ''), ',')::int[]));
create policy bulk_job_work on bulk_job for all to gangju_job using (true) with check (true);
create policy bulk_job_keep on bulk_job for select to gangju_backup using (true);
grant select on bulk_job to gangju_app, gangju_job, gangju_backup;
alter table bulk_part enable row level security;
alter table bulk_part force row level security;
create policy bulk_part_read on bulk_part for select to gangju_app using ((county_id = any (string_to_array(nullif(current_setting('gangju.counties', true), ''), ',')::int[]) or place_id = any (string_to_array(nullif(current_setting('gangju.places', true), ''), ',')::int[])));
create policy bulk_part_add on bulk_part for insert to gangju_app with check (county_id = any (string_to_array(nullif(current_setting('gangju.write_counties', true), ''), ',')::int[]) or place_id = any (string_to_array(nullif(current_setting('gangju.write_places', true), ''), ',')::int[]));
create policy bulk_part_remove on bulk_part for delete to gangju_app using (county_id = any (string_to_array(nullif(current_setting('gangju.write_counties', true), ''), ',')::int[]) or place_id = any (string_to_array(nullif(current_setting('gangju.write_places', true), ''), ',')::int[]));
create policy bulk_part_work on bulk_part for all to gangju_job using (true) with check (true);
create policy bulk_part_keep on bulk_part for select to gangju_backup using (true);
grant select on bulk_part to gangju_app, gangju_job, gangju_backup;
grant insert, delete on bulk_job, bulk_part to gangju_app;
grant update (state, progress, summary, reason, started_by, started_at, ended_at, lease, lease_until, failures) on bulk_job to gangju_app;
grant insert, update, delete on bulk_job, bulk_part to gangju_job
