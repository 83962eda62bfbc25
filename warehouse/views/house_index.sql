-- house_index(as_of, known): every house that says anything, in counts.
-- grain:  one row per institution
-- inputs: standing, known_runs, institution
-- units:  figures = newest figures, without what reports print as their own earlier ones; review = those that wait for a person; shared =
--         pooled figures on questions with three houses or more; extremes = those of them that are
--         the highest or the lowest, where not all houses say the same; reports = by the house itself;
--         newest = day of its newest report or figure, NULL without a dated one
CREATE OR REPLACE MACRO house_index(as_of, known) AS TABLE
WITH figure AS (
    SELECT
        *,
        count(mid) FILTER (not_pooled_because IS NULL) OVER question AS n,
        min(mid) FILTER (not_pooled_because IS NULL) OVER question AS lowest,
        max(mid) FILTER (not_pooled_because IS NULL) OVER question AS highest
    FROM standing(as_of, known)
    WHERE kind <> 'previous'
    WINDOW question AS (PARTITION BY indicator, region, period, measure, unit)
),
house AS (
    SELECT
        institution,
        count(*) AS figures,
        count(*) FILTER (status = 'review') AS review,
        count(*) FILTER (not_pooled_because IS NULL AND n >= 3) AS shared,
        count(*) FILTER (
            not_pooled_because IS NULL AND n >= 3 AND lowest < highest AND mid IN (lowest, highest)
        ) AS extremes,
        max(published) AS newest,
        list(DISTINCT indicator || ' ' || region ORDER BY indicator || ' ' || region) AS topics
    FROM figure
    GROUP BY institution
),
own AS (
    SELECT publisher, count(*) AS reports, max(published) AS newest
    FROM known_runs(known)
    WHERE seen <= as_of AND publisher IS NOT NULL
    GROUP BY publisher
)
SELECT
    coalesce(house.institution, own.publisher) AS institution,
    coalesce(i.kind, '') AS kind,
    coalesce(figures, 0) AS figures,
    coalesce(review, 0) AS review,
    coalesce(shared, 0) AS shared,
    coalesce(extremes, 0) AS extremes,
    coalesce(reports, 0) AS reports,
    greatest(house.newest, own.newest) AS newest,
    date_diff('day', greatest(house.newest, own.newest), as_of) AS age_days,
    coalesce(topics, []) AS topics
FROM house
FULL JOIN own ON own.publisher = house.institution
LEFT JOIN institution AS i ON i.name = coalesce(house.institution, own.publisher);
