-- Everything that must survive; times are UTC epoch milliseconds. A test holds this file equal to all migrations.

CREATE TABLE setting (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- One row an item. The last_* columns are build numbers (Jenkins' permalinks), kept by the transaction that ends a build.
CREATE TABLE item (
    id INTEGER PRIMARY KEY,
    full_name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    parent TEXT NOT NULL COLLATE NOCASE,
    kind TEXT NOT NULL CHECK (kind IN ('job', 'folder')),
    class_name TEXT NOT NULL,
    config_xml TEXT NOT NULL,
    disabled INTEGER NOT NULL DEFAULT 0,
    next_build_number INTEGER NOT NULL DEFAULT 1,
    last_build INTEGER,
    last_completed INTEGER,
    last_stable INTEGER,
    last_successful INTEGER,
    last_unstable INTEGER,
    last_failed INTEGER,
    last_unsuccessful INTEGER,
    last_result TEXT,
    seed TEXT COLLATE NOCASE,
    created_ms INTEGER NOT NULL,
    updated_ms INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX item_parent ON item (
    parent, full_name, class_name, kind, disabled, next_build_number, last_result, last_build, last_completed, last_stable,
    last_successful, last_unstable, last_failed, last_unsuccessful
);

CREATE TABLE view (
    owner TEXT NOT NULL COLLATE NOCASE,
    name TEXT NOT NULL COLLATE NOCASE,
    class_name TEXT NOT NULL,
    config_xml TEXT NOT NULL,
    seed TEXT COLLATE NOCASE,
    created_ms INTEGER NOT NULL,
    PRIMARY KEY (owner, name)
) STRICT, WITHOUT ROWID;

-- Promotion processes of jobs, as their clients posted them; Igor keeps them and promotes nothing.
CREATE TABLE promotion_process (
    item_id INTEGER NOT NULL REFERENCES item (id) ON DELETE CASCADE,
    name TEXT NOT NULL COLLATE NOCASE,
    config_xml TEXT NOT NULL,
    PRIMARY KEY (item_id, name)
) STRICT, WITHOUT ROWID;

-- parameters and causes are JSON lists of igor.model.build's dataclasses; secret values are encrypted. approval: what a
-- person is asked, as JSON of igor.model.approval.Approval, while nobody has answered. left_why: why the item left
-- without a build.
CREATE TABLE queue_item (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    item_id INTEGER NOT NULL REFERENCES item (id) ON DELETE CASCADE,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'blocked', 'buildable', 'left')),
    why TEXT,
    in_queue_since_ms INTEGER NOT NULL,
    ready_ms INTEGER NOT NULL,
    buildable_since_ms INTEGER,
    parameters TEXT NOT NULL DEFAULT '[]',
    parameters_digest TEXT NOT NULL DEFAULT '',
    causes TEXT NOT NULL DEFAULT '[]',
    build_number INTEGER,
    cancelled INTEGER NOT NULL DEFAULT 0,
    left_ms INTEGER,
    approval TEXT,
    left_why TEXT
) STRICT;
CREATE INDEX queue_item_open ON queue_item (state) WHERE state <> 'left';
CREATE INDEX queue_item_open_of_job ON queue_item (item_id) WHERE state <> 'left';
CREATE INDEX queue_item_left ON queue_item (left_ms) WHERE state = 'left';

-- A slot is decided once: (job, scheduled time) is unique, whatever crashes. parameters: of a parameterised cron line
-- (name=value;…), whose slots are its own. held becomes one of the others after until_ms. late_at_ms: from when on it is
-- late if its queue item has not started; late: that was told. why: of the others than fired.
CREATE TABLE slot (
    item_id INTEGER NOT NULL REFERENCES item (id) ON DELETE CASCADE,
    scheduled_ms INTEGER NOT NULL,
    parameters TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL DEFAULT 'fired' CHECK (state IN ('fired', 'skipped', 'missed', 'held')),
    why TEXT,
    queue_id INTEGER,
    until_ms INTEGER,
    late_at_ms INTEGER,
    late INTEGER NOT NULL DEFAULT 0,
    decided_ms INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (item_id, scheduled_ms, parameters)
) STRICT, WITHOUT ROWID;
CREATE INDEX slot_queue_item ON slot (queue_id);
CREATE INDEX slot_held ON slot (item_id) WHERE state = 'held';

-- Until when each job's slots have been decided, and for which timers (JSON list of [cron table, parameterised]; empty:
-- the job is disabled or has none): slots after checked_ms are still to be decided.
CREATE TABLE timer (
    item_id INTEGER PRIMARY KEY REFERENCES item (id) ON DELETE CASCADE,
    checked_ms INTEGER NOT NULL,
    spec TEXT
) STRICT;

