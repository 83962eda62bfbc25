-- revisions_now(as_of, known): revisions where `known` is now, from the rows kept for it.
-- grain, units: as revisions
-- inputs: current_row
CREATE OR REPLACE MACRO revisions_now(as_of, known) AS TABLE
SELECT
    forecast_id, institution, indicator, region, period, measure, kind, unit, status,
    low, high, (low + high) / 2 AS mid, stance, published, published_precision,
    report_sha256, report_title, publisher, page, original_place, quote,
    edition AS nth,
    coalesce(printed_low, previous_low) AS previous_low,
    coalesce(printed_high, previous_high) AS previous_high,
    CASE WHEN printed_low IS NULL OR (printed_low = previous_low AND printed_high = previous_high)
        THEN previous_published END AS previous_published,
    (low + high) / 2 - coalesce((printed_low + printed_high) / 2, (previous_low + previous_high) / 2)
        AS change
FROM current_row
WHERE edition IS NOT NULL AND stands_from <= as_of;
