-- Tables of otp-store-jdbc, schema version 1, for H2. May be run again: it changes nothing that is there.
-- Times are epoch milliseconds; the view otp_overview shows them as timestamps.
-- No index of otp_record holds a column that changes.

CREATE TABLE IF NOT EXISTS otp_record (
    created          BIGINT           NOT NULL,
    expires          BIGINT           NOT NULL,
    attempts_allowed INTEGER          NOT NULL,
    streak_open      BOOLEAN          NOT NULL,
    id               VARCHAR(36)      NOT NULL PRIMARY KEY,
    account_id       VARCHAR(64)      NOT NULL,
    application_id   VARCHAR(36)      NOT NULL,
    number           VARCHAR(32)      NOT NULL,
    language         VARCHAR(16)      NOT NULL,
    reference_id     VARCHAR(128),
    binding_digest   VARBINARY(32),
    channel          VARCHAR(16)      NOT NULL,
    sender           VARCHAR(16),
    caller           VARCHAR(32),
    provider         VARCHAR(64),
    message_id       VARCHAR(128),
    sealed           VARBINARY(4096),
    version          BIGINT           NOT NULL,
    attempt_count    INTEGER          NOT NULL,
    sends            INTEGER          NOT NULL,
    status           VARCHAR(20)      NOT NULL,
    events           VARCHAR(65535)   NOT NULL
);

CREATE INDEX IF NOT EXISTS otp_record_by_expiry ON otp_record (expires, id);

CREATE INDEX IF NOT EXISTS otp_record_by_number ON otp_record (account_id, number, created);

CREATE TABLE IF NOT EXISTS otp_application (
    id               VARCHAR(36)      NOT NULL PRIMARY KEY,
    account_id       VARCHAR(64)      NOT NULL,
    created          BIGINT           NOT NULL,
    version          BIGINT           NOT NULL,
    name             VARCHAR(64)      NOT NULL,
    code_length      INTEGER          NOT NULL,
    alphanumeric     BOOLEAN          NOT NULL,
    attempts         INTEGER          NOT NULL,
    expire_millis    BIGINT           NOT NULL,
    sender           VARCHAR(16)      NOT NULL,
    caller           VARCHAR(32),
    templates        VARCHAR(1000000) NOT NULL
);

CREATE INDEX IF NOT EXISTS otp_application_by_account ON otp_application (account_id, created);

-- purge_at is a hint for the purge, set when a row is added and moved by the purge alone.
CREATE TABLE IF NOT EXISTS otp_quota (
    quota_key        VARCHAR(200)     NOT NULL PRIMARY KEY,
    purge_at         BIGINT           NOT NULL,
    end0             BIGINT           NOT NULL,
    end1             BIGINT           NOT NULL,
    end2             BIGINT           NOT NULL,
    end3             BIGINT           NOT NULL,
    last_end         BIGINT           NOT NULL,
    count0           INTEGER          NOT NULL,
    count1           INTEGER          NOT NULL,
    count2           INTEGER          NOT NULL,
    count3           INTEGER          NOT NULL
);

CREATE INDEX IF NOT EXISTS otp_quota_by_purge ON otp_quota (purge_at, quota_key);

CREATE TABLE IF NOT EXISTS otp_schema (
    single           INTEGER          NOT NULL PRIMARY KEY,
    version          INTEGER          NOT NULL
);

INSERT INTO otp_schema (single, version)
SELECT 1, 1 WHERE NOT EXISTS (SELECT 1 FROM otp_schema);

-- For people alone. Last, so that a database that does not know its functions has all that the library needs.
CREATE OR REPLACE VIEW otp_overview AS
SELECT id, account_id, application_id, number, status, attempt_count, attempts_allowed, sends, channel, language,
       reference_id, provider, message_id,
       DATEADD('MILLISECOND', created, TIMESTAMP WITH TIME ZONE '1970-01-01 00:00:00+00') AS created_at,
       DATEADD('MILLISECOND', expires, TIMESTAMP WITH TIME ZONE '1970-01-01 00:00:00+00') AS expires_at
FROM otp_record;
