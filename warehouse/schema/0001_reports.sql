-- Reports, the runs that read them, what was read and what was passed over.
-- Nothing here is updated in place: a new reading of a report is a new row of `extraction`, and the
-- rows of the newest run known at a moment are the report's rows at that moment.
-- The large tables carry no primary key: its index would cost more to keep than a scan costs to read.

CREATE SEQUENCE extraction_number START 1;

CREATE TABLE setting (
    name VARCHAR PRIMARY KEY,
    value VARCHAR NOT NULL
);
COMMENT ON TABLE setting IS 'One row per fact that the file keeps of itself, such as the hash of the reference data loaded.';
COMMENT ON COLUMN setting.name IS 'which fact, the key';
COMMENT ON COLUMN setting.value IS 'the fact as text';

CREATE TABLE report (
    sha256 VARCHAR PRIMARY KEY,
    file_name VARCHAR NOT NULL,
    size_bytes BIGINT NOT NULL,
    page_count INTEGER NOT NULL,
    first_recorded_at TIMESTAMP NOT NULL
);
COMMENT ON TABLE report IS 'One row per document, known by its bytes.';
COMMENT ON COLUMN report.sha256 IS 'SHA-256 of the original bytes, 64 lower-case hex digits';
COMMENT ON COLUMN report.file_name IS 'last part of the name that it came with; for people, never a path';
COMMENT ON COLUMN report.size_bytes IS 'length of the original, bytes';
COMMENT ON COLUMN report.page_count IS 'pages in the file, count';
COMMENT ON COLUMN report.first_recorded_at IS 'when the warehouse first learned of it, UTC';

CREATE TABLE extraction (
    extraction_id BIGINT PRIMARY KEY,
    report_sha256 VARCHAR NOT NULL,
    engine VARCHAR NOT NULL,
    seconds DOUBLE NOT NULL,
    recorded_at TIMESTAMP NOT NULL,
    publisher VARCHAR,
    title VARCHAR NOT NULL,
    published DATE,
    published_printed DATE,
    published_precision VARCHAR,
    masthead_notes VARCHAR[] NOT NULL,
    unread_pages INTEGER[] NOT NULL,
    forecast_count INTEGER NOT NULL,
    rejection_count INTEGER NOT NULL
);
COMMENT ON TABLE extraction IS 'One row per reading of a report, with the masthead that this reading found.';
COMMENT ON COLUMN extraction.extraction_id IS 'number of the run, rising in the order of writing';
COMMENT ON COLUMN extraction.report_sha256 IS 'report.sha256';
COMMENT ON COLUMN extraction.engine IS 'name and version of the reader';
COMMENT ON COLUMN extraction.seconds IS 'wall time of the reading, seconds';
COMMENT ON COLUMN extraction.recorded_at IS 'when the warehouse learned these rows, UTC: the second clock';
COMMENT ON COLUMN extraction.publisher IS 'usual short name of the house; NULL where none was found';
COMMENT ON COLUMN extraction.title IS 'as printed, or the stem of the file name';
COMMENT ON COLUMN extraction.published IS 'last day that the printed date can mean, never after the day of first recording: the first clock; NULL where no date is printed';
COMMENT ON COLUMN extraction.published_printed IS 'last day that the printed date can mean, as printed, even in the future';
COMMENT ON COLUMN extraction.published_precision IS 'day, month or year; NULL with no date';
COMMENT ON COLUMN extraction.masthead_notes IS 'sentences on where publisher and date were found';
COMMENT ON COLUMN extraction.unread_pages IS '1-based pages without a text layer';
COMMENT ON COLUMN extraction.forecast_count IS 'rows of this run in forecast, count';
COMMENT ON COLUMN extraction.rejection_count IS 'rows of this run in rejection, count';

