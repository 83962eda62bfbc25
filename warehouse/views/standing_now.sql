-- standing_now(as_of, known): standing where `known` is now, from the rows kept for it.
-- grain, units: as standing
-- inputs: current_row
CREATE OR REPLACE MACRO standing_now(as_of, known) AS TABLE
SELECT
    institution, indicator, region, period, measure, kind, unit, extraction_id, ordinal, low, high,
    status, published, previous_low, previous_high, previous_published, institution_kind,
    (low + high) / 2 AS mid, bound, not_pooled_because
FROM current_row
WHERE stands_from <= as_of AND stands_until > as_of;
