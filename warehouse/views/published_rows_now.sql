-- published_rows_now(as_of, known): published_rows where `known` is now, from the rows kept for it.
-- grain, units: as published_rows
-- inputs: current_row
CREATE OR REPLACE MACRO published_rows_now(as_of, known) AS TABLE
SELECT * EXCLUDE (
    institution_kind, bound, not_pooled_because, stands_from, stands_until, edition, previous_low,
    previous_high, previous_published, printed_low, printed_high
)
FROM current_row
WHERE seen <= as_of;
