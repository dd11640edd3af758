-- name: children
SELECT id, full_name, class_name, config_xml, disabled, last_build FROM item WHERE parent = :parent;

-- Runs of a build, with what became of them.
-- name: runs
SELECT r.position, r.item_id, r.is_touchstone, r.queue_id, r.is_told, i.full_name, i.class_name, q.state AS queue_state,
    c.id AS run_id, c.number, c.state AS run_state, c.result
FROM build p CROSS JOIN matrix_run r ON r.build_id = p.id CROSS JOIN item i ON i.id = r.item_id
LEFT JOIN queue_item q ON q.id = r.queue_id LEFT JOIN build c ON c.item_id = r.item_id AND c.number = p.number
WHERE p.id = :build_id ORDER BY r.position;

-- name: insert_run
INSERT INTO matrix_run (build_id, position, item_id, is_touchstone)
VALUES (:build_id, :position, :item_id, :is_touchstone);

-- name: queue_run
INSERT INTO queue_item (item_id, state, in_queue_since_ms, ready_ms, parameters, parameters_digest, causes)
SELECT :item_id, 'waiting', :now_ms, :now_ms, parameters, :digest, :causes FROM build WHERE id = :build_id;

-- name: run_queued
UPDATE matrix_run SET queue_id = :queue_id WHERE build_id = :build_id AND position = :position AND queue_id IS NULL;

-- name: run_told
UPDATE matrix_run SET is_told = 1 WHERE build_id = :build_id AND position = :position;

-- The number of the build that a queue item of a configuration belongs to.
-- name: number_of_run
SELECT p.number FROM matrix_run r CROSS JOIN build p ON p.id = r.build_id WHERE r.queue_id = :queue_id;

-- name: take_number_of_run
UPDATE item SET next_build_number = max(next_build_number, :number + 1), last_build = max(coalesce(last_build, 0), :number)
WHERE id = :id RETURNING :number AS number;

-- Of each configuration of a job the last build up to a number.
-- name: nearest_builds
SELECT i.full_name, (SELECT max(b.number) FROM build b WHERE b.item_id = i.id AND b.number <= :number) AS number
FROM item i WHERE i.parent = :parent AND i.class_name = 'hudson.matrix.MatrixConfiguration' ORDER BY i.id;

-- Of each configuration of a job its build of a number.
-- name: results
SELECT i.full_name, b.result FROM item i CROSS JOIN build b ON b.item_id = i.id AND b.number = :number
WHERE i.parent = :parent AND i.class_name = 'hudson.matrix.MatrixConfiguration';
