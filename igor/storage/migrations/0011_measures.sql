CREATE TABLE build_wait (
    build_id INTEGER PRIMARY KEY REFERENCES build (id) ON DELETE CASCADE,
    waiting_ms INTEGER NOT NULL,
    blocked_ms INTEGER NOT NULL,
    buildable_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE build_tally (
    item_id INTEGER NOT NULL REFERENCES item (id) ON DELETE CASCADE,
    result TEXT NOT NULL,
    builds INTEGER NOT NULL,
    kept INTEGER NOT NULL,
    duration_ms INTEGER NOT NULL,
    PRIMARY KEY (item_id, result)
) STRICT, WITHOUT ROWID;

INSERT INTO build_tally
SELECT item_id, coalesce(result, 'FAILURE'), count(*), count(*), sum(duration_ms) FROM build
WHERE state = 'finished' GROUP BY item_id, coalesce(result, 'FAILURE');

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
