-- corrected_places(known): what people had said by a moment, one column per field.
-- grain:  one row per report and place that anyone corrected
-- inputs: correction
-- units:  new values as text; `says_*` tells a correction to nothing from no correction
CREATE OR REPLACE MACRO corrected_places(known) AS TABLE
SELECT
    report_sha256,
    place,
    max_by(old_value, recorded_at) FILTER (field = 'institution') AS institution_was,
    max_by(new_value, recorded_at) FILTER (field = 'institution') AS institution,
    max_by(new_value, recorded_at) FILTER (field = 'indicator') AS indicator,
    max_by(new_value, recorded_at) FILTER (field = 'region') AS region,
    max_by(new_value, recorded_at) FILTER (field = 'period') AS period,
    max_by(new_value, recorded_at) FILTER (field = 'measure') AS measure,
    max_by(new_value, recorded_at) FILTER (field = 'kind') AS kind,
    max_by(new_value, recorded_at) FILTER (field = 'status') AS status,
    bool_or(field = 'low') AS says_low,
    max_by(struct_pack(v := new_value), recorded_at) FILTER (field = 'low') AS low,
    bool_or(field = 'high') AS says_high,
    max_by(struct_pack(v := new_value), recorded_at) FILTER (field = 'high') AS high,
    bool_or(field = 'unit') AS says_unit,
    max_by(struct_pack(v := new_value), recorded_at) FILTER (field = 'unit') AS unit,
    bool_or(field = 'stance') AS says_stance,
    max_by(struct_pack(v := new_value), recorded_at) FILTER (field = 'stance') AS stance,
    list('Corrected by ' || author || ': ' || why ORDER BY recorded_at) AS said
FROM correction
WHERE recorded_at <= known
GROUP BY report_sha256, place;
