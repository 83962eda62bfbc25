-- stances(as_of, known): every leaning on an asset that stood in print by a day, as held at a moment.
-- grain:  one row per stance of the current run of a report
-- inputs: allocation_stance, asset, corrected_stances, known_runs
-- units:  published = last possible day, NULL where no date is printed; confidence 0 to 1;
--         second_hand = stated in the report of another house; newest = of the house's newest own report
--         that states a tilt on this asset and region, or of the newest report of others where it
--         has none; a report without a date counts as older than any with one; a withdrawn stance
--         is left out
CREATE OR REPLACE MACRO stances(as_of, known) AS TABLE
WITH named AS (
    SELECT code, any_value(asset_class) AS asset_class, any_value(sector) AS sector,
        coalesce(min(name) FILTER (region = ''), min(name)) AS asset_name
    FROM asset GROUP BY code
),
run AS MATERIALIZED (
    SELECT extraction_id, title AS report_title, publisher, published, published_precision, seen
    FROM known_runs(known)
    WHERE seen <= as_of
),
corrected AS MATERIALIZED (FROM corrected_stances(known)),
held AS NOT MATERIALIZED (
    SELECT
        s.* REPLACE (
            CASE WHEN c.institution_was = s.institution THEN c.institution ELSE s.institution END
                AS institution,
            coalesce(c.asset, s.asset) AS asset,
            CASE WHEN c.region IS NULL THEN s.region ELSE coalesce(c.region.v, '') END AS region,
            coalesce(c.tilt, s.tilt) AS tilt,
            CASE WHEN c.change IS NULL THEN s.change ELSE c.change.v END AS change,
            CASE WHEN c.horizon IS NULL THEN s.horizon ELSE coalesce(c.horizon.v, '') END
                AS horizon,
            CASE WHEN c.place IS NULL THEN s.status ELSE coalesce(c.status, 'accepted') END
                AS status,
            CASE WHEN c.place IS NULL THEN s.confidence ELSE 1.0 END AS confidence,
            CASE WHEN c.place IS NULL THEN s.reasons ELSE list_concat(s.reasons, c.said) END
                AS reasons
        ),
        run.* EXCLUDE (extraction_id)
    FROM allocation_stance AS s
    JOIN run ON run.extraction_id = s.extraction_id
    LEFT JOIN corrected AS c ON c.report_sha256 = s.report_sha256 AND c.place = s.place
    WHERE CASE WHEN c.place IS NULL THEN s.status ELSE coalesce(c.status, 'accepted') END
        IN ('accepted', 'review')
),
aged AS NOT MATERIALIZED (
    SELECT
        * EXCLUDE (seen),
        coalesce(publisher <> institution, TRUE) AS second_hand,
        struct_pack(
            is_own := NOT coalesce(publisher <> institution, TRUE),
            published := coalesce(published, '-infinity'::DATE),
            seen := seen
        ) AS age
    FROM held
),
best AS (
    SELECT institution, asset, region, max(age) AS age FROM aged GROUP BY ALL
)
SELECT
    aged.* EXCLUDE (second_hand, age), named.asset_name, named.asset_class, named.sector,
    aged.second_hand, aged.age = best.age AS newest
FROM aged
JOIN best
    ON best.institution IS NOT DISTINCT FROM aged.institution
    AND best.asset IS NOT DISTINCT FROM aged.asset
    AND best.region IS NOT DISTINCT FROM aged.region
LEFT JOIN named ON named.code = aged.asset;
