-- standing(as_of, known): the newest figure of each house and the one before, in few columns.
-- grain:  one row per institution x indicator x region x period x measure x kind x unit
--         (unit is part of the key: two cuts and 50 bp are two figures; NULL = a call)
-- inputs: published_rows, institution, bound_of, why_not_pooled
-- units:  low, high, mid, previous_* in `unit`; mid NULL for open bounds and calls
-- Newest = latest day of publication; an undated report never hides a dated one, and is no edition
-- that another could be compared with. Of one day the row with the smallest preference counts.
CREATE OR REPLACE MACRO standing(as_of, known) AS TABLE
WITH edition AS (
    SELECT
        institution, indicator, region, period, measure, kind, unit, published,
        min_by(
            struct_pack(extraction_id, ordinal, low, high, status, published),
            struct_pack(preference, extraction_id)
        ) AS best
    FROM published_rows(as_of, known)
    GROUP BY institution, indicator, region, period, measure, kind, unit, published
),
chain AS (
    SELECT
        institution, indicator, region, period, measure, kind, unit,
        max_by(best, coalesce(published, DATE '0001-01-01'), 2) AS newest
    FROM edition
    GROUP BY institution, indicator, region, period, measure, kind, unit
),
figure AS (
    SELECT
        * EXCLUDE (newest),
        newest[1].extraction_id AS extraction_id,
        newest[1].ordinal AS ordinal,
        newest[1].low AS low,
        newest[1].high AS high,
        newest[1].status AS status,
        newest[1].published AS published,
        CASE WHEN newest[2].published IS NOT NULL THEN newest[2].low END AS previous_low,
        CASE WHEN newest[2].published IS NOT NULL THEN newest[2].high END AS previous_high,
        newest[2].published AS previous_published
    FROM chain
)
SELECT
    f.*,
    i.kind AS institution_kind,
    (f.low + f.high) / 2 AS mid,
    bound_of(f.low, f.high) AS bound,
    why_not_pooled(f.kind, i.kind, f.low, f.high, f.status, f.period) AS not_pooled_because
FROM figure AS f
LEFT JOIN institution AS i ON i.name = f.institution;
