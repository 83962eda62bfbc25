-- What the warehouse says now, worked out when something is written instead of whenever it is asked.
-- Derived from the tables before it and never the source of anything: the writer fills it in the
-- transaction that changes them, and anew where the views or the reference data are new.

CREATE TABLE current_row (
    extraction_id BIGINT NOT NULL,
    ordinal INTEGER NOT NULL,
    forecast_id VARCHAR NOT NULL,
    institution VARCHAR NOT NULL,
    indicator VARCHAR NOT NULL,
    region VARCHAR NOT NULL,
    measure VARCHAR NOT NULL,
    low DOUBLE,
    high DOUBLE,
    unit VARCHAR,
    stance VARCHAR,
    kind VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    confidence DOUBLE NOT NULL,
    reasons VARCHAR[] NOT NULL,
    page INTEGER NOT NULL,
    place VARCHAR NOT NULL,
    quote VARCHAR NOT NULL,
    reader VARCHAR NOT NULL,
    original_place VARCHAR,
    period VARCHAR NOT NULL,
    report_sha256 VARCHAR NOT NULL,
    published DATE,
    published_precision VARCHAR,
    publisher VARCHAR,
    report_title VARCHAR NOT NULL,
    seen DATE NOT NULL,
    second_hand BOOLEAN NOT NULL,
    preference BIGINT NOT NULL,
    institution_kind VARCHAR,
    bound VARCHAR NOT NULL,
    not_pooled_because VARCHAR,
    stands_from DATE,
    stands_until DATE,
    edition BIGINT,
    previous_low DOUBLE,
    previous_high DOUBLE,
    previous_published DATE
);
COMMENT ON TABLE current_row IS 'Derived: one row per row of the view spanned_rows as of now, corrections applied.';
COMMENT ON COLUMN current_row.extraction_id IS 'the run, extraction.extraction_id';
COMMENT ON COLUMN current_row.ordinal IS 'position in reading order within the run, from 0';
COMMENT ON COLUMN current_row.forecast_id IS '16 hex digits, the same whenever the same claim is read at the same place of the same bytes';
COMMENT ON COLUMN current_row.institution IS 'usual short name, institution.name, or a name as printed';
COMMENT ON COLUMN current_row.indicator IS 'code of indicator.indicator';
COMMENT ON COLUMN current_row.region IS 'code of region.code';
COMMENT ON COLUMN current_row.measure IS 'how the figure is defined; unlike measures are never pooled';
COMMENT ON COLUMN current_row.low IS 'lower bound, in unit; NULL where the text leaves it open and for calls';
COMMENT ON COLUMN current_row.high IS 'upper bound, in unit; equal to low for a point; NULL where open and for calls';
COMMENT ON COLUMN current_row.unit IS 'unit of low and high: pct, pp, bp, cuts, hikes, count, thousand, million, usd, eur, level, ratio; NULL for a call';
COMMENT ON COLUMN current_row.stance IS 'up, down or flat, only where there is no number';
COMMENT ON COLUMN current_row.kind IS 'forecast, scenario, previous, estimate or target; only forecast enters a consensus';
COMMENT ON COLUMN current_row.status IS 'accepted or review';
COMMENT ON COLUMN current_row.confidence IS 'promise of the reader that every field is right, 0 to 1';
COMMENT ON COLUMN current_row.reasons IS 'sentences: what was assumed or is in doubt';
COMMENT ON COLUMN current_row.page IS '1-based page of the value';
COMMENT ON COLUMN current_row.place IS 'page and value box as page:x0,top,x1,bottom in PDF points; the key of corrections';
COMMENT ON COLUMN current_row.quote IS 'the sentence or table row as printed';
COMMENT ON COLUMN current_row.reader IS 'which reader found it: table, prose, ...';
COMMENT ON COLUMN current_row.original_place IS 'where the value stands in the original, in words; empty where the pages are its own';
COMMENT ON COLUMN current_row.period IS 'the one spelling that its definition is compared by, forecast.period_key';
COMMENT ON COLUMN current_row.report_sha256 IS 'report.sha256';
COMMENT ON COLUMN current_row.published IS 'extraction.published';
COMMENT ON COLUMN current_row.published_precision IS 'extraction.published_precision';
COMMENT ON COLUMN current_row.publisher IS 'extraction.publisher';
COMMENT ON COLUMN current_row.report_title IS 'extraction.title';
COMMENT ON COLUMN current_row.seen IS 'day from which it was in print: published, or the day of first recording where no date is printed';
COMMENT ON COLUMN current_row.second_hand IS 'whether the report of another house states it';
COMMENT ON COLUMN current_row.preference IS 'which of several rows of one day to take, smallest first';
COMMENT ON COLUMN current_row.institution_kind IS 'institution.kind; NULL for a house outside the reference';
COMMENT ON COLUMN current_row.bound IS 'point, range, at_most, at_least or call';
COMMENT ON COLUMN current_row.not_pooled_because IS 'what keeps it out of a median; NULL for a figure that is pooled';
COMMENT ON COLUMN current_row.stands_from IS 'first day on which it is the newest word of its house; NULL where another row of the day outranks it';
COMMENT ON COLUMN current_row.stands_until IS 'first day on which it no longer is, infinity where nothing has followed';
COMMENT ON COLUMN current_row.edition IS '1 for the first dated edition of the figure, then rising; NULL for undated and outranked rows';
COMMENT ON COLUMN current_row.previous_low IS 'low of the dated edition before, in unit';
COMMENT ON COLUMN current_row.previous_high IS 'high of the dated edition before, in unit';
COMMENT ON COLUMN current_row.previous_published IS 'day of the dated edition before';
