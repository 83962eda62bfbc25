-- dispersion(as_of, known, of_indicator, of_region, of_period, of_measure, of_unit, houses := []):
-- how far the houses were apart on one question, month-end after month-end, and on as_of itself.
-- grain:  one row per day x institution whose pooled figure stood then
-- inputs: standing_spans, pooled figures only; last_day_of; of_period = period key; houses = names
--         to keep, [] for all
-- units:  mid, low, high of the house and n, lowest, highest, median, lower_quartile, upper_quartile,
--         sd of its day in `unit`; quartiles and sd (sample) NULL with fewer than three houses
-- Of a long stretch the last 36 month-ends are given, and none after the period is over.
CREATE OR REPLACE MACRO dispersion(
    as_of, known, of_indicator, of_region, of_period, of_measure, of_unit, houses := []
) AS TABLE
WITH figure AS MATERIALIZED (
    SELECT
        forecast_id, institution, unit, low, high, (low + high) / 2 AS mid, published,
        published_precision, report_sha256, report_title, publisher, page, original_place, quote,
        stands_from, stands_until
    FROM standing_spans(as_of, known)
    WHERE indicator = of_indicator AND region = of_region AND period = of_period
        AND measure = of_measure AND unit = of_unit AND not_pooled_because IS NULL
        AND (len(houses) = 0 OR list_contains(houses::VARCHAR[], institution))
),
day AS (
    SELECT least(last_day(step::DATE), last) AS day
    FROM (
        SELECT last, unnest(generate_series(
            greatest(date_trunc('month', first), date_trunc('month', last) - INTERVAL 35 MONTH),
            date_trunc('month', last),
            INTERVAL 1 MONTH
        )) AS step
        FROM (
            SELECT min(stands_from) AS first,
                least(as_of::DATE, coalesce(last_day_of(of_period), as_of::DATE)) AS last
            FROM figure
        )
    )
),
score AS (
    SELECT
        day.day,
        count(*) AS n,
        min(mid) AS lowest,
        max(mid) AS highest,
        median(mid) AS median,
        CASE WHEN count(*) >= 3 THEN quantile_cont(mid, 0.25) END AS lower_quartile,
        CASE WHEN count(*) >= 3 THEN quantile_cont(mid, 0.75) END AS upper_quartile,
        CASE WHEN count(*) >= 3 THEN stddev_samp(mid) END AS sd
    FROM day
    JOIN figure ON stands_from <= day.day AND stands_until > day.day
    GROUP BY day.day
)
SELECT
    score.day,
    figure.* EXCLUDE (stands_from, stands_until),
    score.* EXCLUDE (day)
FROM score
JOIN figure ON stands_from <= score.day AND stands_until > score.day;
