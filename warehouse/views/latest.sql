-- latest(as_of, known): the newest figure of each house, with all that is known of it.
-- grain:  one row per institution x indicator x region x period x measure x kind x unit
-- inputs: standing, published_rows
-- units:  low, high, mid, previous_* in `unit`; mid NULL for open bounds and calls; age in days
-- previous_* are what the report itself prints as the house's figure before, where it is accepted:
-- editions may be missing here, and the house knows its own. previous_published is then NULL, since
-- no day stands beside it, but where the edition before says the same. Else they are its figures.
-- row_* repeat four key columns from the other side of the join: DuckDB hands a filter on a list of
-- values to one side only, and with the same filter on both neither side is scanned in full.
CREATE OR REPLACE MACRO latest(as_of, known) AS TABLE
SELECT
    row.forecast_id, s.institution, s.institution_kind, s.indicator, s.region, s.period,
    s.measure, s.low, s.high, s.mid, s.bound, s.unit, row.stance, s.kind, s.status,
    row.confidence, row.reasons, row.quote, row.page, row.original_place, row.reader,
    row.report_sha256, row.report_title, row.publisher, row.second_hand,
    s.published, row.published_precision,
    date_diff('day', s.published, as_of) AS age_days,
    s.not_pooled_because IS NULL AS pooled,
    s.not_pooled_because,
    coalesce(p.printed.low, s.previous_low) AS previous_low,
    coalesce(p.printed.high, s.previous_high) AS previous_high,
    CASE WHEN p.printed IS NULL
        OR (p.printed.low = s.previous_low AND p.printed.high = s.previous_high)
        THEN s.previous_published END
        AS previous_published,
    row.institution AS row_institution, row.indicator AS row_indicator,
    row.region AS row_region, row.period AS row_period
FROM standing(as_of, known) AS s
JOIN published_rows(as_of, known) AS row
    ON row.extraction_id = s.extraction_id
    AND row.ordinal = s.ordinal
LEFT JOIN (
    SELECT
        extraction_id, institution, indicator, region, period, measure, unit,
        max(struct_pack(low := low, high := high)) AS printed
    FROM published_rows(as_of, known)
    WHERE kind = 'previous' AND status = 'accepted' AND low + high IS NOT NULL
    GROUP BY ALL
) AS p
    ON s.kind = 'forecast'
    AND p.extraction_id = s.extraction_id
    AND p.institution = s.institution
    AND p.indicator = s.indicator
    AND p.region = s.region
    AND p.period = s.period
    AND p.measure = s.measure
    AND p.unit = s.unit;
