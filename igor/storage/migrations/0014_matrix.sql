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
