-- A claim that may be printed with several periods gets one of them as its key, so that two houses
-- (or two editions of one) that write the end of 2026 differently are compared all the same.

ALTER TABLE forecast ADD COLUMN period_key VARCHAR;

UPDATE forecast SET period_key = CASE
    WHEN measure = 'year_end' AND regexp_full_match(period, '\d{4}') THEN period || '-12'
    WHEN measure = 'year_end' AND regexp_full_match(period, '\d{4}Q[1-4]')
        THEN period[:4] || '-' || lpad((3 * period[6]::INTEGER)::VARCHAR, 2, '0')
    WHEN measure = 'year_end' AND regexp_full_match(period, '\d{4}H[12]')
        THEN period[:4] || '-' || lpad((6 * period[6]::INTEGER)::VARCHAR, 2, '0')
    WHEN measure = 'q4q4' AND regexp_full_match(period, '\d{4}Q4') THEN period[:4]
    ELSE period
END;

COMMENT ON COLUMN forecast.period_key IS 'the period in the one spelling that its definition is compared by: 2026-12 for any way to write the level at the end of 2026, 2026 for Q4/Q4 growth of 2026, else period';
