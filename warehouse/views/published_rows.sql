-- published_rows(as_of, known): every row that stood in print by a day, as the warehouse held it.
-- grain:  one row per figure of the current run of a report (a claim printed on two pages is two rows)
-- inputs: forecast, known_runs, corrected_places, one_spelling
-- units:  period = forecast.period_key, one spelling for one claim; low and high in `unit`;
--         published = last possible day, NULL where no date is printed; seen as in known_runs;
--         second_hand = stated in the report of another house;
--         preference = which of several rows of one day to take, smallest first: the house's own
--         report before another's quotation of it, accepted before review, of accepted ones a point
--         before a range before an open bound (a table that prints median, central tendency and
--         range gives three rows for one claim: the median is the house's figure), higher confidence
--         (in thousandths), earlier page, earlier on the page
-- Rows of reports that nobody corrected skip the look-up of corrections: they are nearly all, and a
-- filter on indicator or region reaches their scan.
CREATE OR REPLACE MACRO published_rows(as_of, known) AS TABLE
WITH run AS (
    SELECT
        *,
        report_sha256 IN (SELECT report_sha256 FROM correction WHERE recorded_at <= known)
            AS is_corrected
    FROM known_runs(known)
    WHERE seen <= as_of
),
held AS (
    SELECT
        f.* EXCLUDE (report_sha256, period, period_key),
        f.period_key AS period,
        run.report_sha256, run.published, run.published_precision, run.publisher,
        run.title AS report_title, run.seen
    FROM forecast AS f
    JOIN run ON run.extraction_id = f.extraction_id
    WHERE NOT run.is_corrected
    UNION ALL BY NAME
    SELECT
        f.* EXCLUDE (report_sha256, period_key) REPLACE (
            CASE WHEN c.institution_was = f.institution THEN c.institution ELSE f.institution END
                AS institution,
            coalesce(c.indicator, f.indicator) AS indicator,
            coalesce(c.region, f.region) AS region,
            one_spelling(coalesce(c.period, f.period), coalesce(c.measure, f.measure)) AS period,
            coalesce(c.measure, f.measure) AS measure,
            coalesce(c.kind, f.kind) AS kind,
            CASE WHEN c.says_low THEN try_cast(c.low.v AS DOUBLE) ELSE f.low END AS low,
            CASE WHEN c.says_high THEN try_cast(c.high.v AS DOUBLE) ELSE f.high END AS high,
            CASE WHEN c.says_unit THEN c.unit.v ELSE f.unit END AS unit,
            CASE WHEN c.says_stance THEN c.stance.v ELSE f.stance END AS stance,
            CASE WHEN c.place IS NULL THEN f.status ELSE coalesce(c.status, 'accepted') END
                AS status,
            CASE WHEN c.place IS NULL THEN f.confidence ELSE 1.0 END AS confidence,
            list_concat(f.reasons, c.said) AS reasons
        ),
        run.report_sha256, run.published, run.published_precision, run.publisher, run.title
            AS report_title, run.seen
    FROM forecast AS f
    JOIN run ON run.extraction_id = f.extraction_id
    LEFT JOIN corrected_places(known) AS c
        ON c.report_sha256 = run.report_sha256 AND c.place = f.place
    WHERE run.is_corrected
)
SELECT
    *,
    coalesce(publisher <> institution, TRUE) AS second_hand,
    (coalesce(publisher <> institution, TRUE)::BIGINT << 52)
        | ((status <> 'accepted')::BIGINT << 51)
        | (CASE WHEN status <> 'accepted' OR low = high THEN 0 WHEN low < high THEN 1 ELSE 2 END
            ::BIGINT << 49)
        | ((1000 - round(confidence * 1000)::BIGINT) << 39)
        | (least(page, 32767)::BIGINT << 24)
        | least(ordinal, 16777215) AS preference
FROM held
WHERE status IN ('accepted', 'review');
