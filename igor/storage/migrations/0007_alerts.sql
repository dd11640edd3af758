CREATE TABLE alert (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    job_full_name TEXT NOT NULL COLLATE NOCASE,
    check_name TEXT NOT NULL CHECK (check_name IN ('result', 'duration', 'schedule', 'queue')),
    trouble TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('pending', 'open', 'resolved')),
    severity TEXT NOT NULL,
    owner TEXT NOT NULL DEFAULT '',
    since_ms INTEGER NOT NULL,
    last_ms INTEGER NOT NULL,
    count INTEGER NOT NULL DEFAULT 1,
    build_number INTEGER,
    facts TEXT NOT NULL DEFAULT '{}',
    told_ms INTEGER,
    resolved_ms INTEGER,
    acknowledged_by TEXT NOT NULL DEFAULT '',
    acknowledged_ms INTEGER,
    note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX alert_unresolved ON alert (job_full_name, check_name) WHERE state <> 'resolved';
CREATE INDEX alert_resolved ON alert (resolved_ms) WHERE state = 'resolved';

CREATE TABLE silence (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    pattern TEXT NOT NULL,
    trouble TEXT,
    until_ms INTEGER NOT NULL,
    created_by TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    reason TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE notification (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at_ms INTEGER NOT NULL,
    phase TEXT NOT NULL,
    alert_id INTEGER,
    job_full_name TEXT NOT NULL COLLATE NOCASE,
    data TEXT NOT NULL,
    spooled_ms INTEGER
) STRICT;
CREATE INDEX notification_new ON notification (id) WHERE spooled_ms IS NULL;
CREATE INDEX notification_at ON notification (at_ms);

INSERT INTO alert (job_full_name, check_name, trouble, state, severity, since_ms, last_ms, build_number, facts, told_ms)
SELECT e.job_full_name, 'result', 'failure', 'open', 'critical', e.at_ms, e.at_ms, e.build_number,
    json_object('why', coalesce(json_extract(e.data, '$.reason'), ''), 'url', json_extract(e.data, '$.url'),
        'node', coalesce(json_extract(e.data, '$.node'), ''), 'result', json_extract(e.data, '$.result'),
        'exit_code', json_extract(e.data, '$.exit_code'), 'attempts', coalesce(json_extract(e.data, '$.attempts'), 0),
        'duration_ms', json_extract(e.data, '$.duration_ms'), 'last_lines', json_extract(e.data, '$.last_lines')),
    e.at_ms
FROM event e
WHERE e.kind = 'alert' AND e.id = (SELECT max(l.id) FROM event l
    WHERE l.job_full_name = e.job_full_name AND l.kind IN ('alert', 'resolved'));
