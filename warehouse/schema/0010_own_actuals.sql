-- Realised values that people load beside those of the reference data. Nothing is changed in place:
-- a value loaded again is a newer row, and taking a source out is a row of its own.

CREATE TABLE own_actual (
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
    note VARCHAR NOT NULL,
    file_name VARCHAR NOT NULL,
    recorded_at TIMESTAMP NOT NULL
);
COMMENT ON TABLE own_actual IS 'One row per value and loading; columns as in actual, and which file when.';
COMMENT ON COLUMN own_actual.low IS 'in unit';
COMMENT ON COLUMN own_actual.high IS 'in unit';
COMMENT ON COLUMN own_actual.source IS 'who says so; a source is taken out as a whole';
COMMENT ON COLUMN own_actual.file_name IS 'the file that it came in, for people only';
COMMENT ON COLUMN own_actual.recorded_at IS 'UTC';

CREATE TABLE own_actual_removal (
    source VARCHAR NOT NULL,
    recorded_at TIMESTAMP NOT NULL
);
COMMENT ON TABLE own_actual_removal IS 'One row per taking out: rows of the source recorded until then no longer count.';
COMMENT ON COLUMN own_actual_removal.recorded_at IS 'UTC';
COMMENT ON COLUMN own_actual.region IS 'as actual.region';
COMMENT ON COLUMN own_actual.indicator IS 'as actual.indicator';
COMMENT ON COLUMN own_actual.period IS 'as actual.period';
COMMENT ON COLUMN own_actual.measure IS 'as actual.measure';
COMMENT ON COLUMN own_actual.series IS 'as actual.series';
COMMENT ON COLUMN own_actual.rank IS 'as actual.rank';
COMMENT ON COLUMN own_actual.vintage IS 'as actual.vintage';
COMMENT ON COLUMN own_actual.unit IS 'as actual.unit';
COMMENT ON COLUMN own_actual.release IS 'as actual.release';
COMMENT ON COLUMN own_actual.published IS 'as actual.published';
COMMENT ON COLUMN own_actual.precision IS 'as actual.precision';
COMMENT ON COLUMN own_actual.known_from IS 'as actual.known_from';
COMMENT ON COLUMN own_actual.confidence IS 'as actual.confidence';
COMMENT ON COLUMN own_actual.note IS 'as actual.note';
COMMENT ON COLUMN own_actual_removal.source IS 'as own_actual.source';