-- plan: the job definition at start (JSON). log_bytes: how much of the log file is final; what lies beyond it is
-- output of the active step run, or the torn end of a write that a crash cut off. tests: JSON [failed, skipped, total] of
-- its test results, which lie in a file; empty without any.
CREATE TABLE build (
    id INTEGER PRIMARY KEY,
    item_id INTEGER NOT NULL REFERENCES item (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    queue_id INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('running', 'finished')),
    result TEXT,
    reason TEXT,
    node_name TEXT NOT NULL COLLATE NOCASE,
    executor INTEGER NOT NULL,
    workspace TEXT,
    plan TEXT NOT NULL,
    next_step INTEGER NOT NULL DEFAULT 0,
    stop_requested_by TEXT,
    stop_requested_ms INTEGER,
    started_ms INTEGER NOT NULL,
    duration_ms INTEGER NOT NULL DEFAULT 0,
    estimated_ms INTEGER NOT NULL DEFAULT -1,
    causes TEXT NOT NULL DEFAULT '[]',
    parameters TEXT NOT NULL DEFAULT '[]',
    description TEXT,
    display_name TEXT,
    keep_log INTEGER NOT NULL DEFAULT 0,
    log_bytes INTEGER NOT NULL DEFAULT 0,
    release TEXT NOT NULL DEFAULT '',
    tests TEXT NOT NULL DEFAULT '',
    UNIQUE (item_id, number)
) STRICT;
CREATE INDEX build_running ON build (state) WHERE state = 'running';
CREATE INDEX build_running_of_job ON build (item_id) WHERE state = 'running';
CREATE UNIQUE INDEX build_executor ON build (node_name, executor) WHERE state = 'running';
CREATE INDEX build_finished ON build (started_ms) WHERE state = 'finished';
CREATE INDEX build_failed ON build (started_ms) WHERE result IN ('FAILURE', 'UNSTABLE');

