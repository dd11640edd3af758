ALTER TABLE node ADD COLUMN boot_id TEXT NOT NULL DEFAULT '';

CREATE TABLE former_node (
    name TEXT NOT NULL COLLATE NOCASE,
    token_hash TEXT NOT NULL,
    deleted_ms INTEGER NOT NULL,
    PRIMARY KEY (name, token_hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE leftover (
    full_name TEXT NOT NULL COLLATE NOCASE,
    number INTEGER NOT NULL,
    PRIMARY KEY (full_name, number)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER item_left AFTER DELETE ON item BEGIN
    INSERT INTO leftover SELECT OLD.full_name, 0
    WHERE NOT EXISTS (SELECT * FROM leftover WHERE full_name = OLD.full_name AND number = 0);
END;
