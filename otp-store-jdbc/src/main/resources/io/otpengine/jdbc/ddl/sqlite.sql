-- Tables of otp-store-jdbc, schema version 1, for SQLite. May be run again: it changes nothing that is there.
-- Times are epoch milliseconds; the view otp_overview shows them as timestamps.
-- No index of otp_record holds a column that changes.

CREATE TABLE IF NOT EXISTS otp_record (
    created          INTEGER NOT NULL,
    expires          INTEGER NOT NULL,
    attempts_allowed INTEGER NOT NULL,
    streak_open      BOOLEAN NOT NULL,
    id               TEXT    NOT NULL PRIMARY KEY,
    account_id       TEXT    NOT NULL,
    application_id   TEXT    NOT NULL,
    number           TEXT    NOT NULL,
    language         TEXT    NOT NULL,
    reference_id     TEXT,
    binding_digest   BLOB,
    channel          TEXT    NOT NULL,
    sender           TEXT,
    caller           TEXT,
    provider         TEXT,
    message_id       TEXT,
    sealed           BLOB,
    version          INTEGER NOT NULL,
    attempt_count    INTEGER NOT NULL,
    sends            INTEGER NOT NULL,
    status           TEXT    NOT NULL,
    events           TEXT    NOT NULL
);

CREATE INDEX IF NOT EXISTS otp_record_by_expiry ON otp_record (expires);

CREATE INDEX IF NOT EXISTS otp_record_by_number ON otp_record (account_id, number, created);

CREATE TABLE IF NOT EXISTS otp_application (
    id               TEXT    NOT NULL PRIMARY KEY,
    account_id       TEXT    NOT NULL,
    created          INTEGER NOT NULL,
    version          INTEGER NOT NULL,
    name             TEXT    NOT NULL,
    code_length      INTEGER NOT NULL,
    alphanumeric     BOOLEAN NOT NULL,
    attempts         INTEGER NOT NULL,
    expire_millis    INTEGER NOT NULL,
    sender           TEXT    NOT NULL,
    caller           TEXT,
    templates        TEXT    NOT NULL
);

CREATE INDEX IF NOT EXISTS otp_application_by_account ON otp_application (account_id, created);

-- purge_at is a hint for the purge, set when a row is added and moved by the purge alone.
CREATE TABLE IF NOT EXISTS otp_quota (
    quota_key        TEXT    NOT NULL PRIMARY KEY,
    purge_at         INTEGER NOT NULL,
    end0             INTEGER NOT NULL,
    end1             INTEGER NOT NULL,
    end2             INTEGER NOT NULL,
    end3             INTEGER NOT NULL,
    last_end         INTEGER NOT NULL,
    count0           INTEGER NOT NULL,
    count1           INTEGER NOT NULL,
    count2           INTEGER NOT NULL,
    count3           INTEGER NOT NULL
);

CREATE INDEX IF NOT EXISTS otp_quota_by_purge ON otp_quota (purge_at);

CREATE TABLE IF NOT EXISTS otp_schema (
    single           INTEGER NOT NULL PRIMARY KEY,
    version          INTEGER NOT NULL
);

INSERT INTO otp_schema (single, version)
SELECT 1, 1 WHERE NOT EXISTS (SELECT 1 FROM otp_schema);

-- For people alone. Last, so that a database that does not know its functions has all that the library needs.
CREATE VIEW IF NOT EXISTS otp_overview AS
SELECT id, account_id, application_id, number, status, attempt_count, attempts_allowed, sends, channel, language,
       reference_id, provider, message_id,
       strftime('%Y-%m-%dT%H:%M:%fZ', created / 1000.0, 'unixepoch') AS created_at,
       strftime('%Y-%m-%dT%H:%M:%fZ', expires / 1000.0, 'unixepoch') AS expires_at
FROM otp_record;
