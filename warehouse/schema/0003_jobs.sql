-- The reading of files, one row per file handed in. The only table whose rows change.

CREATE TABLE job (
    job_id VARCHAR NOT NULL,
    file_name VARCHAR NOT NULL,
    source VARCHAR,
    sha256 VARCHAR,
    state VARCHAR NOT NULL,
    attempts INTEGER NOT NULL,
    pid BIGINT NOT NULL,
    pid_started VARCHAR,
    page INTEGER,
    pages INTEGER,
    report_sha256 VARCHAR,
    code VARCHAR,
    sentence VARCHAR,
    detail VARCHAR,
    created_at TIMESTAMP NOT NULL,
    started_at TIMESTAMP,
    finished_at TIMESTAMP
);
COMMENT ON TABLE job IS 'One row per file handed in for reading.';
COMMENT ON COLUMN job.source IS 'where the bytes lie until they are stored; NULL where only the person knows';
COMMENT ON COLUMN job.sha256 IS 'SHA-256 of the bytes handed in; NULL where they could not be read';
COMMENT ON COLUMN job.state IS 'waiting, reading, interrupted, done, skipped or failed';
COMMENT ON COLUMN job.attempts IS 'how often the reading was started, count';
COMMENT ON COLUMN job.pid IS 'process that owns the job';
COMMENT ON COLUMN job.pid_started IS 'when that process started, in the words of the system, so that a reused number is noticed';
COMMENT ON COLUMN job.page IS 'pages read so far, count';
COMMENT ON COLUMN job.pages IS 'pages in all, count';
COMMENT ON COLUMN job.report_sha256 IS 'the report that came of it';
COMMENT ON COLUMN job.code IS 'code of the refusal, for counting';
COMMENT ON COLUMN job.sentence IS 'what happened, for a person';
COMMENT ON COLUMN job.detail IS 'what a developer wants to know';
COMMENT ON COLUMN job.created_at IS 'UTC';
COMMENT ON COLUMN job.started_at IS 'UTC';
COMMENT ON COLUMN job.finished_at IS 'UTC';
COMMENT ON COLUMN job.job_id IS 'the key';
COMMENT ON COLUMN job.file_name IS 'last part of the name handed in; for people';
