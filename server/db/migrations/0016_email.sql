-- Messages by e-mail: a person's address, lower-cased, and how a delivery ended.
alter table person add column email text collate "C"
  constraint person_email_plausible check (email = lower(email) and length(email) <= 254 and email ~ '^[^[:space:][:cntrl:]@<>,;:"()]+@[^[:space:][:cntrl:]@<>,;:"()]+$');
-- 'none': who it is for cannot be reached on that channel, and nothing was sent.
alter table delivery add column outcome text constraint delivery_outcome_known check (outcome in ('sent', 'none'))
