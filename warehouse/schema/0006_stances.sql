-- Which way houses lean on assets: rows of their own beside the figures, written by the same runs, and
-- the assets that they speak of.

CREATE TABLE allocation_stance (
    extraction_id BIGINT NOT NULL,
    ordinal INTEGER NOT NULL,
    stance_id VARCHAR NOT NULL,
    report_sha256 VARCHAR NOT NULL,
    institution VARCHAR NOT NULL,
    asset VARCHAR NOT NULL,
    asset_words VARCHAR NOT NULL,
    region VARCHAR NOT NULL,
    tilt VARCHAR NOT NULL,
    change VARCHAR,
    horizon VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    confidence DOUBLE NOT NULL,
    reasons VARCHAR[] NOT NULL,
    page INTEGER NOT NULL,
    place VARCHAR NOT NULL,
    quote VARCHAR NOT NULL,
    original_place VARCHAR NOT NULL,
    reader VARCHAR NOT NULL
);
COMMENT ON TABLE allocation_stance IS 'One row per leaning on an asset that one run read: institution x asset x region x tilt; its boxes are in evidence_box under stance_id.';
COMMENT ON COLUMN allocation_stance.extraction_id IS 'the run, extraction.extraction_id';
COMMENT ON COLUMN allocation_stance.ordinal IS 'position in reading order within the run, from 0';
COMMENT ON COLUMN allocation_stance.stance_id IS '16 hex digits, the same whenever the same stance is read at the same place of the same bytes';
COMMENT ON COLUMN allocation_stance.report_sha256 IS 'report.sha256';
COMMENT ON COLUMN allocation_stance.institution IS 'usual short name, institution.name, or a name as printed';
COMMENT ON COLUMN allocation_stance.asset IS 'code of asset.code';
COMMENT ON COLUMN allocation_stance.asset_words IS 'the asset as printed';
COMMENT ON COLUMN allocation_stance.region IS 'code of region.code; empty where the asset is of no one place';
COMMENT ON COLUMN allocation_stance.tilt IS 'overweight, neutral, underweight, positive, cautious, negative, add, reduce or hedge';
COMMENT ON COLUMN allocation_stance.change IS 'raised, cut or kept, where the text says so; else NULL';
COMMENT ON COLUMN allocation_stance.horizon IS 'period as in forecast.period; empty where none is named';
COMMENT ON COLUMN allocation_stance.status IS 'accepted or review';
COMMENT ON COLUMN allocation_stance.confidence IS 'promise of the reader that every field is right, 0 to 1';
COMMENT ON COLUMN allocation_stance.reasons IS 'sentences: what was assumed or is in doubt';
COMMENT ON COLUMN allocation_stance.page IS '1-based page of the words of leaning';
COMMENT ON COLUMN allocation_stance.place IS 'page and box of the words of leaning as page:x0,top,x1,bottom in PDF points';
COMMENT ON COLUMN allocation_stance.quote IS 'the sentence or grid row as printed';
COMMENT ON COLUMN allocation_stance.original_place IS 'where it stands in the original, in words; empty where the pages are its own';
COMMENT ON COLUMN allocation_stance.reader IS 'which reader found it: prose or grid';

CREATE TABLE asset (
    code VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    asset_class VARCHAR NOT NULL,
    region VARCHAR NOT NULL,
    sector VARCHAR NOT NULL,
    aliases VARCHAR[] NOT NULL,
    position INTEGER NOT NULL
);
COMMENT ON TABLE asset IS 'Reference: one row per asset, and one more for each region where it goes by a name of its own, loaded from reference/assets.csv.';
COMMENT ON COLUMN asset.code IS 'the key, with region';
COMMENT ON COLUMN asset.name IS 'as shown';
COMMENT ON COLUMN asset.asset_class IS 'equity, fixed_income, cash, commodity, private_markets, infrastructure, real_estate, alternatives, multi_asset or digital';
COMMENT ON COLUMN asset.region IS 'region that the name implies, or empty';
COMMENT ON COLUMN asset.sector IS 'sector, style or theme, or empty';
COMMENT ON COLUMN asset.aliases IS 'other names in print';
COMMENT ON COLUMN asset.position IS 'order in which assets are listed, from 0';
