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
SELECT * EXCLUDE (printed) REPLACE (
    CASE WHEN kind = 'forecast' AND printed IS NOT NULL THEN printed.low
        ELSE previous_low END AS previous_low,
    CASE WHEN kind = 'forecast' AND printed IS NOT NULL THEN printed.high
        ELSE previous_high END AS previous_high,
    CASE WHEN kind != 'forecast' OR printed IS NULL
        OR (printed.low = previous_low AND printed.high = previous_high)
        THEN previous_published END
        AS previous_published
)
FROM (
    SELECT
        row.forecast_id, s.institution, s.institution_kind, s.indicator, s.region, s.period,
        s.measure, s.low, s.high, s.mid, s.bound, s.unit, row.stance, s.kind, s.status,
        row.confidence, row.reasons, row.quote, row.page, row.original_place, row.reader,
        row.report_sha256, row.report_title, row.publisher, row.second_hand,
        s.published, row.published_precision,
        date_diff('day', s.published, as_of) AS age_days,
        s.not_pooled_because IS NULL AS pooled,
        s.not_pooled_because,
        s.previous_low, s.previous_high, s.previous_published,
        row.institution AS row_institution, row.indicator AS row_indicator,
        row.region AS row_region, row.period AS row_period,
        max(CASE WHEN s.kind = 'previous' AND s.status = 'accepted' AND s.mid IS NOT NULL
            THEN struct_pack(low := s.low, high := s.high) END) OVER same AS printed
    FROM standing(as_of, known) AS s
    JOIN published_rows(as_of, known) AS row
        ON row.extraction_id = s.extraction_id
        AND row.ordinal = s.ordinal
    WINDOW same AS (
        PARTITION BY s.extraction_id, s.institution, s.indicator, s.region, s.period, s.measure, s.unit,
            row.institution, row.indicator, row.region, row.period
    )
);
