-- Filling in a return: who stands under a closing sees it, and a return finds its closings.

alter policy closing_read on closing using ((county_id = any (string_to_array(nullif(current_setting('gangju.counties', true), ''), ',')::int[]) or place_id = any (string_to_array(nullif(current_setting('gangju.places', true), ''), ',')::int[])) or place_id = any (string_to_array(nullif(current_setting('gangju.ancestors', true), ''), ',')::int[]));
create index closing_by_place on closing (place_id, form_id, period) where reopened_at is null;
-- The moment of handing in; null for drafts, and for what was handed in before it was kept.
alter table submission add column if not exists submitted_at timestamptz;
-- Keys of requests are removed by their age; the table is only added to, so that its blocks are in order of time.
create index idempotency_by_age on idempotency using brin (created_at);
