-- Reports that came as something else than a PDF: what they are, the PDF they were typeset into to be
-- read, and where in the original a figure stands. A later engine may typeset the same original in
-- other pages, so that each run keeps its own rendition.

ALTER TABLE report ADD COLUMN format VARCHAR DEFAULT 'pdf';
ALTER TABLE extraction ADD COLUMN rendition VARCHAR;
ALTER TABLE extraction ADD COLUMN page_count INTEGER;
ALTER TABLE forecast ADD COLUMN original_place VARCHAR DEFAULT '';

UPDATE extraction SET page_count = report.page_count FROM report WHERE sha256 = report_sha256;

COMMENT ON COLUMN report.format IS 'pdf, html, mhtml, docx, markdown or text';
COMMENT ON COLUMN extraction.rendition IS 'SHA-256 of the PDF that was read where the original is none; NULL where it is';
COMMENT ON COLUMN extraction.page_count IS 'pages of what was read, count';
COMMENT ON COLUMN forecast.original_place IS 'where the value stands in the original, in words; empty where the pages are its own';
