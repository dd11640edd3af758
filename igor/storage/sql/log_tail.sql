-- name: keep
INSERT INTO log_tail (build_id, log_start, bytes)
SELECT id, :log_start, :bytes FROM build WHERE id = :build_id RETURNING id;

-- name: last
SELECT coalesce(max(id), 0) AS id FROM log_tail;

-- name: forget
DELETE FROM log_tail WHERE id <= :id;

-- name: forget_build
DELETE FROM log_tail WHERE build_id = :build_id;

-- name: files
SELECT DISTINCT b.id, i.full_name, b.number FROM log_tail t
JOIN build b ON b.id = t.build_id JOIN item i ON i.id = b.item_id WHERE t.id <= :id LIMIT :limit;

-- name: all
SELECT i.full_name, b.number, b.log_bytes, t.log_start, t.bytes FROM log_tail t
JOIN build b ON b.id = t.build_id JOIN item i ON i.id = b.item_id ORDER BY t.id;
