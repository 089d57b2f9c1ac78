-- Big tables. `county_id` stands in every key and every join; no triggers; nothing here refers to another big table without it.

-- Facts in force and superseded. One current row per cell and source; a correction ends the old row and adds the next version.
-- A row is in exactly one of the two indexes, so each write pays for one. No foreign keys: they are half the cost of a load, and
-- what comes in was checked against place and indicator on the way (submission_value by its keys, a bulk load as a whole);
-- nobody may delete a place, an indicator or a source.
create table observation (
  county_id int not null,
  place_id int not null,
  indicator_id int not null,
  period text collate "C" not null,
  source_id int not null,
  version int not null default 1,
  value numeric,
  missing text constraint observation_missing_known check (missing in ('notApplicable', 'notReported')),
  submission_id uuid,
  -- Of a figure that a document states: where, and as printed.
  position int,
  printed text,
  unit text,
  recorded_at timestamptz not null,
  superseded_at timestamptz,
  constraint observation_value_or_missing check ((value is null) = (missing is not null))
);
create unique index observation_once_per_cell on observation (county_id, place_id, indicator_id, period, source_id) where superseded_at is null;
create unique index observation_once_per_version on observation (county_id, place_id, indicator_id, period, source_id, version) where superseded_at is not null;
-- Figures that documents state are few among many: they carry a position in their document.
create index observation_published on observation (county_id, place_id, indicator_id) where position is not null;
-- Derived from the current observations of returns: what lies under each ancestor, zone included.
-- reported: places that answered (a figure or not applicable); counted: places with a figure.
create table rollup (
  county_id int not null,
  place_id int not null,
  indicator_id int not null,
  period text collate "C" not null,
  reported int not null,
  counted int not null,
  total numeric,
  low numeric,
  high numeric,
  constraint rollup_once_per_cell primary key (county_id, place_id, indicator_id, period)
);
create table target (
  county_id int not null,
  place_id int not null constraint target_place references place,
  target_id uuid not null default gen_random_uuid(),
  code text collate "C" not null,
  indicator_id int not null constraint target_indicator references indicator,
  goal_id int constraint target_goal references goal,
  year int,
  comparator text not null constraint target_comparator_known check (comparator in ('ge', 'gt', 'le', 'lt', 'eq', 'approx', 'range')),
  value numeric not null,
  value_max numeric,
  unit text not null,
  commitment text constraint target_commitment_known check (commitment in ('firm', 'stretch', 'expected')),
  base_year int,
  measure text not null,
  -- Rule of the schedule: linear, or twelve monthly shares; and the rate of the plan that is due.
  schedule jsonb,
  source_id int constraint target_source references source,
  position int,
  printed text,
  note text,
  recorded_at timestamptz not null default now(),
  superseded_at timestamptz,
  constraint target_once primary key (county_id, target_id),
  constraint target_range check ((comparator = 'range') = (value_max is not null))
);
create unique index target_code_once on target (county_id, code) where superseded_at is null;
create index target_by_cell on target (county_id, place_id, indicator_id);
create table submission (
  county_id int not null,
  place_id int not null constraint submission_place references place,
  submission_id uuid not null default gen_random_uuid(),
  form_id int not null constraint submission_form references form,
  period text collate "C" not null,
  state text not null constraint submission_state_known check (state in ('draft', 'submitted', 'returned', 'approved')),
  step int not null default 0,
  version int not null default 1,
  filed_by uuid not null,
  filed_at timestamptz not null,
  file_name text,
  return_reason text,
  constraint submission_once primary key (county_id, submission_id)
);
-- One open submission of a form, place and period at a time: the second filer is told, not merged.
create unique index submission_open_once on submission (county_id, place_id, form_id, period) where state in ('draft', 'submitted');
create index submission_by_place on submission (county_id, place_id, period);
create index submission_newest on submission (filed_at desc, submission_id);
create table submission_value (
  county_id int not null,
  submission_id uuid not null,
  place_id int not null constraint submission_value_place references place,
  indicator_id int not null constraint submission_value_indicator references indicator,
  value numeric,
  missing text constraint submission_value_missing_known check (missing in ('notApplicable', 'notReported')),
  cell text,
  -- What the net held when the figures entered it; null before.
  prior_version int,
  prior_value numeric,
  prior_missing text,
  constraint submission_value_once primary key (county_id, submission_id, place_id, indicator_id),
  constraint submission_value_or_missing check ((value is null) = (missing is not null)),
  constraint submission_value_submission foreign key (county_id, submission_id) references submission
)
