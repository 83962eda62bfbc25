-- known_runs(known): the reading of each report that was current at a moment.
-- grain:  one row per report
-- inputs: report, extraction
-- units:  published = last possible day of publication; seen = published, or where no date is printed
--         the day of first recording (by then it was out); timestamps UTC; size in bytes;
--         pages_sha256 = the PDF whose pages are counted and drawn: the original, or its rendition
CREATE OR REPLACE MACRO known_runs(known) AS TABLE
SELECT
    e.extraction_id,
    e.report_sha256,
    e.engine,
    e.recorded_at,
    e.publisher,
    e.title,
    e.published,
    e.published_printed,
    e.published_precision,
    coalesce(e.published, r.first_recorded_at::DATE) AS seen,
    e.masthead_notes,
    e.unread_pages,
    e.forecast_count,
    e.rejection_count,
    r.file_name,
    r.size_bytes,
    e.page_count,
    r.format,
    coalesce(e.rendition, e.report_sha256) AS pages_sha256,
    r.first_recorded_at
FROM extraction AS e
JOIN report AS r ON r.sha256 = e.report_sha256
WHERE e.recorded_at <= known
    AND NOT EXISTS (
        FROM extraction AS later
        WHERE later.report_sha256 = e.report_sha256 AND later.recorded_at <= known
            AND (later.recorded_at, later.extraction_id) > (e.recorded_at, e.extraction_id)
    );
