-- standing_spans(as_of, known): every figure that was a house's newest word at some time by a day.
-- grain:  one row per edition: institution x indicator x region x period x measure x kind x unit x
--         stands_from
-- inputs: spanned_rows
-- units:  as spanned_rows; a row stands from stands_from to before stands_until
CREATE OR REPLACE MACRO standing_spans(as_of, known) AS TABLE
SELECT * FROM spanned_rows(known) WHERE stands_from <= as_of;
