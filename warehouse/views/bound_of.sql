-- bound_of(low, high): what kind of number a figure is.
-- grain:  scalar
-- inputs: none
-- units:  point, range, at_most, at_least or call
CREATE OR REPLACE MACRO bound_of(low, high) AS CASE
    WHEN low IS NULL AND high IS NULL THEN 'call'
    WHEN low IS NULL THEN 'at_most'
    WHEN high IS NULL THEN 'at_least'
    WHEN low = high THEN 'point'
    ELSE 'range'
END;
