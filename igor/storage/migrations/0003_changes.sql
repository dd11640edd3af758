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

ALTER TABLE node ADD COLUMN said TEXT NOT NULL DEFAULT '';
ALTER TABLE node ADD COLUMN online_at_ms INTEGER;

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
