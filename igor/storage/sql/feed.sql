-- Bounded by :limit: a feed shows what is new.
-- name: newest
SELECT item_id, number, node_name FROM build WHERE state = 'finished' ORDER BY started_ms DESC LIMIT :limit;

-- name: newest_failed
SELECT item_id, number, node_name FROM build WHERE result IN ('FAILURE', 'UNSTABLE')
ORDER BY started_ms DESC LIMIT :limit;

-- name: before
SELECT item_id, number FROM build WHERE item_id = :item_id AND number < :number ORDER BY number DESC LIMIT :limit;
