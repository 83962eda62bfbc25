-- revisions_now(as_of, known): revisions where `known` is now, from the rows kept for it.
-- grain, units: as revisions
-- inputs: current_row
CREATE OR REPLACE MACRO revisions_now(as_of, known) AS TABLE
SELECT
    forecast_id, institution, indicator, region, period, measure, kind, unit, status,
    low, high, (low + high) / 2 AS mid, stance, published, published_precision,
    report_sha256, report_title, publisher, page, original_place, quote,
    edition AS nth,
    CASE WHEN is_told THEN printed.low ELSE previous_low END AS previous_low,
    CASE WHEN is_told THEN printed.high ELSE previous_high END AS previous_high,
    CASE WHEN NOT is_told OR (printed.low = previous_low AND printed.high = previous_high)
        THEN previous_published END AS previous_published,
    (low + high) / 2 - CASE WHEN is_told THEN (printed.low + printed.high) / 2
        ELSE (previous_low + previous_high) / 2 END AS change
FROM (
    SELECT *, kind = 'forecast' AND printed IS NOT NULL AS is_told
    FROM (
        SELECT
            *,
            max(CASE WHEN kind = 'previous' AND status = 'accepted' AND low + high IS NOT NULL
                THEN struct_pack(low := low, high := high) END) OVER same_report AS printed
        FROM current_row
        WHERE edition IS NOT NULL AND stands_from <= as_of
        WINDOW same_report AS (
            PARTITION BY extraction_id, institution, indicator, region, period, measure, unit
        )
    )
);
