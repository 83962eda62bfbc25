-- consensus(as_of, known, houses := []): what the houses say together.
-- grain:  one row per indicator x region x period x measure x unit
-- inputs: standing, pooled figures only; houses = names to keep, [] for all
-- units:  mean, median, high, low, sd, iqr in `unit`, over midpoints; n = houses;
--         sd (sample) and iqr NULL with fewer than three houses
CREATE OR REPLACE MACRO consensus(as_of, known, houses := []) AS TABLE
SELECT
    indicator,
    region,
    period,
    measure,
    unit,
    count(*) AS n,
    avg(mid) AS mean,
    median(mid) AS median,
    max(mid) AS high,
    min(mid) AS low,
    CASE WHEN count(*) >= 3 THEN stddev_samp(mid) END AS sd,
    CASE WHEN count(*) >= 3 THEN quantile_cont(mid, 0.75) - quantile_cont(mid, 0.25) END AS iqr
FROM standing(as_of, known)
WHERE not_pooled_because IS NULL AND (len(houses) = 0 OR list_contains(houses::VARCHAR[], institution))
GROUP BY indicator, region, period, measure, unit;
