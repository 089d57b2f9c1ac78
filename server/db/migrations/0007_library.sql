-- The library: documents with their text, clauses and proposals; what is decided of them; contradictions and their decisions.
-- Everything lies at the place that issued it (county_id in every key). Who stands below the issuer reads it too: policy is
-- addressed downwards; who stands beside does not.

-- text_place_id: where the text of its first version lies; null as long as only its figures are known.
alter table document add column text_sha256 bytea;
alter table document add column text_place_id int;
-- What a document says of itself, version by version. The row of `document` is its identity; the text stands here.
create table document_version (
  county_id int not null,
  place_id int not null constraint document_version_place references place,
  document_id int not null constraint document_version_document references document,
  version int not null,
  title text not null,
  kind text not null constraint document_kind_known check (kind in ('decision', 'actionPlan', 'supportingPolicy', 'keyPoints', 'notice', 'minutes', 'news', 'report', 'other')),
  issuer text,
  -- 〔2023〕5号 as printed.
  number text,
  level text not null constraint document_level_known check (level in ('country', 'province', 'city', 'county', 'town', 'village', 'zone')),
  -- Year, month or day; what relative dates in the text are read from.
  dated text,
  in_force_from text,
  in_force_until text,
  -- Invented for demonstration.
  demo boolean not null default false,
  text text not null,
  -- In UTF-16 units, as every offset.
  characters int not null,
  text_sha256 bytea not null,
  recorded_at timestamptz not null,
  recorded_by uuid,
  superseded_at timestamptz,
  constraint document_version_once primary key (county_id, document_id, version)
);
create unique index document_version_current on document_version (county_id, document_id) where superseded_at is null;
create index document_version_by_place on document_version (place_id);
-- The file as it came.
create table document_original (
  county_id int not null,
  place_id int not null,
  document_id int not null constraint document_original_document references document,
  version int not null,
  file_name text not null,
  file_kind text not null constraint document_original_kind_known check (file_kind in ('txt', 'md', 'docx', 'pdf', 'html')),
  content bytea not null,
  constraint document_original_once primary key (county_id, document_id, version)
);
-- Clauses of a version in reading order; offsets are UTF-16 indexes into its text.
create table document_clause (
  county_id int not null,
  place_id int not null,
  document_id int not null constraint document_clause_document references document,
  version int not null,
  anchor text collate "C" not null,
  ordinal int not null,
  -- The clause with the bodies, dates and projects that it names.
  entry jsonb not null,
  -- Titles of the clauses above it.
  heading text not null,
  -- The clause's own words as they stand, and as they are searched: half-width, small, without blanks.
  words text not null,
  folded text not null,
  constraint document_clause_once primary key (county_id, document_id, version, anchor)
);
-- What the reader proposes, and what a person made of it. `reading` never changes; `choice` is the person's.
create table proposal (
  county_id int not null,
  place_id int not null,
  proposal_id uuid not null default gen_random_uuid(),
  document_id int not null constraint proposal_document references document,
  version int not null,
  ordinal int not null,
  kind text not null constraint proposal_kind_known check (kind in ('statement', 'clause')),
  anchor text collate "C" not null,
  position int not null,
  length int not null,
  confidence numeric not null,
  reading jsonb not null,
  choice jsonb,
  state text not null default 'open' constraint proposal_state_known check (state in ('open', 'accepted', 'rejected', 'merged')),
  -- Counts changes, for one of two people at the same proposal.
  edition int not null default 1,
  merged_into uuid,
  target_id uuid,
  -- The published observation it became: place, indicator, period, source.
  observation jsonb,
  goal_id int constraint proposal_goal references goal,
  decided_at timestamptz,
  decided_by uuid,
  constraint proposal_once primary key (county_id, proposal_id),
  constraint proposal_decided check ((state = 'open') = (decided_at is null))
);
create unique index proposal_in_order on proposal (county_id, document_id, version, ordinal);
-- implements, replaces, supports: of one document to another, or to a title that is not in the library yet.
create table document_relation (
  county_id int not null,
  place_id int not null,
  relation_id uuid not null default gen_random_uuid(),
  document_id int not null constraint document_relation_document references document,
  kind text not null constraint document_relation_kind_known check (kind in ('implements', 'replaces', 'supports')),
  to_document_id int constraint document_relation_to references document,
  to_title text,
  ended_at timestamptz,
  constraint document_relation_once primary key (county_id, relation_id),
  constraint document_relation_to_one check ((to_document_id is null) <> (to_title is null))
);
create index document_relation_by_document on document_relation (county_id, document_id);
-- What was decided of a contradiction. The contradiction itself is found anew each time; `finding` names its sides.
create table contradiction_decision (
  county_id int not null,
  place_id int not null constraint contradiction_place references place,
  finding text collate "C" not null,
  edition int not null,
  decision text not null constraint contradiction_decision_known check (decision in ('separate', 'first', 'second', 'ask', 'error', 'reopened')),
  note text,
  -- The finding as it was decided on: it may not be found again when the decision ended one of its sides.
  entry jsonb not null,
  recorded_at timestamptz not null,
  recorded_by uuid,
  constraint contradiction_decision_once primary key (county_id, finding, edition)
);
alter table target add column anchor text collate "C";
alter table target add column length int;
alter table target add column document_version int;
alter table target add column proposal_id uuid;
alter table target add column superseded_by uuid;
alter table observation add column length int;
alter table observation add column document_version int;
alter table goal add column document_anchor text collate "C";
alter table goal add column document_length int;
alter table goal add column superseded_at timestamptz;
insert into setting (name, value) values ('contentEpoch', '1');
alter table document_version enable row level security;
alter table document_version force row level security;
create policy document_version_read on document_version for select to gangju_app using ((county_id = any (string_to_array(nullif(current_setting('gangju.counties', true), ''), ',')::int[]) or place_id = any (string_to_array(nullif(current_setting('gangju.places', true), ''), ',')::int[])) or place_id = any (string_to_array(nullif(current_setting('gangju.ancestors', true), ''), ',')::int[]));
create policy document_version_add on document_version for insert to gangju_app with check (county_id = any (string_to_array(nullif(current_setting('gangju.write_counties', true), ''), ',')::int[]) or place_id = any (string_to_array(nullif(current_setting('gangju.write_places', true), ''), ',')::int[]));
create policy document_version_change on document_version for update to gangju_app using (county_id = any (string_to_array(nullif(current_setting('gangju.write_counties', true), ''), ',')::int[]) or place_id = any (string_to_array(nullif(current_setting('gangju.write_places', true), ''), ',')::int[])) with check (county_id = any (string_to_array(nullif(current_setting('gangju.write_counties', true), ''), ',')::int[]) or place_id = any (string_to_array(nullif(current_setting('gangju.write_places', true), ''), ',')::int[]));
create policy document_version_work on document_version for all to gangju_job using (true) with check (true);
create policy document_version_keep on document_version for select to gangju_backup using (true);
alter table document_original enable row level security;
alter table document_original force row level security;
create policy document_original_read on document_original for select to gangju_app using ((county_id = any (string_to_array(nullif(current_setting('gangju.counties', true), ''), ',')::int[]) or place_id = any (string_to_array(nullif(current_setting('gangju.places', true), ''), ',')::int[])) or place_id = any (string_to_array(nullif(current_setting('gangju.ancestors', true), ''), ',')::int[]));
create policy document_original_add on document_original for insert to gangju_app with check (county_id = any (string_to_array(nullif(current_setting('gangju.write_counties', true), ''), ',')::int[]) or place_id = any (string_to_array(nullif(current_setting('gangju.write_places', true), ''), ',')::int[]));
create policy document_original_work on document_original for all to gangju_job using (true) with check (true);
create policy document_original_keep on document_original for select to gangju_backup using (true);
alter table document_clause enable row level security;
alter table document_clause force row level security;
create policy document_clause_read on document_clause for select to gangju_app using ((county_id = any (string_to_array(nullif(current_setting('gangju.counties', true), ''), ',')::int[]) or place_id = any (string_to_array(nullif(current_setting('gangju.places', true), ''), ',')::int[])) or place_id = any (string_to_array(nullif(current_setting('gangju.ancestors', true), ''), ',')::int[]));
create policy document_clause_add on document_clause for insert to gangju_app with check (county_id = any (string_to_array(nullif(current_setting('gangju.write_counties', true), ''), ',')::int[]) or place_id = any (string_to_array(nullif(current_setting('gangju.write_places', true), ''), ',')::int[]));
create policy document_clause_work on document_clause for all to gangju_job using (true) with check (true);
create policy document_clause_keep on document_clause for select to gangju_backup using (true);
alter table proposal enable row level security;
alter table proposal force row level security;
create policy proposal_read on proposal for select to gangju_app using ((county_id = any (string_to_array(nullif(current_setting('gangju.counties', true), ''), ',')::int[]) or place_id = any (string_to_array(nullif(current_setting('gangju.places', true), ''), ',')::int[])));
create policy proposal_add on proposal for insert to gangju_app with check (county_id = any (string_to_array(nullif(current_setting('gangju.write_counties', true), ''), ',')::int[]) or place_id = any (string_to_array(nullif(current_setting('gangju.write_places', true), ''), ',')::int[]));
create policy proposal_change on proposal for update to gangju_app using (county_id = any (string_to_array(nullif(current_setting('gangju.write_counties', true), ''), ',')::int[]) or place_id = any (string_to_array(nullif(current_setting('gangju.write_places', true), ''), ',')::int[])) with check (county_id = any (string_to_array(nullif(current_setting('gangju.write_counties', true), ''), ',')::int[]) or place_id = any (string_to_array(nullif(current_setting('gangju.write_places', true), ''), ',')::int[]));
create policy proposal_work on proposal for all to gangju_job using (true) with check (true);
create policy proposal_keep on proposal for select to gangju_backup using (true);
alter table document_relation enable row level security;
alter table document_relation force row level security;
create policy document_relation_read on document_relation for select to gangju_app using ((county_id = any (string_to_array(nullif(current_setting('gangju.counties', true), ''), ',')::int[]) or place_id = any (string_to_array(nullif(current_setting('gangju.places', true), ''), ',')::int[])) or place_id = any (string_to_array(nullif(current_setting('gangju.ancestors', true), ''), ',')::int[]));
create policy document_relation_add on document_relation for insert to gangju_app with check (county_id = any (string_to_array(nullif(current_setting('gangju.write_counties', true), ''), ',')::int[]) or place_id = any (string_to_array(nullif(current_setting('gangju.write_places', true), ''), ',')::int[]));
create policy document_relation_change on document_relation for update to gangju_app using (county_id = any (string_to_array(nullif(current_setting('gangju.write_counties', true), ''), ',')::int[]) or place_id = any (string_to_array(nullif(current_setting('gangju.write_places', true), ''), ',')::int[])) with check (county_id = any (string_to_array(nullif(current_setting('gangju.write_counties', true), ''), ',')::int[]) or place_id = any (string_to_array(nullif(current_setting('gangju.write_places', true), ''), ',')::int[]));
create policy document_relation_work on document_relation for all to gangju_job using (true) with check (true);
create policy document_relation_keep on document_relation for select to gangju_backup using (true);
alter table contradiction_decision enable row level security;
alter table contradiction_decision force row level security;
create policy contradiction_decision_read on contradiction_decision for select to gangju_app using ((county_id = any (string_to_array(nullif(current_setting('gangju.counties', true), ''), ',')::int[]) or place_id = any (string_to_array(nullif(current_setting('gangju.places', true), ''), ',')::int[])));
create policy contradiction_decision_add on contradiction_decision for insert to gangju_app with check (county_id = any (string_to_array(nullif(current_setting('gangju.write_counties', true), ''), ',')::int[]) or place_id = any (string_to_array(nullif(current_setting('gangju.write_places', true), ''), ',')::int[]));
create policy contradiction_decision_work on contradiction_decision for all to gangju_job using (true) with check (true);
create policy contradiction_decision_keep on contradiction_decision for select to gangju_backup using (true);
grant select on document_version, document_original, document_clause, proposal, document_relation, contradiction_decision to gangju_app, gangju_job, gangju_backup;
grant usage on all sequences in schema public to gangju_app, gangju_job;
grant insert on document_version, document_original, document_clause, proposal, document_relation, contradiction_decision, document, source, goal, goal_indicator, indicator, body, responsibility to gangju_app;
grant update (title, kind, issuer, number, dated, in_force_from, in_force_until, superseded_at) on document_version to gangju_app;
grant update (choice, state, edition, merged_into, target_id, observation, goal_id, decided_at, decided_by) on proposal to gangju_app;
grant update (ended_at) on document_relation to gangju_app;
grant update (title, kind, issuer, as_of, text_sha256, text_place_id) on document to gangju_app;
grant update (name) on source to gangju_app;
grant update (name, due, superseded_at) on goal to gangju_app;
grant update (superseded_by) on target to gangju_app;
grant insert, update on document_version, document_original, document_clause, proposal, document_relation, contradiction_decision to gangju_job
