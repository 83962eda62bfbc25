-- own_actuals(known): the realised values that people loaded, as they counted at a moment.
-- grain:  one row per region x indicator x period x measure x unit x series x vintage x release x
--         source, as loaded last
-- inputs: own_actual, own_actual_removal
-- units:  low, high in `unit`
CREATE OR REPLACE MACRO own_actuals(known) AS TABLE
SELECT o.*
FROM own_actual AS o
WHERE o.recorded_at <= known
    AND NOT EXISTS (
        SELECT 1 FROM own_actual_removal AS r
        WHERE r.source = o.source AND r.recorded_at >= o.recorded_at AND r.recorded_at <= known
    )
QUALIFY row_number() OVER (
    PARTITION BY o.region, o.indicator, o.period, o.measure, o.unit, o.series, o.vintage, o.release,
        o.source
    ORDER BY o.recorded_at DESC
) = 1;
