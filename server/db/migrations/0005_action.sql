-- The log: one row per write, append only, a hash chain per lane (county; 0 for what has no place).
create table action (
  county_id int not null,
  seq bigint not null,
  at timestamptz not null,
  actor uuid,
  verb text collate "C" not null,
  place_id int,
  goal_id int,
  subject text,
  request_id text not null,
  outcome text not null constraint action_outcome_known check (outcome in ('done', 'refused')),
  problem text,
  detail jsonb,
  previous_hash bytea not null,
  hash bytea not null,
  constraint action_once primary key (county_id, seq)
);
create index action_by_time on action (at desc, county_id, seq);
create index action_by_subject on action (subject) where subject is not null;
-- The last link of each lane: an end cut off shows.
create table action_head (
  county_id int not null primary key,
  seq bigint not null,
  hash bytea not null
)
