-- actuals(as_of, known): every print of a realised value that was known by a day.
-- grain:  one row per region x indicator x period x measure x unit x series x release (x source of
--         values that people loaded)
-- inputs: actual, own_actuals
-- units:  low, high, mid in `unit`
-- nth_first = 1 for the print to take as the first estimate: of the main series that is known, the
-- first or never revised one, else the earliest; nth_latest = 1 for the newest. Both are never a
-- definition other than the row's own. A value that somebody loaded (is_own) goes before those of the
-- reference data on the same question: whoever loads it means it. series_first and series_latest are
-- the same within one series, for figures that name the statistic.
CREATE OR REPLACE MACRO actuals(as_of, known) AS TABLE
WITH held AS (
    SELECT *, FALSE AS is_own, NULL::TIMESTAMP AS recorded_at FROM actual
    UNION ALL BY NAME
    SELECT * EXCLUDE (file_name), TRUE AS is_own FROM own_actuals(known)
)
SELECT
    * EXCLUDE (recorded_at),
    (low + high) / 2 AS mid,
    row_number() OVER (
        question ORDER BY is_own DESC, rank, vintage NOT IN ('first', 'unrevised'), known_from,
            recorded_at DESC, release
    ) AS nth_first,
    row_number() OVER (
        question ORDER BY is_own DESC, rank, vintage <> 'latest', known_from DESC,
            recorded_at DESC, release
    ) AS nth_latest,
    row_number() OVER (
        one_series ORDER BY is_own DESC, vintage NOT IN ('first', 'unrevised'), known_from,
            recorded_at DESC, release
    ) AS series_first,
    row_number() OVER (
        one_series ORDER BY is_own DESC, vintage <> 'latest', known_from DESC,
            recorded_at DESC, release
    ) AS series_latest
FROM held
WHERE known_from <= as_of
WINDOW
    question AS (PARTITION BY indicator, region, period, measure, unit),
    one_series AS (PARTITION BY indicator, region, period, measure, unit, series);
