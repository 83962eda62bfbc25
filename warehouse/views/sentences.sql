-- sentences(as_of, known): the sentences behind forecasts, folded for the search of words.
-- grain:  one row per quote x page x report x institution x indicator x region
-- inputs: published_rows
-- units:  sentence = number of quote x page x report; figures = how many were read from it; status and
--         ordinal = of the first of them, accepted before review; words = the quote in small letters
--         without accents, a blank before each word and nothing else between them
CREATE OR REPLACE MACRO sentences(as_of, known) AS TABLE
WITH said AS (
    SELECT
        report_sha256, page, quote, institution, indicator, region,
        any_value(extraction_id) AS extraction_id,
        any_value(published) AS published,
        any_value(seen) AS seen,
        count(*) AS figures,
        min(struct_pack(status, ordinal)) AS first
    FROM published_rows(as_of, known)
    GROUP BY report_sha256, page, quote, institution, indicator, region
)
SELECT
    md5_number_lower(concat_ws(' ', report_sha256, page, quote)) AS sentence,
    * EXCLUDE (first),
    first.status AS status,
    first.ordinal AS ordinal,
    ' ' || regexp_replace(lower(strip_accents(quote)), '[^\pL\pN%&]+', ' ', 'g') AS words
FROM said;
