-- dollar_votes(as_of, known, target, codes := [], houses := []): what each house said of the dollar
-- in a year, month-end after month-end, and on as_of itself.
-- grain:  one row per day x institution that had an accepted call then
-- inputs: published_rows, region, institution, last_day_of; target = the year as text; codes =
--         currencies and pairs to keep, houses = names to keep, [] for all
-- units:  vote = stronger, weaker, flat or mixed; regions = what the vote rests on; general = whether
--         that is the dollar as such; published, forecast_id, page, quote, original_place, report_* =
--         of the newest of these calls; before = the vote at the house's point before, NULL at first
-- The rules are those of the panel on the dollar. A pair says it by the side on which the dollar
-- stands. A level has a direction only where the same report prints the level it starts from: its
-- last one of an earlier year, else its first one of the year. A call on the dollar as such stands
-- for the house; calls on the whole year stand before those on a part; of several pairs most decide,
-- and a direction before flat where they are as many; opposite directions make it mixed.
-- A call stands until the house's next edition of it; reports without a date have no place here. Of
-- a long stretch the last 36 month-ends are given, and none after the year is over.
CREATE OR REPLACE MACRO dollar_votes(as_of, known, target, codes := [], houses := []) AS TABLE
WITH currency AS (
    SELECT code, CASE WHEN starts_with(code, 'USD') OR kind <> 'pair' THEN 1 ELSE -1 END AS up,
        kind <> 'pair' AS is_general
    FROM region
    WHERE code IN ('DXY', 'USD') OR (kind = 'pair' AND 'USD' IN (code[:3], code[4:]))
),
edition AS MATERIALIZED (
    SELECT
        row.*, currency.up, currency.is_general,
        lead(published) OVER (
            PARTITION BY institution, region, period, measure, row.kind, unit ORDER BY published
        ) AS until
    FROM (
        SELECT *
        FROM published_rows(as_of, known)
        WHERE indicator = 'fx_rate' AND published IS NOT NULL AND kind IN ('forecast', 'estimate')
            AND (len(codes) = 0 OR list_contains(codes::VARCHAR[], region))
            AND (len(houses) = 0 OR list_contains(houses::VARCHAR[], institution))
        QUALIFY row_number() OVER (
            PARTITION BY institution, region, period, measure, kind, unit, published
            ORDER BY preference, extraction_id
        ) = 1
    ) AS row
    JOIN currency ON currency.code = row.region
),
level AS (
    SELECT
        institution, region, measure, report_sha256, period, (low + high) / 2 AS mid,
        last_day_of(period) AS ends
    FROM edition
    WHERE status = 'accepted' AND low IS NOT NULL AND high IS NOT NULL
),
start AS (
    SELECT
        e.forecast_id, e.published,
        min_by(s.mid, struct_pack(
            same_year := s.period[:4] >= target,
            apart := CASE WHEN s.period[:4] < target THEN -1 ELSE 1 END
                * date_diff('day', DATE '1900-01-01', s.ends)
        )) AS mid
    FROM edition AS e
    JOIN level AS s
        ON s.institution = e.institution AND s.region = e.region AND s.measure = e.measure
        AND s.report_sha256 = e.report_sha256 AND s.ends < last_day_of(e.period)
    WHERE e.period[:4] = target AND e.low IS NOT NULL AND e.high IS NOT NULL
    GROUP BY e.forecast_id, e.published
),
directed AS MATERIALIZED (
    SELECT
        e.institution, e.region, e.is_general, e.published, e.until,
        struct_pack(
            forecast_id := e.forecast_id, page := e.page, quote := e.quote,
            original_place := e.original_place,
            published_precision := e.published_precision, report_sha256 := e.report_sha256,
            report_title := e.report_title, publisher := e.publisher
        ) AS said,
        e.period IN (target, target || '-12', target || 'Q4') AS is_whole,
        e.up * CASE
            WHEN e.low IS NULL AND e.high IS NULL
                THEN CASE e.stance WHEN 'up' THEN 1 WHEN 'down' THEN -1 WHEN 'flat' THEN 0 END
            ELSE sign(round((e.low + e.high) / 2 - start.mid, 9))
        END AS direction
    FROM edition AS e
    LEFT JOIN start ON start.forecast_id = e.forecast_id AND start.published = e.published
    LEFT JOIN institution AS i ON i.name = e.institution
    WHERE e.period[:4] = target AND e.kind = 'forecast' AND e.status = 'accepted'
        AND i.kind IS DISTINCT FROM 'collective'
),
day AS (
    SELECT least(last_day(step::DATE), last) AS day
    FROM (
        SELECT last, unnest(generate_series(
            greatest(date_trunc('month', first), date_trunc('month', last) - INTERVAL 35 MONTH),
            date_trunc('month', last),
            INTERVAL 1 MONTH
        )) AS step
        FROM (
            SELECT min(published) AS first,
                least(as_of::DATE, make_date(target::INTEGER, 12, 31)) AS last
            FROM directed
        )
    )
),
standing_call AS (
    SELECT day.day, directed.*
    FROM day
    JOIN directed
        ON directed.published <= day.day AND (until IS NULL OR until > day.day)
    WHERE direction IS NOT NULL
),
general_first AS (
    SELECT * FROM standing_call
    QUALIFY is_general OR NOT bool_or(is_general) OVER (PARTITION BY day, institution)
),
whole_first AS (
    SELECT * FROM general_first
    QUALIFY is_whole OR NOT bool_or(is_whole) OVER (PARTITION BY day, institution)
),
currency_call AS (
    SELECT
        day, institution, region, bool_or(is_general) AS general,
        CASE WHEN min(direction) = max(direction) THEN min(direction) END AS direction,
        max_by(said, struct_pack(published, id := said.forecast_id)) AS said,
        max(published) AS published
    FROM whole_first
    GROUP BY day, institution, region
),
counted AS (
    SELECT
        day, institution, list(region ORDER BY region) AS regions, bool_or(general) AS general,
        max_by(said, struct_pack(published, id := said.forecast_id)) AS said,
        max(published) AS published,
        count(*) FILTER (direction > 0) AS up,
        count(*) FILTER (direction < 0) AS down,
        count(*) FILTER (direction = 0) AS flat,
        count(*) FILTER (direction IS NULL) AS mixed
    FROM currency_call
    GROUP BY day, institution
)
SELECT
    day, institution, vote,
    lag(vote) OVER (PARTITION BY institution ORDER BY day) AS before,
    regions, general, published, unnest(said)
FROM (
    SELECT
        *,
        CASE
            WHEN up > greatest(down, mixed) AND up >= flat THEN 'stronger'
            WHEN down > greatest(up, mixed) AND down >= flat THEN 'weaker'
            WHEN flat > greatest(up, down, mixed) THEN 'flat'
            ELSE 'mixed'
        END AS vote
    FROM counted
);
