-- actuals(as_of): every print of a realised value that was known by a day.
-- grain:  one row per region x indicator x period x measure x unit x series x release
-- inputs: actual
-- units:  low, high, mid in `unit`
-- nth_first = 1 for the print to take as the first estimate: of the main series that is known, the
-- first or never revised one, else the earliest; nth_latest = 1 for the newest. Both are never a
-- definition other than the row's own.
CREATE OR REPLACE MACRO actuals(as_of) AS TABLE
SELECT
    *,
    (low + high) / 2 AS mid,
    row_number() OVER (
        question ORDER BY rank, vintage NOT IN ('first', 'unrevised'), known_from, release
    ) AS nth_first,
    row_number() OVER (
        question ORDER BY rank, vintage <> 'latest', known_from DESC, release
    ) AS nth_latest
FROM actual
WHERE known_from <= as_of
WINDOW question AS (PARTITION BY indicator, region, period, measure, unit);
