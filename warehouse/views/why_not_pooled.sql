-- why_not_pooled(kind, house_kind, low, high, status, period): what keeps a figure out of a median.
-- grain:  scalar
-- inputs: none; house_kind = institution.kind, NULL for a house outside the reference
-- units:  words; NULL for a figure that is pooled
-- A horizon counted from publication ("12M") means another stretch of time in every report and is
-- never pooled.
CREATE OR REPLACE MACRO why_not_pooled(kind, house_kind, low, high, status, period) AS CASE
    WHEN kind = 'previous' THEN 'previous edition'
    WHEN kind <> 'forecast' THEN kind
    WHEN house_kind = 'collective' THEN 'collective claim'
    WHEN low IS NULL AND high IS NULL THEN 'no number'
    WHEN low IS NULL OR high IS NULL THEN 'open bound'
    WHEN status <> 'accepted' THEN 'awaiting review'
    WHEN regexp_full_match(period, '\d+M') THEN 'moving horizon'
END;
