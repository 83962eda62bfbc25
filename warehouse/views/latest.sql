-- latest(as_of, known): the newest figure of each house, and what the house said before.
-- grain:  one row per institution x indicator x region x period x measure x kind x unit
--         (unit is part of the key: two cuts and 50 bp are two figures; NULL = a call)
-- inputs: published_rows, institution
-- units:  low, high, mid, previous_* in `unit`; mid NULL for open bounds and calls; age in days
-- Newest = latest day of publication; an undated report never hides a dated one. Of several rows of
-- one day: the house's own report before another's quotation of it, accepted before review, higher
-- confidence, earlier page.
CREATE OR REPLACE MACRO latest(as_of, known) AS TABLE
WITH edition AS (
    SELECT *
    FROM published_rows(as_of, known)
    QUALIFY row_number() OVER (
        PARTITION BY institution, indicator, region, period, measure, kind, unit, published
        ORDER BY second_hand, status, confidence DESC, page, ordinal, forecast_id
    ) = 1
),
chain AS (
    SELECT
        *,
        row_number() OVER newest_first AS nth,
        lead(low) OVER newest_first AS earlier_low,
        lead(high) OVER newest_first AS earlier_high,
        lead(published) OVER newest_first AS earlier_published
    FROM edition
    WINDOW newest_first AS (
        PARTITION BY institution, indicator, region, period, measure, kind, unit
        ORDER BY published DESC NULLS LAST
    )
),
figure AS (
    SELECT
        c.*,
        i.kind AS institution_kind,
        (c.low + c.high) / 2 AS mid,
        CASE
            WHEN c.low IS NULL AND c.high IS NULL THEN 'call'
            WHEN c.low IS NULL THEN 'at_most'
            WHEN c.high IS NULL THEN 'at_least'
            WHEN c.low = c.high THEN 'point'
            ELSE 'range'
        END AS bound,
        CASE
            WHEN c.kind = 'previous' THEN 'previous edition'
            WHEN c.kind <> 'forecast' THEN c.kind
            WHEN i.kind = 'collective' THEN 'collective claim'
            WHEN c.low IS NULL AND c.high IS NULL THEN 'no number'
            WHEN c.low IS NULL OR c.high IS NULL THEN 'open bound'
            WHEN c.status <> 'accepted' THEN 'awaiting review'
        END AS not_pooled_because
    FROM chain AS c
    LEFT JOIN institution AS i ON i.name = c.institution
    WHERE c.nth = 1
)
SELECT
    forecast_id, institution, institution_kind, indicator, region, period, measure,
    low, high, mid, bound, unit, stance, kind, status, confidence, reasons, quote, page, reader,
    report_sha256, report_title, publisher, second_hand, published, published_precision,
    date_diff('day', published, as_of) AS age_days,
    not_pooled_because IS NULL AS pooled,
    not_pooled_because,
    CASE WHEN earlier_published IS NOT NULL THEN earlier_low END AS previous_low,
    CASE WHEN earlier_published IS NOT NULL THEN earlier_high END AS previous_high,
    earlier_published AS previous_published
FROM figure;
