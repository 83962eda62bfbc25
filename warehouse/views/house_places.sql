-- house_places(as_of, known): where each pooled figure stands among those on the same question.
-- grain:  one row per pooled figure: institution x indicator x region x period x measure x unit
-- inputs: standing, pooled figures only
-- units:  median, lowest, highest in `unit`; n = houses; above, below = houses with a higher or a
--         lower midpoint, so that above = 0 is the highest figure
CREATE OR REPLACE MACRO house_places(as_of, known) AS TABLE
SELECT
    institution, indicator, region, period, measure, unit, mid,
    count(*) OVER question AS n,
    median(mid) OVER question AS median,
    min(mid) OVER question AS lowest,
    max(mid) OVER question AS highest,
    rank() OVER (question ORDER BY round(mid, 9) DESC) - 1 AS above,
    rank() OVER (question ORDER BY round(mid, 9)) - 1 AS below
FROM standing(as_of, known)
WHERE not_pooled_because IS NULL
WINDOW question AS (PARTITION BY indicator, region, period, measure, unit);
