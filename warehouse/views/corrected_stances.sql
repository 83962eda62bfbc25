-- corrected_stances(known): what people had said of stances by a moment, one column per field.
-- grain:  one row per report, place and, where the house itself was corrected, the house as it was
-- inputs: correction
-- units:  new values as text; a struct tells a correction to nothing from no correction (NULL)
CREATE OR REPLACE MACRO corrected_stances(known) AS TABLE
SELECT
    report_sha256,
    place,
    max_by(old_value, recorded_at) FILTER (field = 'institution') AS institution_was,
    max_by(new_value, recorded_at) FILTER (field = 'institution') AS institution,
    max_by(new_value, recorded_at) FILTER (field = 'asset') AS asset,
    max_by(struct_pack(v := new_value), recorded_at) FILTER (field = 'region') AS region,
    max_by(new_value, recorded_at) FILTER (field = 'tilt') AS tilt,
    max_by(struct_pack(v := new_value), recorded_at) FILTER (field = 'change') AS change,
    max_by(struct_pack(v := new_value), recorded_at) FILTER (field = 'horizon') AS horizon,
    max_by(new_value, recorded_at) FILTER (field = 'status') AS status,
    list('Corrected by ' || author || ': ' || why ORDER BY recorded_at) AS said
FROM correction
WHERE recorded_at <= known AND contains(place, ';')
GROUP BY report_sha256, place;
