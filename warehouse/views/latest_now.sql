-- latest_now(as_of, known): latest where `known` is now, from the rows kept for it.
-- grain, units: as latest
-- inputs: current_row
CREATE OR REPLACE MACRO latest_now(as_of, known) AS TABLE
SELECT
    forecast_id, institution, institution_kind, indicator, region, period, measure,
    low, high, (low + high) / 2 AS mid, bound, unit, stance, kind, status,
    confidence, reasons, quote, page, original_place, reader,
    report_sha256, report_title, publisher, second_hand,
    published, published_precision,
    date_diff('day', published, as_of) AS age_days,
    not_pooled_because IS NULL AS pooled,
    not_pooled_because,
    CASE WHEN kind = 'forecast' AND printed IS NOT NULL THEN printed.low
        ELSE previous_low END AS previous_low,
    CASE WHEN kind = 'forecast' AND printed IS NOT NULL THEN printed.high
        ELSE previous_high END AS previous_high,
    CASE WHEN kind != 'forecast' OR printed IS NULL
        OR (printed.low = previous_low AND printed.high = previous_high)
        THEN previous_published END
        AS previous_published,
    institution AS row_institution, indicator AS row_indicator,
    region AS row_region, period AS row_period
FROM (
    SELECT
        *,
        max(CASE WHEN kind = 'previous' AND status = 'accepted' AND low + high IS NOT NULL
            THEN struct_pack(low := low, high := high) END) OVER same AS printed
    FROM current_row
    WHERE stands_from <= as_of AND stands_until > as_of
    WINDOW same AS (
        PARTITION BY extraction_id, institution, indicator, region, period, measure, unit
    )
);
