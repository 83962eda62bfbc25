-- Realised values: reference data, reloaded when its file changes. Each print of a value is a row,
-- so that an error can name the print it is taken against.

CREATE TABLE actual (
    region VARCHAR NOT NULL,
    indicator VARCHAR NOT NULL,
    period VARCHAR NOT NULL,
    measure VARCHAR NOT NULL,
    series VARCHAR NOT NULL,
    rank INTEGER NOT NULL,
    vintage VARCHAR NOT NULL,
    low DOUBLE NOT NULL,
    high DOUBLE NOT NULL,
    unit VARCHAR NOT NULL,
    release VARCHAR NOT NULL,
    published VARCHAR NOT NULL,
    precision VARCHAR,
    known_from DATE NOT NULL,
    confidence VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    note VARCHAR NOT NULL
);
COMMENT ON TABLE actual IS 'One row per print of a realised value.';
COMMENT ON COLUMN actual.region IS 'region.code';
COMMENT ON COLUMN actual.indicator IS 'indicator.code';
COMMENT ON COLUMN actual.period IS 'as forecast.period_key, so that both sides join';
COMMENT ON COLUMN actual.measure IS 'definition, as forecast.measure; unlike ones are never compared';
COMMENT ON COLUMN actual.series IS 'which of several statistics (HICP, national CPI); empty where there is one';
COMMENT ON COLUMN actual.rank IS '0 for the main series of an indicator and region, then rising';
COMMENT ON COLUMN actual.vintage IS 'first, revised, latest, or unrevised where the statistic never is';
COMMENT ON COLUMN actual.low IS 'in unit; lower end of a target range, else equal to high';
COMMENT ON COLUMN actual.high IS 'in unit';
COMMENT ON COLUMN actual.unit IS 'as forecast.unit';
COMMENT ON COLUMN actual.release IS 'which print it is';
COMMENT ON COLUMN actual.published IS 'day, month or year as far as known; empty for none';
COMMENT ON COLUMN actual.precision IS 'of published: day, month or year; NULL for none';
COMMENT ON COLUMN actual.known_from IS 'last day that published can mean; without it 45 days after the end of the period';
COMMENT ON COLUMN actual.confidence IS 'found, computed (from found figures) or general knowledge';
COMMENT ON COLUMN actual.source IS 'where it was found; empty for general knowledge';
COMMENT ON COLUMN actual.note IS 'how it was made; may be empty';
