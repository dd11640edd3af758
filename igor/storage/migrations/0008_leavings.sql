ALTER TABLE build ADD COLUMN tests TEXT NOT NULL DEFAULT '';

CREATE TABLE fingerprint_use (
    md5 TEXT NOT NULL,
    build_id INTEGER NOT NULL REFERENCES build (id) ON DELETE CASCADE,
    file_name TEXT NOT NULL,
    made_here INTEGER NOT NULL,
    recorded_ms INTEGER NOT NULL,
    PRIMARY KEY (md5, build_id, file_name)
) STRICT, WITHOUT ROWID;
CREATE INDEX fingerprint_use_build ON fingerprint_use (build_id);

CREATE TABLE artifact_set (
    item_id INTEGER NOT NULL REFERENCES item (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    build_id INTEGER NOT NULL REFERENCES build (id) ON DELETE CASCADE,
    files INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    PRIMARY KEY (item_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX artifact_set_build ON artifact_set (build_id);

CREATE TABLE build_output (
    build_id INTEGER NOT NULL REFERENCES build (id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('text', 'base64', 'artifact')),
    step INTEGER NOT NULL,
    PRIMARY KEY (build_id, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE agent_request (
    id TEXT PRIMARY KEY,
    node_name TEXT NOT NULL COLLATE NOCASE,
    folder TEXT NOT NULL,
    path TEXT NOT NULL,
    as_zip INTEGER NOT NULL,
    asked_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER agent_request_added AFTER INSERT ON agent_request BEGIN
    INSERT INTO change SELECT 'setting', 'agent_request'
    WHERE NOT EXISTS (SELECT * FROM change WHERE kind = 'setting' AND key = 'agent_request');
END;

CREATE TABLE fleet_lock (
    name TEXT PRIMARY KEY,
    holder TEXT NOT NULL,
    job TEXT NOT NULL,
    host TEXT NOT NULL,
    since_ms INTEGER NOT NULL,
    until_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE external_report (
    id TEXT PRIMARY KEY,
    item_id INTEGER NOT NULL REFERENCES item (id) ON DELETE CASCADE,
    started_ms INTEGER NOT NULL,
    duration_ms INTEGER NOT NULL,
    exit_code INTEGER NOT NULL,
    log_bytes INTEGER NOT NULL,
    data TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX external_report_item ON external_report (item_id);
CREATE TRIGGER external_report_added AFTER INSERT ON external_report BEGIN
    INSERT INTO change SELECT 'setting', 'external_report'
    WHERE NOT EXISTS (SELECT * FROM change WHERE kind = 'setting' AND key = 'external_report');
END;
