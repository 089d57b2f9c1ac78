-- Review: who approved, columns that a task force approved, messages in the app and on their way out of the house.

-- One approval of one step; `subject` is how the log names the action, which may have approved many.
create table approval (
  county_id int not null,
  place_id int not null constraint approval_place references place,
  submission_id uuid not null,
  step int not null,
  approved_by uuid not null,
  approved_at timestamptz not null,
  subject text collate "C" not null,
  constraint approval_once primary key (county_id, submission_id, step),
  constraint approval_submission foreign key (county_id, submission_id) references submission
);
create table column_review (
  county_id int not null,
  place_id int not null constraint column_review_place references place,
  submission_id uuid not null,
  goal_id int not null constraint column_review_goal references goal,
  reviewed_by uuid not null,
  reviewed_at timestamptz not null,
  constraint column_review_once primary key (county_id, submission_id, goal_id),
  constraint column_review_submission foreign key (county_id, submission_id) references submission
);
create table message (
  county_id int not null,
  place_id int not null constraint message_place references place,
  message_id uuid not null default gen_random_uuid(),
  -- To whom, and who caused it.
  person_id uuid not null constraint message_person references person,
  sent_by uuid not null constraint message_sender references person,
  kind text not null constraint message_kind_known check (kind in ('returned', 'reminder', 'escalation')),
  -- {zh, en}
  words jsonb not null,
  form_id int constraint message_form references form,
  period text collate "C",
  submission_id uuid,
  sent_at timestamptz not null,
  read_at timestamptz,
  constraint message_once primary key (county_id, message_id)
);
create index message_to on message (person_id, sent_at desc, message_id);
-- The outbox: written with its message, taken by the runner with the row held, at least once. One row for each channel.
create table delivery (
  county_id int not null,
  place_id int not null constraint delivery_place references place,
  delivery_id uuid not null default gen_random_uuid(),
  message_id uuid not null,
  channel text collate "C" not null,
  -- Of the message, which only its reader sees.
  kind text not null,
  created_at timestamptz not null,
  attempts int not null default 0,
  next_at timestamptz not null,
  done_at timestamptz,
  parked_at timestamptz,
  last_error text,
  constraint delivery_once primary key (county_id, delivery_id),
  constraint delivery_message foreign key (county_id, message_id) references message
);
create index delivery_due on delivery (next_at) where done_at is null and parked_at is null;
-- A reminder that a person sent: each stage of the rules once for a return, at the place whose people got it.
create table reminder (
  county_id int not null,
  place_id int not null constraint reminder_place references place,
  form_id int not null constraint reminder_form references form,
  period text collate "C" not null,
  stage text collate "C" not null,
  sent_by uuid not null,
  sent_at timestamptz not null,
  constraint reminder_once primary key (county_id, place_id, form_id, period, stage)
);
alter table approval enable row level security;
alter table approval force row level security;
create policy approval_read on approval for select to gangju_app using ((county_id = any (string_to_array(nullif(current_setting('gangju.counties', true), ''), ',')::int[]) or place_id = any (string_to_array(nullif(current_setting('gangju.places', true), ''), ',')::int[])) or current_setting('gangju.derive', true) = 'on');
create policy approval_add on approval for insert to gangju_app with check (county_id = any (string_to_array(nullif(current_setting('gangju.write_counties', true), ''), ',')::int[]) or place_id = any (string_to_array(nullif(current_setting('gangju.write_places', true), ''), ',')::int[]));
create policy approval_work on approval for all to gangju_job using (true) with check (true);
create policy approval_keep on approval for select to gangju_backup using (true);
grant select on approval to gangju_app, gangju_job, gangju_backup;
alter table column_review enable row level security;
alter table column_review force row level security;
create policy column_review_read on column_review for select to gangju_app using ((county_id = any (string_to_array(nullif(current_setting('gangju.counties', true), ''), ',')::int[]) or place_id = any (string_to_array(nullif(current_setting('gangju.places', true), ''), ',')::int[])));
create policy column_review_add on column_review for insert to gangju_app with check (county_id = any (string_to_array(nullif(current_setting('gangju.write_counties', true), ''), ',')::int[]) or place_id = any (string_to_array(nullif(current_setting('gangju.write_places', true), ''), ',')::int[]));
create policy column_review_work on column_review for all to gangju_job using (true) with check (true);
create policy column_review_keep on column_review for select to gangju_backup using (true);
grant select on column_review to gangju_app, gangju_job, gangju_backup;
alter table message enable row level security;
alter table message force row level security;
create policy message_read on message for select to gangju_app using (person_id::text = current_setting('gangju.actor', true));
create policy message_add on message for insert to gangju_app with check (county_id = any (string_to_array(nullif(current_setting('gangju.write_counties', true), ''), ',')::int[]) or place_id = any (string_to_array(nullif(current_setting('gangju.write_places', true), ''), ',')::int[]));
create policy message_change on message for update to gangju_app using (person_id::text = current_setting('gangju.actor', true)) with check (person_id::text = current_setting('gangju.actor', true));
create policy message_work on message for all to gangju_job using (true) with check (true);
create policy message_keep on message for select to gangju_backup using (true);
grant select on message to gangju_app, gangju_job, gangju_backup;
alter table delivery enable row level security;
alter table delivery force row level security;
create policy delivery_read on delivery for select to gangju_app using ((county_id = any (string_to_array(nullif(current_setting('gangju.counties', true), ''), ',')::int[]) or place_id = any (string_to_array(nullif(current_setting('gangju.places', true), ''), ',')::int[])));
create policy delivery_add on delivery for insert to gangju_app with check (county_id = any (string_to_array(nullif(current_setting('gangju.write_counties', true), ''), ',')::int[]) or place_id = any (string_to_array(nullif(current_setting('gangju.write_places', true), ''), ',')::int[]));
create policy delivery_change on delivery for update to gangju_app using (county_id = any (string_to_array(nullif(current_setting('gangju.write_counties', true), ''), ',')::int[]) or place_id = any (string_to_array(nullif(current_setting('gangju.write_places', true), ''), ',')::int[])) with check (county_id = any (string_to_array(nullif(current_setting('gangju.write_counties', true), ''), ',')::int[]) or place_id = any (string_to_array(nullif(current_setting('gangju.write_places', true), ''), ',')::int[]));
create policy delivery_work on delivery for all to gangju_job using (true) with check (true);
create policy delivery_keep on delivery for select to gangju_backup using (true);
grant select on delivery to gangju_app, gangju_job, gangju_backup;
alter table reminder enable row level security;
alter table reminder force row level security;
create policy reminder_read on reminder for select to gangju_app using ((county_id = any (string_to_array(nullif(current_setting('gangju.counties', true), ''), ',')::int[]) or place_id = any (string_to_array(nullif(current_setting('gangju.places', true), ''), ',')::int[])));
create policy reminder_add on reminder for insert to gangju_app with check (county_id = any (string_to_array(nullif(current_setting('gangju.write_counties', true), ''), ',')::int[]) or place_id = any (string_to_array(nullif(current_setting('gangju.write_places', true), ''), ',')::int[]));
create policy reminder_work on reminder for all to gangju_job using (true) with check (true);
create policy reminder_keep on reminder for select to gangju_backup using (true);
grant select on reminder to gangju_app, gangju_job, gangju_backup;
grant insert on reminder, approval, column_review, message, delivery to gangju_app;
grant update (read_at) on message to gangju_app;
grant update (attempts, next_at, parked_at) on delivery to gangju_app;
grant insert, update on reminder, approval, column_review, message, delivery to gangju_job
