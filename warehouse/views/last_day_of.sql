-- last_day_of(period): the day on which a dated period ends.
-- grain:  a scalar
-- inputs: canonical period text
-- units:  a day; NULL for horizons ("12M"), the longer run ("LR") and spans of several periods
CREATE OR REPLACE MACRO last_day_of(period) AS
CASE
    WHEN regexp_full_match(period, '\d{4}') THEN make_date(period::INTEGER, 12, 31)
    WHEN regexp_full_match(period, '\d{4}-(0[1-9]|1[0-2])')
        THEN last_day(make_date(period[:4]::INTEGER, period[6:]::INTEGER, 1))
    WHEN regexp_full_match(period, '\d{4}Q[1-4]')
        THEN last_day(make_date(period[:4]::INTEGER, 3 * period[6:]::INTEGER, 1))
    WHEN regexp_full_match(period, '\d{4}H[12]')
        THEN last_day(make_date(period[:4]::INTEGER, 6 * period[6:]::INTEGER, 1))
END;
