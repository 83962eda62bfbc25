-- edition_diff(as_of, known, house, newer, older): what a house changed between two of its reports.
-- grain:  one row per figure of either: indicator x region x period x measure x kind x unit
-- inputs: published_rows; newer, older = SHA-256 of the reports
-- units:  low, high, mid, before_* in `unit`; change = mid - before_mid, NULL where either has none;
--         role = changed, new, vanished or unchanged
-- What a report prints as its own earlier figure is left out. A horizon counted from publication
-- ("12M") means another stretch of time in each report: such figures are never set side by side.
-- `list_contains` is tested while the rows are scanned, IN only after all of the house are fetched.
CREATE OR REPLACE MACRO edition_diff(as_of, known, house, newer, older) AS TABLE
WITH printed AS MATERIALIZED (
    SELECT
        report_sha256, indicator, region, period, measure, kind, unit, forecast_id, low, high,
        (low + high) / 2 AS mid, stance, status, page, quote
    FROM published_rows(as_of, known)
    WHERE list_contains([newer, older], report_sha256) AND institution = house
        AND kind <> 'previous'
    QUALIFY row_number() OVER (
        PARTITION BY report_sha256, indicator, region, period, measure, kind, unit
        ORDER BY preference
    ) = 1
),
paired AS (
    SELECT now, was
    FROM (SELECT * FROM printed WHERE report_sha256 = newer) AS now
    FULL JOIN (SELECT * FROM printed WHERE report_sha256 = older) AS was
        ON was.indicator = now.indicator AND was.region = now.region AND was.period = now.period
        AND was.measure = now.measure AND was.kind = now.kind
        AND was.unit IS NOT DISTINCT FROM now.unit
        AND NOT regexp_full_match(now.period, '\d+M')
)
SELECT
    house AS institution,
    coalesce(now.indicator, was.indicator) AS indicator,
    coalesce(now.region, was.region) AS region,
    coalesce(now.period, was.period) AS period,
    coalesce(now.measure, was.measure) AS measure,
    coalesce(now.kind, was.kind) AS kind,
    coalesce(now.unit, was.unit) AS unit,
    CASE
        WHEN was.forecast_id IS NULL THEN 'new'
        WHEN now.forecast_id IS NULL THEN 'vanished'
        WHEN round(now.low, 9) IS DISTINCT FROM round(was.low, 9)
            OR round(now.high, 9) IS DISTINCT FROM round(was.high, 9)
            OR (now.low IS NULL AND now.high IS NULL AND now.stance IS DISTINCT FROM was.stance)
            THEN 'changed'
        ELSE 'unchanged'
    END AS role,
    now.forecast_id AS forecast_id, now.low AS low, now.high AS high, now.mid AS mid,
    now.stance AS stance, now.status AS status, now.page AS page, now.quote AS quote,
    was.forecast_id AS before_id, was.low AS before_low, was.high AS before_high,
    was.mid AS before_mid, was.stance AS before_stance, was.status AS before_status,
    was.page AS before_page, was.quote AS before_quote,
    now.mid - was.mid AS change
FROM paired;
