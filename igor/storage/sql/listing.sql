-- Columns that nobody asks for are left out (igor.controller.listings).

-- A page of a folder's items without their XML: those after a name. Builds of each are joined by its permalinks.
-- name: items
SELECT i.id, i.full_name, i.class_name, i.kind, i.disabled, i.next_build_number, i.last_result
FROM item i
WHERE i.parent = :parent AND i.full_name > :after ORDER BY i.full_name LIMIT :limit OFFSET :skip;

-- name: running
SELECT DISTINCT item_id FROM build WHERE state = 'running';

-- name: queued
SELECT DISTINCT item_id FROM queue_item WHERE state <> 'left';

-- ids: JSON list.
-- name: items_by_id
SELECT i.*,
    i.id IN (SELECT item_id FROM build WHERE state = 'running') AS is_running,
    i.id IN (SELECT item_id FROM queue_item WHERE state <> 'left') AS in_queue
FROM json_each(:ids) p CROSS JOIN item i ON i.id = p.value;

-- A page of a job's builds, newest first.
-- name: builds
SELECT b.number, b.state, b.result, b.started_ms, b.duration_ms, b.queue_id, b.estimated_ms, b.description,
    b.display_name, b.keep_log, b.node_name
FROM build b
WHERE b.item_id = :item_id AND b.number < :before ORDER BY b.number DESC LIMIT :limit OFFSET :skip;
