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
    coalesce(printed_low, previous_low) AS previous_low,
    coalesce(printed_high, previous_high) AS previous_high,
    CASE WHEN printed_low IS NULL OR (printed_low = previous_low AND printed_high = previous_high)
        THEN previous_published END
        AS previous_published,
    institution AS row_institution, indicator AS row_indicator,
    region AS row_region, period AS row_period
FROM current_row
WHERE stands_from <= as_of AND stands_until > as_of;