-- One launch of the wrapper for one step of a build. attempts: JSON list of igor.model.build.Attempt. started_ms: when
-- the agent said that it holds the run; a run without it may be launched again, one with it that is gone is lost.
CREATE TABLE step_run (
    run_id TEXT PRIMARY KEY,
    build_id INTEGER NOT NULL REFERENCES build (id) ON DELETE CASCADE,
    step INTEGER NOT NULL,
    node_name TEXT NOT NULL COLLATE NOCASE,
    state TEXT NOT NULL CHECK (state IN ('launched', 'finished', 'lost')),
    log_start INTEGER NOT NULL,
    outcome TEXT,
    exit_code INTEGER,
    attempts TEXT NOT NULL DEFAULT '[]',
    launched_ms INTEGER NOT NULL,
    started_ms INTEGER,
    finished_ms INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX step_run_build ON step_run (build_id);
CREATE INDEX step_run_open ON step_run (state) WHERE state = 'launched';

-- labels: blank separated. token_hash: SHA-256 of the agent's own token. said: what the agent said of itself last (JSON);
-- only a change of that overrides what people set. online_at_ms: when a node that is offline for a time returns. boot_id:
-- of the machine's start in which its agent was here last.
CREATE TABLE node (
    name TEXT PRIMARY KEY COLLATE NOCASE,
    description TEXT NOT NULL DEFAULT '',
    executors INTEGER NOT NULL,
    labels TEXT NOT NULL DEFAULT '',
    mode TEXT NOT NULL DEFAULT 'NORMAL' CHECK (mode IN ('NORMAL', 'EXCLUSIVE')),
    remote_fs TEXT NOT NULL DEFAULT '',
    config_xml TEXT,
    token_hash TEXT,
    connected INTEGER NOT NULL DEFAULT 0,
    temporarily_offline INTEGER NOT NULL DEFAULT 0,
    offline_reason TEXT NOT NULL DEFAULT '',
    version TEXT NOT NULL DEFAULT '',
    facts TEXT NOT NULL DEFAULT '{}',
    last_seen_ms INTEGER NOT NULL DEFAULT 0,
    created_ms INTEGER NOT NULL,
    said TEXT NOT NULL DEFAULT '',
    online_at_ms INTEGER,
    boot_id TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;

-- Agents of deleted nodes that may still come: they are told to end what they run.
CREATE TABLE former_node (
    name TEXT NOT NULL COLLATE NOCASE,
    token_hash TEXT NOT NULL,
    deleted_ms INTEGER NOT NULL,
    PRIMARY KEY (name, token_hash)
) STRICT, WITHOUT ROWID;

-- Files whose rows are gone and which may still be there: of an item (number 0) or of one build.
CREATE TABLE leftover (
    full_name TEXT NOT NULL COLLATE NOCASE,
    number INTEGER NOT NULL,
    PRIMARY KEY (full_name, number)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER item_left AFTER DELETE ON item BEGIN
    INSERT INTO leftover SELECT OLD.full_name, 0
    WHERE NOT EXISTS (SELECT * FROM leftover WHERE full_name = OLD.full_name AND number = 0);
END;

-- password_hash: argon2. session_seed: stands in the sessions' cookies; another one ends them all.
CREATE TABLE user (
    id TEXT PRIMARY KEY COLLATE NOCASE,
    full_name TEXT NOT NULL,
    description TEXT,
    password_hash TEXT NOT NULL,
    is_admin INTEGER NOT NULL DEFAULT 0,
    created_ms INTEGER NOT NULL,
    email TEXT NOT NULL DEFAULT '',
    session_seed TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;

-- token_hash: SHA-256 of a random token, which itself is shown once.
CREATE TABLE api_token (
    uuid TEXT PRIMARY KEY,
    user_id TEXT NOT NULL COLLATE NOCASE REFERENCES user (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    token_hash TEXT NOT NULL UNIQUE,
    created_ms INTEGER NOT NULL,
    last_used_ms INTEGER,
    uses INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- Stores of credentials: system, folder/<item id>, user/<id in lower case>. The global domain is no row; its name is empty.
CREATE TABLE credential_domain (
    store TEXT NOT NULL,
    name TEXT NOT NULL,
    config_xml TEXT NOT NULL,
    PRIMARY KEY (store, name)
) STRICT, WITHOUT ROWID;

-- config_xml: as posted, with the secrets in it encrypted.
CREATE TABLE credential (
    position INTEGER PRIMARY KEY,
    store TEXT NOT NULL,
    domain TEXT NOT NULL,
    id TEXT NOT NULL,
    class_name TEXT NOT NULL,
    config_xml TEXT NOT NULL,
    updated_ms INTEGER NOT NULL,
    UNIQUE (store, domain, id)
) STRICT;
CREATE INDEX credential_id ON credential (store, id);

CREATE TRIGGER item_credentials_removed AFTER DELETE ON item WHEN OLD.kind = 'folder' BEGIN
    DELETE FROM credential WHERE store = 'folder/' || OLD.id;
    DELETE FROM credential_domain WHERE store = 'folder/' || OLD.id;
END;
CREATE TRIGGER user_credentials_removed AFTER DELETE ON user BEGIN
    DELETE FROM credential WHERE store = 'user/' || lower(OLD.id);
    DELETE FROM credential_domain WHERE store = 'user/' || lower(OLD.id);
END;

-- Every write, login and refused try. user_id: the name that was given. path and detail (JSON) hold no secrets.
CREATE TABLE audit (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at_ms INTEGER NOT NULL,
    user_id TEXT NOT NULL COLLATE NOCASE,
    address TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('write', 'login', 'refused')),
    method TEXT NOT NULL,
    path TEXT NOT NULL,
    detail TEXT NOT NULL DEFAULT '{}',
    outcome TEXT NOT NULL CHECK (outcome IN ('done', 'refused', 'failed')),
    status INTEGER NOT NULL
) STRICT;
CREATE INDEX audit_time ON audit (at_ms);
CREATE INDEX audit_user ON audit (user_id, id);

-- What the wrappers and the engine tell on-call: kind = start finish attempt_failed alert resolved.
CREATE TABLE event (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at_ms INTEGER NOT NULL,
    kind TEXT NOT NULL,
    job_full_name TEXT NOT NULL,
    build_number INTEGER,
    data TEXT NOT NULL DEFAULT '{}',
    event_id TEXT UNIQUE
) STRICT;
CREATE INDEX event_job ON event (job_full_name, id);
CREATE INDEX event_kind ON event (kind, job_full_name, id);

-- A trouble of a job from its beginning to its end; of each check at most one that is not resolved. facts: JSON of
-- igor.monitoring.alert.Facts. told_ms: when on-call was told last, NULL: never.
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

-- trouble NULL: all of them.
CREATE TABLE silence (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    pattern TEXT NOT NULL,
    trouble TEXT,
    until_ms INTEGER NOT NULL,
    created_by TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    reason TEXT NOT NULL DEFAULT ''
) STRICT;

-- What on-call was told: JSON as sinks get it. spooled_ms NULL: not handed to the sinks' spool yet.
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

-- Jenkins' "generated" record of each seed's build: the source of added, existing, unreferenced, and of "edited by hand"
-- (config_digest: what the seed wrote). full_name: of an item or view; a config file's id; a path below userContent.
CREATE TABLE generated (
    seed_item_id INTEGER NOT NULL REFERENCES item (id) ON DELETE CASCADE,
    build_number INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('item', 'view', 'config_file', 'user_content')),
    full_name TEXT NOT NULL COLLATE NOCASE,
    config_digest TEXT NOT NULL,
    template TEXT,
    PRIMARY KEY (seed_item_id, build_number, kind, full_name)
) STRICT, WITHOUT ROWID;

-- Files of the config file provider, as Job DSL scripts declare them (configFiles).
CREATE TABLE config_file (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    class_name TEXT NOT NULL,
    config_xml TEXT NOT NULL,
    seed TEXT COLLATE NOCASE
) STRICT, WITHOUT ROWID;

-- What the engine holds in memory and has to read again: put here by the triggers below, whoever made the change, and
-- taken by the engine's next tick. NOT EXISTS, since the conflict clause of whoever writes would override OR IGNORE. key: id of the item, queue item or build, name of the node or setting.
CREATE TABLE change (
    kind TEXT NOT NULL CHECK (kind IN ('item', 'node', 'queue', 'build', 'setting')),
    key ANY NOT NULL,
    PRIMARY KEY (kind, key)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER item_added AFTER INSERT ON item WHEN NEW.kind = 'job' BEGIN
    INSERT INTO change SELECT 'item', NEW.id WHERE NOT EXISTS (SELECT * FROM change WHERE kind = 'item' AND key = NEW.id);
END;
CREATE TRIGGER item_edited AFTER UPDATE OF full_name, config_xml, disabled, version ON item WHEN NEW.kind = 'job' BEGIN
    INSERT INTO change SELECT 'item', NEW.id WHERE NOT EXISTS (SELECT * FROM change WHERE kind = 'item' AND key = NEW.id);
END;
CREATE TRIGGER item_removed AFTER DELETE ON item WHEN OLD.kind = 'job' BEGIN
    INSERT INTO change SELECT 'item', OLD.id WHERE NOT EXISTS (SELECT * FROM change WHERE kind = 'item' AND key = OLD.id);
END;

CREATE TRIGGER queue_item_added AFTER INSERT ON queue_item BEGIN
    INSERT INTO change SELECT 'queue', NEW.id WHERE NOT EXISTS (SELECT * FROM change WHERE kind = 'queue' AND key = NEW.id);
END;
CREATE TRIGGER queue_item_edited AFTER UPDATE OF in_queue_since_ms, ready_ms, causes, parameters, cancelled ON queue_item
BEGIN
    INSERT INTO change SELECT 'queue', NEW.id WHERE NOT EXISTS (SELECT * FROM change WHERE kind = 'queue' AND key = NEW.id);
END;
CREATE TRIGGER queue_item_removed AFTER DELETE ON queue_item WHEN OLD.state <> 'left' BEGIN
    INSERT INTO change SELECT 'queue', OLD.id WHERE NOT EXISTS (SELECT * FROM change WHERE kind = 'queue' AND key = OLD.id);
END;

CREATE TRIGGER build_edited AFTER UPDATE OF stop_requested_by, stop_requested_ms, display_name ON build
WHEN NEW.state = 'running' BEGIN
    INSERT INTO change SELECT 'build', NEW.id WHERE NOT EXISTS (SELECT * FROM change WHERE kind = 'build' AND key = NEW.id);
END;
CREATE TRIGGER build_removed AFTER DELETE ON build WHEN OLD.state = 'running' BEGIN
    INSERT INTO change SELECT 'build', OLD.id WHERE NOT EXISTS (SELECT * FROM change WHERE kind = 'build' AND key = OLD.id);
END;

CREATE TRIGGER setting_added AFTER INSERT ON setting BEGIN
    INSERT INTO change SELECT 'setting', NEW.key WHERE NOT EXISTS (SELECT * FROM change WHERE kind = 'setting' AND key = NEW.key);
END;
CREATE TRIGGER setting_edited AFTER UPDATE ON setting BEGIN
    INSERT INTO change SELECT 'setting', NEW.key WHERE NOT EXISTS (SELECT * FROM change WHERE kind = 'setting' AND key = NEW.key);
END;
CREATE TRIGGER setting_removed AFTER DELETE ON setting BEGIN
    INSERT INTO change SELECT 'setting', OLD.key WHERE NOT EXISTS (SELECT * FROM change WHERE kind = 'setting' AND key = OLD.key);
END;


CREATE TRIGGER node_added AFTER INSERT ON node BEGIN
    INSERT INTO change SELECT 'node', NEW.name WHERE NOT EXISTS (SELECT * FROM change WHERE kind = 'node' AND key = NEW.name);
END;
CREATE TRIGGER node_edited AFTER UPDATE OF
    name, executors, labels, mode, remote_fs, config_xml, temporarily_offline, offline_reason, online_at_ms ON node
BEGIN
    INSERT INTO change SELECT 'node', NEW.name WHERE NOT EXISTS (SELECT * FROM change WHERE kind = 'node' AND key = NEW.name);
END;
CREATE TRIGGER node_removed AFTER DELETE ON node BEGIN
    INSERT INTO change SELECT 'node', OLD.name WHERE NOT EXISTS (SELECT * FROM change WHERE kind = 'node' AND key = OLD.name);
END;

-- How long the queue item of a build waited out its quiet period, was blocked, and waited for an executor.
CREATE TABLE build_wait (
    build_id INTEGER PRIMARY KEY REFERENCES build (id) ON DELETE CASCADE,
    waiting_ms INTEGER NOT NULL,
    blocked_ms INTEGER NOT NULL,
    buildable_ms INTEGER NOT NULL
) STRICT;

-- Of each job, kept by triggers, so that nobody counts builds: how many ended so ever, how many of them are still there,
-- and how long they took together.
CREATE TABLE build_tally (
    item_id INTEGER NOT NULL REFERENCES item (id) ON DELETE CASCADE,
    result TEXT NOT NULL,
    builds INTEGER NOT NULL,
    kept INTEGER NOT NULL,
    duration_ms INTEGER NOT NULL,
    PRIMARY KEY (item_id, result)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER build_waited AFTER INSERT ON build BEGIN
    INSERT INTO build_wait SELECT NEW.id, max(0, ready_ms - in_queue_since_ms),
        max(0, coalesce(buildable_since_ms, NEW.started_ms) - ready_ms),
        max(0, NEW.started_ms - coalesce(buildable_since_ms, NEW.started_ms))
    FROM queue_item WHERE id = NEW.queue_id;
END;
CREATE TRIGGER build_tallied AFTER UPDATE OF state ON build WHEN NEW.state = 'finished' AND OLD.state <> 'finished' BEGIN
    INSERT INTO build_tally VALUES (NEW.item_id, coalesce(NEW.result, 'FAILURE'), 1, 1, NEW.duration_ms)
    ON CONFLICT DO UPDATE SET builds = builds + 1, kept = kept + 1, duration_ms = duration_ms + excluded.duration_ms;
END;
CREATE TRIGGER build_tallied_at_once AFTER INSERT ON build WHEN NEW.state = 'finished' BEGIN
    INSERT INTO build_tally VALUES (NEW.item_id, coalesce(NEW.result, 'FAILURE'), 1, 1, NEW.duration_ms)
    ON CONFLICT DO UPDATE SET builds = builds + 1, kept = kept + 1, duration_ms = duration_ms + excluded.duration_ms;
END;
CREATE TRIGGER build_tallied_off AFTER DELETE ON build WHEN OLD.state = 'finished' BEGIN
    UPDATE build_tally SET kept = kept - 1
    WHERE item_id = OLD.item_id AND result = coalesce(OLD.result, 'FAILURE');
END;

-- Which build has or had a file of this content (MD5 in hexadecimal), under which name, and whether it made it.
CREATE TABLE fingerprint_use (
    md5 TEXT NOT NULL,
    build_id INTEGER NOT NULL REFERENCES build (id) ON DELETE CASCADE,
    file_name TEXT NOT NULL,
    made_here INTEGER NOT NULL,
    recorded_ms INTEGER NOT NULL,
    PRIMARY KEY (md5, build_id, file_name)
) STRICT, WITHOUT ROWID;
CREATE INDEX fingerprint_use_build ON fingerprint_use (build_id);

-- Builds that have artifacts (which are files and nothing else), so that those can go before their build.
CREATE TABLE artifact_set (
    item_id INTEGER NOT NULL REFERENCES item (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    build_id INTEGER NOT NULL REFERENCES build (id) ON DELETE CASCADE,
    files INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    PRIMARY KEY (item_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX artifact_set_build ON artifact_set (build_id);

-- What a build's steps put into $IGOR_OUTPUT. kind: text; base64 (no UTF-8); artifact (JSON: path, size, sha256 of a file
-- that lies with the build). step: the last one that set it.
CREATE TABLE build_output (
    build_id INTEGER NOT NULL REFERENCES build (id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('text', 'base64', 'artifact')),
    step INTEGER NOT NULL,
    PRIMARY KEY (build_id, key)
) STRICT, WITHOUT ROWID;

-- Files of workspaces that people look at, asked of their agents by the engine, which then forgets the row.
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

-- Leases of wrappers that no agent started: one holder (a run's id) at a time on all hosts, until until_ms.
CREATE TABLE fleet_lock (
    name TEXT PRIMARY KEY,
    holder TEXT NOT NULL,
    job TEXT NOT NULL,
    host TEXT NOT NULL,
    since_ms INTEGER NOT NULL,
    until_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Builds that were made elsewhere, until the engine has taken them in. data: JSON of who reports what besides.
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

-- What a new agent shows to become a node. node_name: the one name that it may take; node_group: names of this group,
-- which are the group's own and those that begin with it and a hyphen. Exactly one of the two is not empty.
CREATE TABLE join_token (
    id TEXT PRIMARY KEY,
    token_hash TEXT NOT NULL UNIQUE,
    node_name TEXT NOT NULL COLLATE NOCASE,
    node_group TEXT NOT NULL COLLATE NOCASE,
    uses_left INTEGER NOT NULL,
    created_by TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    expires_ms INTEGER NOT NULL,
    used_ms INTEGER,
    used_by TEXT NOT NULL DEFAULT '' COLLATE NOCASE
) STRICT, WITHOUT ROWID;

-- The configurations that a build of a multi-configuration job builds, in order. queue_id NULL: not queued yet.
-- is_told: the job's log says how it ended.
CREATE TABLE matrix_run (
    build_id INTEGER NOT NULL REFERENCES build (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    item_id INTEGER NOT NULL REFERENCES item (id) ON DELETE CASCADE,
    is_touchstone INTEGER NOT NULL,
    queue_id INTEGER,
    is_told INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (build_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX matrix_run_item ON matrix_run (item_id);
CREATE UNIQUE INDEX matrix_run_queue ON matrix_run (queue_id) WHERE queue_id IS NOT NULL;

-- The ends of logs that the store counts while their files may not be on disk yet; gone once they are. log_start: where
-- the bytes lie in the log. Numbers are not given out twice, as what was synced is told by the last of them.
CREATE TABLE log_tail (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    build_id INTEGER NOT NULL REFERENCES build (id) ON DELETE CASCADE,
    log_start INTEGER NOT NULL,
    bytes BLOB NOT NULL
) STRICT;
CREATE INDEX log_tail_build ON log_tail (build_id);
