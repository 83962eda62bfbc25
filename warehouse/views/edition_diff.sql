-- edition_diff(as_of, known, house, newer, older): what a house changed between two of its reports.
-- grain:  one row per figure of either: indicator x region x period x measure x kind x unit
-- inputs: published_rows; newer, older = SHA-256 of the reports
-- units:  low, high, mid, before_* in `unit`; change = mid - before_mid, NULL where either has none;
--         role = changed, new, vanished or unchanged
-- before_* follow the rule of `latest`: what the newer report itself prints as the house's figure
-- before, where both reports hold the question and it is another (is_printed), else what the older
-- report says, which own_* keep in any case. Printed earlier figures are no rows of their own.
-- A horizon counted from publication ("12M") means another stretch of time in each report: such
-- figures are never set side by side.
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
told AS (
    SELECT
        indicator, region, period, measure, unit,
        max(struct_pack(low := low, high := high)) AS printed
    FROM published_rows(as_of, known)
    WHERE list_contains([newer], report_sha256) AND institution = house
        AND kind = 'previous' AND status = 'accepted' AND low + high IS NOT NULL
    GROUP BY indicator, region, period, measure, unit
),
paired AS (
    SELECT
        now,
        was AS own,
        coalesce(was.forecast_id IS NOT NULL
            AND (told.printed.low <> was.low OR told.printed.high <> was.high), FALSE)
            AS is_printed,
        CASE WHEN is_printed THEN struct_pack(
            low := told.printed.low, high := told.printed.high,
            mid := (told.printed.low + told.printed.high) / 2, stance := NULL::VARCHAR
        ) ELSE struct_pack(low := was.low, high := was.high, mid := was.mid, stance := was.stance)
        END AS was
    FROM (SELECT * FROM printed WHERE report_sha256 = newer) AS now
    FULL JOIN (SELECT * FROM printed WHERE report_sha256 = older) AS was
        ON was.indicator = now.indicator AND was.region = now.region AND was.period = now.period
        AND was.measure = now.measure AND was.kind = now.kind
        AND was.unit IS NOT DISTINCT FROM now.unit
        AND NOT regexp_full_match(now.period, '\d+M')
    LEFT JOIN told
        ON told.indicator = now.indicator AND told.region = now.region
        AND told.period = now.period AND told.measure = now.measure
        AND told.unit IS NOT DISTINCT FROM now.unit AND now.kind = 'forecast'
)
SELECT
    house AS institution,
    coalesce(now.indicator, own.indicator) AS indicator,
    coalesce(now.region, own.region) AS region,
    coalesce(now.period, own.period) AS period,
    coalesce(now.measure, own.measure) AS measure,
    coalesce(now.kind, own.kind) AS kind,
    coalesce(now.unit, own.unit) AS unit,
    CASE
        WHEN own.forecast_id IS NULL THEN 'new'
        WHEN now.forecast_id IS NULL THEN 'vanished'
        WHEN round(now.low, 9) IS DISTINCT FROM round(was.low, 9)
            OR round(now.high, 9) IS DISTINCT FROM round(was.high, 9)
            OR (now.low IS NULL AND now.high IS NULL AND now.stance IS DISTINCT FROM was.stance)
            THEN 'changed'
        ELSE 'unchanged'
    END AS role,
    now.forecast_id AS forecast_id, now.low AS low, now.high AS high, now.mid AS mid,
    now.stance AS stance, now.status AS status, now.page AS page, now.quote AS quote,
    own.forecast_id AS before_id, was.low AS before_low, was.high AS before_high,
    was.mid AS before_mid, was.stance AS before_stance, own.status AS before_status,
    own.page AS before_page, own.quote AS before_quote,
    own.low AS own_low, own.high AS own_high, is_printed,
    now.mid - was.mid AS change
FROM paired;
