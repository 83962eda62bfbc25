-- published_rows(as_of, known): every row that stood in print by a day, as the warehouse held it.
-- grain:  one row per figure of the current run of a report (a claim printed on two pages is two rows)
-- inputs: forecast, known_runs, corrected_places
-- units:  low and high in `unit`; published = last possible day, NULL where no date is printed;
--         second_hand = stated in the report of another house
-- A place that a person corrected is taken from the second half, all others from the first, so that a
-- filter on indicator or region still reaches the scan of the large table.
CREATE OR REPLACE MACRO published_rows(as_of, known) AS TABLE
WITH run AS (
    SELECT * FROM known_runs(known) WHERE seen <= as_of
)
SELECT
    f.extraction_id, f.ordinal, f.forecast_id, f.report_sha256,
    f.institution, f.indicator, f.region, f.period, f.measure, f.low, f.high, f.unit, f.stance,
    f.kind, f.status, f.confidence, f.reasons, f.page, f.place, f.quote, f.reader,
    run.published, run.published_precision, run.publisher, run.title AS report_title,
    coalesce(run.publisher <> f.institution, TRUE) AS second_hand
FROM forecast AS f
JOIN run ON run.extraction_id = f.extraction_id
WHERE NOT EXISTS (
    FROM correction AS c
    WHERE c.recorded_at <= known AND c.report_sha256 = f.report_sha256 AND c.place = f.place
)
UNION ALL
SELECT
    f.extraction_id, f.ordinal, f.forecast_id, f.report_sha256,
    CASE WHEN c.institution_was = f.institution THEN c.institution ELSE f.institution END,
    coalesce(c.indicator, f.indicator),
    coalesce(c.region, f.region),
    coalesce(c.period, f.period),
    coalesce(c.measure, f.measure),
    CASE WHEN c.says_low THEN try_cast(c.low.v AS DOUBLE) ELSE f.low END,
    CASE WHEN c.says_high THEN try_cast(c.high.v AS DOUBLE) ELSE f.high END,
    CASE WHEN c.says_unit THEN c.unit.v ELSE f.unit END,
    CASE WHEN c.says_stance THEN c.stance.v ELSE f.stance END,
    coalesce(c.kind, f.kind),
    coalesce(c.status, 'accepted'),
    1.0,
    list_concat(f.reasons, c.said),
    f.page, f.place, f.quote, f.reader,
    run.published, run.published_precision, run.publisher, run.title,
    coalesce(run.publisher <> f.institution, TRUE)
FROM forecast AS f
JOIN run ON run.extraction_id = f.extraction_id
JOIN corrected_places(known) AS c ON c.report_sha256 = f.report_sha256 AND c.place = f.place
WHERE coalesce(c.status, 'accepted') IN ('accepted', 'review');
