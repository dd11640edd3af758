DROP INDEX slot_queue_item;
ALTER TABLE slot RENAME TO slot_3;

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

INSERT INTO slot (item_id, scheduled_ms, queue_id, late_at_ms, decided_ms)
SELECT item_id, scheduled_ms, queue_id, scheduled_ms + 60000, scheduled_ms FROM slot_3;

DROP TABLE slot_3;

CREATE INDEX slot_queue_item ON slot (queue_id);
CREATE INDEX slot_held ON slot (item_id) WHERE state = 'held';

ALTER TABLE timer ADD COLUMN spec TEXT;
