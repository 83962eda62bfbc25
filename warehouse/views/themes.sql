-- themes(as_of, known): every kept mention of a theme that stood in print by a day, as held at a moment.
-- grain:  one row per mention of the current run of a report
-- inputs: theme_mention, theme, known_runs
-- units:  published = last possible day, NULL where no date is printed; mentions = of the theme in the
--         report; newest = of the house's newest own report that mentions any theme, or of
--         the newest report of others where it has none; a report without a date
--         counts as older than any with one
CREATE OR REPLACE MACRO themes(as_of, known) AS TABLE
SELECT
    m.*, theme.name AS theme_name, theme.grouping, theme.position,
    run.title AS report_title, run.publisher, run.published, run.published_precision,
    coalesce(run.publisher <> m.institution, TRUE) AS second_hand,
    rank() OVER (
        PARTITION BY m.institution
        ORDER BY coalesce(run.publisher <> m.institution, TRUE),
            run.published DESC NULLS LAST, run.seen DESC
    ) = 1 AS newest
FROM theme_mention AS m
JOIN known_runs(known) AS run ON run.extraction_id = m.extraction_id
LEFT JOIN theme ON theme.code = m.theme
WHERE run.seen <= as_of;
