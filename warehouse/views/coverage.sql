-- coverage(as_of, known): who says anything on what, and since when.
-- grain:  one row per institution x indicator
-- inputs: published_rows
-- units:  figures = distinct region x period x measure x kind x unit; reports, review_rows = counts;
--         first_published and last_published = days, NULL where every report is undated
CREATE OR REPLACE MACRO coverage(as_of, known) AS TABLE
SELECT
    institution,
    indicator,
    count(DISTINCT (region, period, measure, kind, unit)) AS figures,
    count(DISTINCT report_sha256) AS reports,
    count(*) FILTER (status = 'review') AS review_rows,
    min(published) AS first_published,
    max(published) AS last_published
FROM published_rows(as_of, known)
GROUP BY institution, indicator;
