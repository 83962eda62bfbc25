-- revisions(as_of, known): each step that a house took on one question.
-- grain:  one row per edition of a figure: institution x indicator x region x period x measure x
--         kind x unit x day of publication; undated reports are left out
-- inputs: published_rows
-- units:  low, high, mid, previous_*, change in `unit`; change = mid - previous_mid, NULL for the
--         first edition and where either has no midpoint; nth = 1 for the first edition
-- previous_* follow the rule of `latest`: what the report itself prints as the house's figure before
-- (previous_published is then NULL), else the edition before.
CREATE OR REPLACE MACRO revisions(as_of, known) AS TABLE
WITH edition AS (
    SELECT
        *,
        max(CASE WHEN kind = 'previous' AND status = 'accepted' AND low + high IS NOT NULL
            THEN struct_pack(low := low, high := high) END) OVER same_report AS printed
    FROM published_rows(as_of, known)
    WHERE published IS NOT NULL
    WINDOW same_report AS (
        PARTITION BY extraction_id, institution, indicator, region, period, measure, unit
    )
    QUALIFY row_number() OVER (
        PARTITION BY institution, indicator, region, period, measure, kind, unit, published
        ORDER BY preference, extraction_id
    ) = 1
),
chain AS (
    SELECT
        *,
        row_number() OVER oldest_first AS nth,
        lag(low) OVER oldest_first AS low_before,
        lag(high) OVER oldest_first AS high_before,
        lag(published) OVER oldest_first AS published_before,
        kind = 'forecast' AND printed IS NOT NULL AS is_told
    FROM edition
    WINDOW oldest_first AS (
        PARTITION BY institution, indicator, region, period, measure, kind, unit ORDER BY published
    )
)
SELECT
    forecast_id, institution, indicator, region, period, measure, kind, unit, status,
    low, high, (low + high) / 2 AS mid, stance, published, published_precision,
    report_sha256, report_title, publisher, page, original_place, quote, nth,
    CASE WHEN is_told THEN printed.low ELSE low_before END AS previous_low,
    CASE WHEN is_told THEN printed.high ELSE high_before END AS previous_high,
    CASE WHEN NOT is_told OR (printed.low = low_before AND printed.high = high_before)
        THEN published_before END AS previous_published,
    (low + high) / 2 - CASE WHEN is_told THEN (printed.low + printed.high) / 2
        ELSE (low_before + high_before) / 2 END AS change
FROM chain;
