-- sentences_now(as_of, known): sentences where `known` is now, from the rows kept for it.
-- grain, units: as sentences
-- inputs: current_sentence
CREATE OR REPLACE MACRO sentences_now(as_of, known) AS TABLE
SELECT * FROM current_sentence WHERE seen <= as_of;
