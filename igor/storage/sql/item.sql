-- name: find
SELECT i.*,
    EXISTS (SELECT 1 FROM build b WHERE b.item_id = i.id AND b.state = 'running') AS is_running,
    EXISTS (SELECT 1 FROM queue_item q WHERE q.item_id = i.id AND q.state <> 'left') AS in_queue
FROM item i WHERE i.full_name = :full_name;

-- name: find_by_id
SELECT i.*,
    EXISTS (SELECT 1 FROM build b WHERE b.item_id = i.id AND b.state = 'running') AS is_running,
    EXISTS (SELECT 1 FROM queue_item q WHERE q.item_id = i.id AND q.state <> 'left') AS in_queue
FROM item i WHERE i.id = :id;

-- name: children
SELECT i.*,
    i.id IN (SELECT item_id FROM build WHERE state = 'running') AS is_running,
    i.id IN (SELECT item_id FROM queue_item WHERE state <> 'left') AS in_queue
FROM item i WHERE i.parent = :parent ORDER BY i.full_name;

-- name: all
SELECT i.*,
    i.id IN (SELECT item_id FROM build WHERE state = 'running') AS is_running,
    i.id IN (SELECT item_id FROM queue_item WHERE state <> 'left') AS in_queue
FROM item i ORDER BY i.full_name;

-- '0' follows '/' in ASCII: the range holds the item's content and nothing else.
-- name: subtree
SELECT i.*,
    EXISTS (SELECT 1 FROM build b WHERE b.item_id = i.id AND b.state = 'running') AS is_running,
    EXISTS (SELECT 1 FROM queue_item q WHERE q.item_id = i.id AND q.state <> 'left') AS in_queue
FROM item i
WHERE i.full_name = :full_name OR (i.full_name > :full_name || '/' AND i.full_name < :full_name || '0')
ORDER BY i.full_name;

-- name: insert
INSERT INTO item (full_name, parent, kind, class_name, config_xml, disabled, seed, created_ms, updated_ms)
VALUES (:full_name, :parent, :kind, :class_name, :config_xml, :disabled, :seed, :now_ms, :now_ms);

-- name: update_config
UPDATE item SET config_xml = :config_xml, disabled = :disabled, updated_ms = :now_ms, version = version + 1
WHERE id = :id;

-- name: set_seed
UPDATE item SET seed = :seed, version = version + 1 WHERE id = :id;

-- name: move
UPDATE item SET full_name = :full_name, parent = :parent, updated_ms = :now_ms, version = version + 1 WHERE id = :id;

-- name: rename_seed
UPDATE item SET seed = :new WHERE seed = :old;

-- name: rename_view_seed
UPDATE view SET seed = :new WHERE seed = :old;

-- name: rename_config_file_seed
UPDATE config_file SET seed = :new WHERE seed = :old;

-- name: delete
DELETE FROM item WHERE id = :id;

-- name: set_next_build_number
UPDATE item SET next_build_number = :number, version = version + 1 WHERE id = :id AND next_build_number <= :number;

-- name: forget_generated
DELETE FROM generated WHERE kind = 'item' AND full_name = :full_name;
