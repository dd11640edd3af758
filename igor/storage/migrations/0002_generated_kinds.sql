ALTER TABLE generated RENAME TO generated_1;

CREATE TABLE generated (
    seed_item_id INTEGER NOT NULL REFERENCES item (id) ON DELETE CASCADE,
    build_number INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('item', 'view', 'config_file', 'user_content')),
    full_name TEXT NOT NULL COLLATE NOCASE,
    config_digest TEXT NOT NULL,
    template TEXT,
    PRIMARY KEY (seed_item_id, build_number, kind, full_name)
) STRICT, WITHOUT ROWID;

INSERT INTO generated (seed_item_id, build_number, kind, full_name, config_digest)
SELECT seed_item_id, build_number, kind, full_name, config_digest FROM generated_1;

DROP TABLE generated_1;

CREATE TABLE config_file (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    class_name TEXT NOT NULL,
    config_xml TEXT NOT NULL,
    seed TEXT COLLATE NOCASE
) STRICT, WITHOUT ROWID;
