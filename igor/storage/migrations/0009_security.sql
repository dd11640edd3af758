ALTER TABLE user ADD COLUMN email TEXT NOT NULL DEFAULT '';
ALTER TABLE user ADD COLUMN session_seed TEXT NOT NULL DEFAULT '';

CREATE TABLE credential_domain (
    store TEXT NOT NULL,
    name TEXT NOT NULL,
    config_xml TEXT NOT NULL,
    PRIMARY KEY (store, name)
) STRICT, WITHOUT ROWID;

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
