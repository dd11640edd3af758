-- own_…: the job's running build, where the item waits for it.
-- name: find
SELECT q.*, i.full_name AS job_full_name, b.number AS own_number, b.started_ms AS own_started_ms,
    b.estimated_ms AS own_estimated_ms
FROM queue_item q JOIN item i ON i.id = q.item_id LEFT JOIN build b ON q.state = 'blocked' AND b.item_id = q.item_id
    AND b.number = (SELECT max(number) FROM build INDEXED BY build_running_of_job
        WHERE item_id = q.item_id AND state = 'running')
WHERE q.id = :id;

-- name: open
SELECT q.*, i.full_name AS job_full_name, b.number AS own_number, b.started_ms AS own_started_ms,
    b.estimated_ms AS own_estimated_ms
FROM queue_item q JOIN item i ON i.id = q.item_id LEFT JOIN build b ON q.state = 'blocked' AND b.item_id = q.item_id
    AND b.number = (SELECT max(number) FROM build INDEXED BY build_running_of_job
        WHERE item_id = q.item_id AND state = 'running')
WHERE q.state <> 'left'
ORDER BY CASE q.state WHEN 'waiting' THEN 0 WHEN 'blocked' THEN 1 ELSE 2 END,
    CASE q.state WHEN 'waiting' THEN q.ready_ms WHEN 'blocked' THEN q.id ELSE -q.id END, q.id;

-- name: open_of_job
SELECT q.*, i.full_name AS job_full_name, b.number AS own_number, b.started_ms AS own_started_ms,
    b.estimated_ms AS own_estimated_ms
FROM queue_item q JOIN item i ON i.id = q.item_id LEFT JOIN build b ON q.state = 'blocked' AND b.item_id = q.item_id
    AND b.number = (SELECT max(number) FROM build INDEXED BY build_running_of_job
        WHERE item_id = q.item_id AND state = 'running')
WHERE q.state <> 'left' AND q.item_id = :item_id ORDER BY q.id;

-- One that was approved is no twin: what is wished for later was not approved with it.
-- name: twin
SELECT id, state, ready_ms, causes FROM queue_item
WHERE state <> 'left' AND item_id = :item_id AND parameters_digest = :digest
    AND NOT EXISTS (SELECT 1 FROM json_each(causes) WHERE json_extract(value, '$.kind') = 'approval')
ORDER BY id LIMIT 1;

-- name: merge
UPDATE queue_item SET causes = :causes, ready_ms = :ready_ms WHERE id = :id;

-- name: insert
INSERT INTO queue_item (item_id, state, in_queue_since_ms, ready_ms, parameters, parameters_digest, causes)
VALUES (:item_id, 'waiting', :now_ms, :ready_ms, :parameters, :digest, :causes);

-- name: slot
SELECT queue_id FROM slot WHERE item_id = :item_id AND scheduled_ms = :scheduled_ms;

-- name: insert_slot
INSERT INTO slot (item_id, scheduled_ms, queue_id) VALUES (:item_id, :scheduled_ms, :queue_id);

-- name: cancel
UPDATE queue_item SET state = 'left', cancelled = 1, left_ms = :now_ms, why = NULL, approval = NULL, left_why = :left_why
WHERE id = :id AND state <> 'left';

-- name: approve
UPDATE queue_item SET causes = :causes, approval = NULL, why = :why, ready_ms = :now_ms
WHERE id = :id AND state <> 'left';

-- name: skip_slots
UPDATE slot SET state = 'skipped', why = :left_why, decided_ms = :now_ms WHERE queue_id = :id AND state = 'fired';

-- name: cancel_of_job
UPDATE queue_item SET state = 'left', cancelled = 1, left_ms = :now_ms, why = NULL, approval = NULL
WHERE item_id = :item_id AND state <> 'left';
