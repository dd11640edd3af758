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
