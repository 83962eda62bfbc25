-- policy_state(as_of): each instrument as it stood on a day.
-- grain:  one row per instrument published by then
-- inputs: policy_instrument, policy_event
-- units:  published, in_force, repealed = last day that the date can mean, *_text as far as it is
--         known ("2024-06" stays a month), *_precision day or month; since and until bound `status`
-- status: repealed; pending (a proposal); issued (no date of application, or a statement without
--         legal force); in force; waiting (the day of application has not come)
-- A repeal and a step are known from their day, a day of application and a deadline from publication.
CREATE OR REPLACE MACRO policy_state(as_of) AS TABLE
WITH dated AS (
    SELECT
        instrument_id,
        any_value(e) FILTER (event = 'published') AS published,
        any_value(e) FILTER (event = 'in_force') AS in_force,
        any_value(e) FILTER (event = 'repealed' AND last_day <= as_of) AS repealed,
        coalesce(list(
            struct_pack(event, date_text, first_day, last_day, precision, note, source, confidence)
            ORDER BY last_day
        ) FILTER (event = 'deadline' OR (event = 'step' AND last_day <= as_of)), []) AS steps
    FROM policy_event AS e
    GROUP BY instrument_id
),
judged AS (
    SELECT
        i.*,
        d.*,
        CASE
            WHEN d.repealed IS NOT NULL THEN 'repealed'
            WHEN i.nature = 'proposal' THEN 'pending'
            WHEN i.nature = 'statement' OR d.in_force IS NULL THEN 'issued'
            WHEN d.in_force.last_day <= as_of THEN 'in force'
            ELSE 'waiting'
        END AS status
    FROM policy_instrument AS i
    JOIN dated AS d ON d.instrument_id = i.instrument_id
    WHERE d.published.last_day <= as_of
)
SELECT
    instrument_id, jurisdiction, title, reference_no, issuers, nature, effect, topics, summary,
    status,
    CASE status
        WHEN 'repealed' THEN repealed.first_day
        WHEN 'in force' THEN in_force.first_day
        ELSE published.first_day
    END AS since,
    CASE status WHEN 'waiting' THEN in_force.first_day END AS until,
    published.last_day AS published,
    published.date_text AS published_text,
    published.precision AS published_precision,
    published.confidence AS published_confidence,
    published.source AS published_source,
    published.note AS published_note,
    in_force.last_day AS in_force,
    in_force.date_text AS in_force_text,
    in_force.precision AS in_force_precision,
    in_force.confidence AS in_force_confidence,
    in_force.source AS in_force_source,
    in_force.note AS in_force_note,
    repealed.last_day AS repealed,
    repealed.date_text AS repealed_text,
    repealed.note AS repealed_note,
    steps
FROM judged;
