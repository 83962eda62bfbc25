-- house_places(as_of, known, house): where each figure of a house stands among the pooled ones.
-- grain:  one row per figure of the house that is pooled, or would be but waits for a person:
--         indicator x region x period x measure x unit
-- inputs: standing
-- units:  median, lowest, highest in `unit`, of pooled figures alone; n = their houses, this one
--         among them where its figure is pooled; above, below = those with a higher or a lower
--         midpoint, so that above = 0 is the highest figure
CREATE OR REPLACE MACRO house_places(as_of, known, house) AS TABLE
WITH own AS MATERIALIZED (
    SELECT institution, indicator, region, period, measure, unit, mid
    FROM standing(as_of, known)
    WHERE institution = house
        AND (not_pooled_because IS NULL OR not_pooled_because = 'awaiting review')
)
SELECT
    own.institution, own.indicator, own.region, own.period, own.measure, own.unit, own.mid,
    count(*) AS n,
    median(every.mid) AS median,
    min(every.mid) AS lowest,
    max(every.mid) AS highest,
    count(*) FILTER (round(every.mid, 9) > round(own.mid, 9)) AS above,
    count(*) FILTER (round(every.mid, 9) < round(own.mid, 9)) AS below
FROM own
JOIN (FROM standing(as_of, known) WHERE not_pooled_because IS NULL) AS every
    USING (indicator, region, period, measure, unit)
GROUP BY ALL;
