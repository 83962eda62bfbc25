-- What reports name as themes: rows of their own beside the figures, written by the same runs, and the
-- list of themes that is looked for.

CREATE TABLE theme_mention (
    extraction_id BIGINT NOT NULL,
    ordinal INTEGER NOT NULL,
    mention_id VARCHAR NOT NULL,
    report_sha256 VARCHAR NOT NULL,
    institution VARCHAR NOT NULL,
    theme VARCHAR NOT NULL,
    weight VARCHAR NOT NULL,
    words VARCHAR NOT NULL,
    mentions INTEGER NOT NULL,
    page INTEGER NOT NULL,
    place VARCHAR NOT NULL,
    quote VARCHAR NOT NULL,
    original_place VARCHAR NOT NULL
);
COMMENT ON TABLE theme_mention IS 'One row per sentence of one run that mentions a theme, the telling ones first up to a limit: institution x theme x place; its boxes are in evidence_box under mention_id.';
COMMENT ON COLUMN theme_mention.extraction_id IS 'the run, extraction.extraction_id';
COMMENT ON COLUMN theme_mention.ordinal IS 'position in reading order within the run, from 0';
COMMENT ON COLUMN theme_mention.mention_id IS '16 hex digits, the same whenever the same mention is read at the same place of the same bytes';
COMMENT ON COLUMN theme_mention.report_sha256 IS 'report.sha256';
COMMENT ON COLUMN theme_mention.institution IS 'usual short name, institution.name, or a name as printed';
COMMENT ON COLUMN theme_mention.theme IS 'code of theme.code';
COMMENT ON COLUMN theme_mention.weight IS 'heading, named (called a theme, or one of three in a sentence), mentioned or denied';
COMMENT ON COLUMN theme_mention.words IS 'the words that name it, as printed';
COMMENT ON COLUMN theme_mention.mentions IS 'how often the report mentions the theme in all, by this house, denials left out';
COMMENT ON COLUMN theme_mention.page IS '1-based page';
COMMENT ON COLUMN theme_mention.place IS 'page and box of the words as page:x0,top,x1,bottom in PDF points';
COMMENT ON COLUMN theme_mention.quote IS 'the sentence or heading as printed';
COMMENT ON COLUMN theme_mention.original_place IS 'where it stands in the original, in words; empty where the pages are its own';

CREATE TABLE theme_reading (
    extraction_id BIGINT NOT NULL
);
COMMENT ON TABLE theme_reading IS 'One row per run that looked for themes; runs of before know nothing of them.';
COMMENT ON COLUMN theme_reading.extraction_id IS 'the run, extraction.extraction_id';

CREATE TABLE theme (
    code VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    grouping VARCHAR NOT NULL,
    phrases VARCHAR[] NOT NULL,
    excluded VARCHAR[] NOT NULL,
    position INTEGER NOT NULL
);
COMMENT ON TABLE theme IS 'Reference: one row per theme, loaded from reference/themes.csv.';
COMMENT ON COLUMN theme.code IS 'the key';
COMMENT ON COLUMN theme.name IS 'as shown';
COMMENT ON COLUMN theme.grouping IS 'title that it stands under';
COMMENT ON COLUMN theme.phrases IS 'what names it in print';
COMMENT ON COLUMN theme.excluded IS 'longer phrases that mean something else';
COMMENT ON COLUMN theme.position IS 'order in which themes are listed, from 0';
