-- Figures: the past found from what changed since.

-- Rows are appended as time goes, so a summary of each stretch of the table is enough, and costs a load next to nothing.
create index observation_by_moment on observation using brin (recorded_at, superseded_at) with (pages_per_range = 32, autosummarize = on);
-- Definitions of an indicator that were or are in force, each for the periods that begin on its day or later; of two the later
-- version counts. None: the one of the catalogue holds for all periods. `indicator.entry` is the newest.
create table indicator_version (
  indicator_id int not null constraint indicator_version_indicator references indicator,
  version int not null,
  from_day date not null,
  entry jsonb not null,
  recorded_at timestamptz not null default now(),
  recorded_by uuid,
  constraint indicator_version_once primary key (indicator_id, version)
);
grant select on indicator_version to gangju_app, gangju_job, gangju_backup;
grant insert on indicator_version to gangju_app;
grant update (entry) on indicator to gangju_app;
grant insert, update on indicator_version to gangju_job;
-- Figures that the statistics office published, in a bulletin or a letter that is not in the library: beside what was reported.
alter table source drop constraint source_kind_known;
alter table source add constraint source_kind_known check (kind in ('return', 'document', 'statistics'));
alter table source add column published_on date;
create unique index source_bulletin_once on source (name, published_on) where kind = 'statistics';
-- Which figure is in force where several stand in one cell: of all indicators, and of those that say otherwise.
insert into rule_set (code, kind, entry) values
  ('precedence', 'precedence', '{"order": ["statistics", "return", "document"], "indicators": {}}');
