-- Promotion processes of jobs, as their clients posted them; Igor keeps them and promotes nothing.
CREATE TABLE promotion_process (
    item_id INTEGER NOT NULL REFERENCES item (id) ON DELETE CASCADE,
    name TEXT NOT NULL COLLATE NOCASE,
    config_xml TEXT NOT NULL,
    PRIMARY KEY (item_id, name)
) STRICT, WITHOUT ROWID;
