-- The sentences behind what the warehouse says now, folded for the search of words.
-- Derived like current_row and filled with it: never the source of anything.

CREATE TABLE current_sentence (
    sentence UBIGINT NOT NULL,
    report_sha256 VARCHAR NOT NULL,
    page INTEGER NOT NULL,
    quote VARCHAR NOT NULL,
    institution VARCHAR NOT NULL,
    indicator VARCHAR NOT NULL,
    region VARCHAR NOT NULL,
    extraction_id BIGINT NOT NULL,
    published DATE,
    seen DATE NOT NULL,
    figures BIGINT NOT NULL,
    status VARCHAR NOT NULL,
    ordinal INTEGER NOT NULL,
    words VARCHAR NOT NULL
);
COMMENT ON TABLE current_sentence IS 'Derived: one row per row of the view sentences as of now, corrections applied.';
COMMENT ON COLUMN current_sentence.sentence IS 'the same for one quote on one page of one report, whatever it is about';
COMMENT ON COLUMN current_sentence.report_sha256 IS 'report.sha256';
COMMENT ON COLUMN current_sentence.page IS '1-based page of the quote';
COMMENT ON COLUMN current_sentence.quote IS 'the sentence or table row as printed';
COMMENT ON COLUMN current_sentence.institution IS 'usual short name, institution.name, or a name as printed';
COMMENT ON COLUMN current_sentence.indicator IS 'code of indicator.indicator';
COMMENT ON COLUMN current_sentence.region IS 'code of region.code';
COMMENT ON COLUMN current_sentence.extraction_id IS 'the run, extraction.extraction_id';
COMMENT ON COLUMN current_sentence.published IS 'extraction.published';
COMMENT ON COLUMN current_sentence.seen IS 'day from which it was in print, as current_row.seen';
COMMENT ON COLUMN current_sentence.figures IS 'how many figures of this house on this indicator and region were read from it';
COMMENT ON COLUMN current_sentence.status IS 'of the first of these figures, accepted before review';
COMMENT ON COLUMN current_sentence.ordinal IS 'of the same figure: position in reading order within the run, from 0';
COMMENT ON COLUMN current_sentence.words IS 'the quote in small letters without accents, one blank before each word and nothing else between them';
