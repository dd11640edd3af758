-- The ends of logs that the store counts while their files may not be on disk yet; gone once they are. log_start: where
-- the bytes lie in the log. Numbers are not given out twice, as what was synced is told by the last of them.
CREATE TABLE log_tail (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    build_id INTEGER NOT NULL REFERENCES build (id) ON DELETE CASCADE,
    log_start INTEGER NOT NULL,
    bytes BLOB NOT NULL
) STRICT;
CREATE INDEX log_tail_build ON log_tail (build_id);