CREATE TABLE forecast (
    extraction_id BIGINT NOT NULL,
    ordinal INTEGER NOT NULL,
    forecast_id VARCHAR NOT NULL,
    report_sha256 VARCHAR NOT NULL,
    institution VARCHAR NOT NULL,
    indicator VARCHAR NOT NULL,
    region VARCHAR NOT NULL,
    period VARCHAR NOT NULL,
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
    reader VARCHAR NOT NULL
);
COMMENT ON TABLE forecast IS 'One row per figure or call that one run read: institution x indicator x region x period x measure.';
COMMENT ON COLUMN forecast.extraction_id IS 'the run, extraction.extraction_id';
COMMENT ON COLUMN forecast.ordinal IS 'position in reading order within the run, from 0';
COMMENT ON COLUMN forecast.forecast_id IS '16 hex digits, the same whenever the same claim is read at the same place of the same bytes';
COMMENT ON COLUMN forecast.report_sha256 IS 'report.sha256';
COMMENT ON COLUMN forecast.institution IS 'usual short name, institution.name, or a name as printed';
COMMENT ON COLUMN forecast.indicator IS 'code of indicator.indicator';
COMMENT ON COLUMN forecast.region IS 'code of region.code';
COMMENT ON COLUMN forecast.period IS '2026, 2026Q4, 2026H1, 2026-12, 2023-2025, 12M or LR';
COMMENT ON COLUMN forecast.measure IS 'how the figure is defined; unlike measures are never pooled';
COMMENT ON COLUMN forecast.low IS 'lower bound, in unit; NULL where the text leaves it open and for calls';
COMMENT ON COLUMN forecast.high IS 'upper bound, in unit; equal to low for a point; NULL where open and for calls';
COMMENT ON COLUMN forecast.unit IS 'unit of low and high: pct, pp, bp, cuts, hikes, count, thousand, million, usd, eur, level, ratio; NULL for a call';
COMMENT ON COLUMN forecast.stance IS 'up, down or flat, only where there is no number';
COMMENT ON COLUMN forecast.kind IS 'forecast, scenario, previous, estimate or target; only forecast enters a consensus';
COMMENT ON COLUMN forecast.status IS 'accepted or review';
COMMENT ON COLUMN forecast.confidence IS 'promise of the reader that every field is right, 0 to 1';
COMMENT ON COLUMN forecast.reasons IS 'sentences: what was assumed or is in doubt';
COMMENT ON COLUMN forecast.page IS '1-based page of the value';
COMMENT ON COLUMN forecast.place IS 'page and value box as page:x0,top,x1,bottom in PDF points; the key of corrections';
COMMENT ON COLUMN forecast.quote IS 'the sentence or table row as printed';
COMMENT ON COLUMN forecast.reader IS 'which reader found it: table, prose, ...';

CREATE TABLE evidence_box (
    extraction_id BIGINT NOT NULL,
    owner_id VARCHAR NOT NULL,
    ordinal INTEGER NOT NULL,
    page INTEGER NOT NULL,
    x0 DOUBLE NOT NULL,
    top DOUBLE NOT NULL,
    x1 DOUBLE NOT NULL,
    bottom DOUBLE NOT NULL,
    role VARCHAR NOT NULL,
    text VARCHAR NOT NULL
);
COMMENT ON TABLE evidence_box IS 'One row per place on a page that a forecast or a rejection was read from, the value first.';
COMMENT ON COLUMN evidence_box.extraction_id IS 'the run, extraction.extraction_id';
COMMENT ON COLUMN evidence_box.owner_id IS 'forecast.forecast_id or rejection.rejection_id within the run';
COMMENT ON COLUMN evidence_box.ordinal IS 'position among the boxes of its owner, from 0, which is the value';
COMMENT ON COLUMN evidence_box.page IS '1-based page';
COMMENT ON COLUMN evidence_box.x0 IS 'left edge, PDF points of the visible page (crop box and rotation applied)';
COMMENT ON COLUMN evidence_box.top IS 'upper edge, PDF points from the top of the visible page';
COMMENT ON COLUMN evidence_box.x1 IS 'right edge, PDF points';
COMMENT ON COLUMN evidence_box.bottom IS 'lower edge, PDF points from the top';
COMMENT ON COLUMN evidence_box.role IS 'value, row_label, column_header, unit or context';
COMMENT ON COLUMN evidence_box.text IS 'the words as printed';

CREATE TABLE rejection (
    extraction_id BIGINT NOT NULL,
    ordinal INTEGER NOT NULL,
    rejection_id VARCHAR NOT NULL,
    report_sha256 VARCHAR NOT NULL,
    page INTEGER NOT NULL,
    text VARCHAR NOT NULL,
    quote VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    detail VARCHAR NOT NULL
);
COMMENT ON TABLE rejection IS 'One row per candidate of one run that did not become a forecast.';
COMMENT ON COLUMN rejection.extraction_id IS 'the run, extraction.extraction_id';
COMMENT ON COLUMN rejection.ordinal IS 'position in reading order within the run, from 0';
COMMENT ON COLUMN rejection.rejection_id IS 'r and the ordinal: the owner of its boxes within the run';
COMMENT ON COLUMN rejection.report_sha256 IS 'report.sha256';
COMMENT ON COLUMN rejection.page IS '1-based page';
COMMENT ON COLUMN rejection.text IS 'the number or word as printed';
COMMENT ON COLUMN rejection.quote IS 'the sentence or row it stands in';
COMMENT ON COLUMN rejection.reason IS 'code, for counting';
COMMENT ON COLUMN rejection.detail IS 'a sentence for a person';

