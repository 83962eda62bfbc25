-- house_editions(as_of, known, house): the reports of a house, with what each is about.
-- grain:  one row per report that the house itself published
-- inputs: known_runs, published_rows
-- units:  figures = questions answered, counted once; topics = distinct indicator, region, measure,
--         as text; published = last possible day, NULL where no date is printed
CREATE OR REPLACE MACRO house_editions(as_of, known, house) AS TABLE
WITH said AS (
    SELECT
        report_sha256,
        count(DISTINCT (indicator, region, period, measure, kind, unit)) AS figures,
        list(DISTINCT concat_ws(' ', indicator, region, measure)
            ORDER BY concat_ws(' ', indicator, region, measure)) AS topics
    FROM published_rows(as_of, known)
    WHERE institution = house AND kind <> 'previous'
    GROUP BY report_sha256
)
SELECT
    run.report_sha256, run.title, run.published, run.published_precision, run.pages_sha256,
    run.page_count, coalesce(said.figures, 0) AS figures, coalesce(said.topics, []) AS topics
FROM known_runs(known) AS run
LEFT JOIN said ON said.report_sha256 = run.report_sha256
WHERE run.publisher = house AND run.seen <= as_of;
