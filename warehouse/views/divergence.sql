-- divergence(as_of, known, houses := []): how far each house stands from the others.
-- grain:  one row per pooled figure: institution x indicator x region x period x measure x unit
-- inputs: latest, pooled figures only; houses = names to keep, [] for all
-- units:  distance_from_median = mid - median, in `unit`, NULL with fewer than three houses;
--         rank 1 = farthest from the median, equal distances share a rank; n = houses
CREATE OR REPLACE MACRO divergence(as_of, known, houses := []) AS TABLE
WITH pooled_figure AS (
    SELECT
        *,
        count(*) OVER same AS n,
        median(mid) OVER same AS median
    FROM latest(as_of, known)
    WHERE pooled AND (len(houses) = 0 OR list_contains(houses::VARCHAR[], institution))
    WINDOW same AS (PARTITION BY indicator, region, period, measure, unit)
),
distance AS (
    SELECT *, CASE WHEN n >= 3 THEN mid - median END AS distance_from_median
    FROM pooled_figure
)
SELECT
    *,
    CASE WHEN n >= 3 THEN rank() OVER (
        PARTITION BY indicator, region, period, measure, unit
        ORDER BY round(abs(distance_from_median), 9) DESC
    ) END AS rank
FROM distance;