CREATE TABLE correction (
    report_sha256 VARCHAR NOT NULL,
    page INTEGER NOT NULL,
    place VARCHAR NOT NULL,
    field VARCHAR NOT NULL,
    old_value VARCHAR,
    new_value VARCHAR,
    author VARCHAR NOT NULL,
    why VARCHAR NOT NULL,
    recorded_at TIMESTAMP NOT NULL
);
COMMENT ON TABLE correction IS 'One row per thing that a person said about one field at one place; append-only, outlives every extraction.';
COMMENT ON COLUMN correction.report_sha256 IS 'report.sha256';
COMMENT ON COLUMN correction.page IS '1-based page';
COMMENT ON COLUMN correction.place IS 'forecast.place of the figure';
COMMENT ON COLUMN correction.field IS 'column of forecast that is corrected';
COMMENT ON COLUMN correction.old_value IS 'what the machine had read, as text; NULL for nothing';
COMMENT ON COLUMN correction.new_value IS 'what the person says, as text; NULL for nothing';
COMMENT ON COLUMN correction.author IS 'who says it';
COMMENT ON COLUMN correction.why IS 'the reason in words';
COMMENT ON COLUMN correction.recorded_at IS 'when it was said, UTC';

CREATE TABLE institution (
    name VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    aliases VARCHAR[] NOT NULL,
    country VARCHAR NOT NULL
);
COMMENT ON TABLE institution IS 'Reference: one row per known forecaster, loaded from reference/institutions.csv.';
COMMENT ON COLUMN institution.name IS 'usual short name, the key';
COMMENT ON COLUMN institution.kind IS 'bank, asset_manager, insurer, central_bank, official, rating_agency, adviser, research or collective';
COMMENT ON COLUMN institution.aliases IS 'other names in print';
COMMENT ON COLUMN institution.country IS 'region code of its seat';

CREATE TABLE indicator (
    indicator VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    short VARCHAR NOT NULL,
    unit VARCHAR NOT NULL,
    measures VARCHAR[] NOT NULL,
    default_measure VARCHAR NOT NULL,
    low_bound DOUBLE NOT NULL,
    high_bound DOUBLE NOT NULL,
    decimals INTEGER NOT NULL,
    position INTEGER NOT NULL
);
COMMENT ON TABLE indicator IS 'Reference: one row per indicator, loaded from reference/indicators.csv.';
COMMENT ON COLUMN indicator.indicator IS 'code, the key';
COMMENT ON COLUMN indicator.unit IS 'usual unit of its figures';
COMMENT ON COLUMN indicator.low_bound IS 'lowest plausible value, in unit';
COMMENT ON COLUMN indicator.high_bound IS 'highest plausible value, in unit';
COMMENT ON COLUMN indicator.decimals IS 'digits after the point when shown, count';
COMMENT ON COLUMN indicator.position IS 'order in which indicators are listed, from 0';
COMMENT ON COLUMN indicator.name IS 'full name, for titles';
COMMENT ON COLUMN indicator.short IS 'name for axes and pickers';
COMMENT ON COLUMN indicator.measures IS 'legal ways of defining its figures';
COMMENT ON COLUMN indicator.default_measure IS 'the one assumed where nothing is said';

CREATE TABLE region (
    code VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    aliases VARCHAR[] NOT NULL,
    currency VARCHAR NOT NULL,
    central_bank VARCHAR NOT NULL,
    position INTEGER NOT NULL
);
COMMENT ON TABLE region IS 'Reference: one row per country, aggregate, currency or pair, loaded from reference/regions.csv.';
COMMENT ON COLUMN region.code IS 'ISO alpha-2, aggregate code, currency code or pair, the key';
COMMENT ON COLUMN region.kind IS 'country, aggregate, currency or pair';
COMMENT ON COLUMN region.currency IS 'ISO code of its money, or empty';
COMMENT ON COLUMN region.central_bank IS 'institution.name, or empty';
COMMENT ON COLUMN region.position IS 'order in which regions are listed, from 0';
COMMENT ON COLUMN region.name IS 'as shown';
COMMENT ON COLUMN region.aliases IS 'other names in print';
