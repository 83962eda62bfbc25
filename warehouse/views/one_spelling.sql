-- one_spelling(period, measure): the one way to write a period that a definition allows several of.
-- grain:  scalar
-- inputs: none
-- units:  canonical period text in, canonical period text out
-- For periods that a person corrected; `forecast.period_key` holds it for all others.
-- A level at the end of 2026 is printed as 2026, 2026Q4, 2026H2 or 2026-12 and is one claim: 2026-12.
-- Growth from the fourth quarter to the fourth quarter of 2026 is 2026Q4 or 2026: 2026.
CREATE OR REPLACE MACRO one_spelling(period, measure) AS CASE
    WHEN measure NOT IN ('year_end', 'q4q4') THEN period
    WHEN measure = 'year_end' AND regexp_full_match(period, '\d{4}') THEN period || '-12'
    WHEN measure = 'year_end' AND regexp_full_match(period, '\d{4}Q[1-4]')
        THEN period[:4] || '-' || lpad((3 * period[6]::INTEGER)::VARCHAR, 2, '0')
    WHEN measure = 'year_end' AND regexp_full_match(period, '\d{4}H[12]')
        THEN period[:4] || '-' || lpad((6 * period[6]::INTEGER)::VARCHAR, 2, '0')
    WHEN measure = 'q4q4' AND regexp_full_match(period, '\d{4}Q4') THEN period[:4]
    ELSE period
END;
