-- stances(as_of, known): every leaning on an asset that stood in print by a day, as held at a moment.
-- grain:  one row per stance of the current run of a report
-- inputs: allocation_stance, asset, known_runs
-- units:  published = last possible day, NULL where no date is printed; confidence 0 to 1;
--         second_hand = stated in the report of another house; newest = of the house's newest report
--         that states a tilt on this asset and region
CREATE OR REPLACE MACRO stances(as_of, known) AS TABLE
WITH named AS (
    SELECT code, any_value(asset_class) AS asset_class, any_value(sector) AS sector,
        coalesce(min(name) FILTER (region = ''), min(name)) AS asset_name
    FROM asset GROUP BY code
)
SELECT
    s.*, named.asset_name, named.asset_class, named.sector,
    run.title AS report_title, run.publisher, run.published, run.published_precision,
    coalesce(run.publisher <> s.institution, TRUE) AS second_hand,
    run.seen = max(run.seen) OVER (PARTITION BY s.institution, s.asset, s.region) AS newest
FROM allocation_stance AS s
JOIN known_runs(known) AS run ON run.extraction_id = s.extraction_id
LEFT JOIN named ON named.code = s.asset
WHERE run.seen <= as_of;
