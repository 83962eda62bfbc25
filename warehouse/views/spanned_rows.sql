-- spanned_rows(known): every published row, with the days between which it is the house's newest word.
-- grain:  as published_rows, on no day in particular
-- inputs: published_rows, institution, bound_of, why_not_pooled
-- units:  a row stands on the days from stands_from to before stands_until ('infinity' where nothing
--         has followed), both NULL for a row that another of the same day outranks; edition = 1 for
--         the first dated edition of a figure; previous_* of the dated edition before, printed_* what
--         the report of a forecast prints as the figure before, where that is accepted, in `unit`
-- What `current_row` is filled from. Dated rows come out together with all others of their day; of
-- undated ones a later report may bring one that outranks those before, until a dated one comes.
CREATE OR REPLACE MACRO spanned_rows(known) AS TABLE
WITH ranked AS (
    SELECT
        extraction_id, ordinal, institution, indicator, region, period, measure, kind, unit,
        low, high, published, seen,
        struct_pack(preference, extraction_id) AS rank,
        min(rank) OVER (
            PARTITION BY institution, indicator, region, period, measure, kind, unit, published
            ORDER BY seen RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) = rank AS is_edition,
        min(published) OVER (
            PARTITION BY institution, indicator, region, period, measure, kind, unit
        ) AS first_dated
    FROM published_rows('infinity'::DATE, known)
),
chained AS (
    SELECT
        extraction_id, ordinal, published, seen, is_edition, first_dated,
        row_number() OVER by_day AS nth,
        lead(seen) OVER by_day AS next_seen,
        lag(low) OVER by_day AS low_before,
        lag(high) OVER by_day AS high_before,
        lag(published) OVER by_day AS published_before
    FROM ranked
    WINDOW by_day AS (
        PARTITION BY institution, indicator, region, period, measure, kind, unit,
            is_edition, published IS NULL
        ORDER BY seen
    )
),
spanned AS (
    SELECT
        row.*,
        i.kind AS institution_kind,
        bound_of(row.low, row.high) AS bound,
        why_not_pooled(row.kind, i.kind, row.low, row.high, row.status, row.period)
            AS not_pooled_because,
        CASE WHEN c.is_edition THEN c.seen END AS stands_from,
        CASE WHEN c.is_edition THEN least(
            coalesce(c.next_seen, 'infinity'::DATE),
            CASE WHEN c.published IS NULL THEN coalesce(c.first_dated, 'infinity'::DATE)
                ELSE 'infinity'::DATE END
        ) END AS stands_until,
        CASE WHEN c.is_edition AND c.published IS NOT NULL THEN c.nth END AS edition,
        CASE WHEN c.is_edition AND c.published IS NOT NULL THEN c.low_before END AS previous_low,
        CASE WHEN c.is_edition AND c.published IS NOT NULL THEN c.high_before END AS previous_high,
        CASE WHEN c.is_edition AND c.published IS NOT NULL THEN c.published_before END
            AS previous_published,
        CASE WHEN row.kind = 'forecast' THEN max(
            CASE WHEN row.kind = 'previous' AND row.status = 'accepted'
                AND row.low + row.high IS NOT NULL
                THEN struct_pack(low := row.low, high := row.high) END
        ) OVER same END AS printed
    FROM chained AS c
    JOIN published_rows('infinity'::DATE, known) AS row
        ON row.extraction_id = c.extraction_id AND row.ordinal = c.ordinal
    LEFT JOIN institution AS i ON i.name = row.institution
    WINDOW same AS (
        PARTITION BY row.extraction_id, row.institution, row.indicator, row.region, row.period,
            row.measure, row.unit
    )
)
SELECT * EXCLUDE (printed), printed.low AS printed_low, printed.high AS printed_high
FROM spanned;
