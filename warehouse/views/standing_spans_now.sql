-- standing_spans_now(as_of, known): standing_spans where `known` is now, from the rows kept for it.
-- grain, units: as standing_spans
-- inputs: current_row
CREATE OR REPLACE MACRO standing_spans_now(as_of, known) AS TABLE
SELECT * FROM current_row WHERE stands_from <= as_of;
