-- revisions(as_of, known): each step that a house took on one question.
-- grain:  one row per edition of a figure: institution x indicator x region x period x measure x
--         kind x unit x day of publication; undated reports are left out
-- inputs: published_rows
-- units:  low, high, mid, previous_*, change in `unit`; change = mid - previous_mid, NULL for the
--         first edition and where either has no midpoint; nth = 1 for the first edition
CREATE OR REPLACE MACRO revisions(as_of, known) AS TABLE
WITH edition AS (
    SELECT *
    FROM published_rows(as_of, known)
    WHERE published IS NOT NULL
    QUALIFY row_number() OVER (
        PARTITION BY institution, indicator, region, period, measure, kind, unit, published
        ORDER BY preference, extraction_id
    ) = 1
)
SELECT
    forecast_id, institution, indicator, region, period, measure, kind, unit, status,
    low, high, (low + high) / 2 AS mid, stance, published, published_precision,
    report_sha256, report_title, publisher, page, original_place, quote,
    row_number() OVER oldest_first AS nth,
    lag(low) OVER oldest_first AS previous_low,
    lag(high) OVER oldest_first AS previous_high,
    lag(published) OVER oldest_first AS previous_published,
    (low + high) / 2 - lag((low + high) / 2) OVER oldest_first AS change
FROM edition
WINDOW oldest_first AS (
    PARTITION BY institution, indicator, region, period, measure, kind, unit ORDER BY published
);
