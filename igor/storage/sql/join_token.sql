-- name: insert
INSERT INTO join_token (id, token_hash, node_name, node_group, uses_left, created_by, created_ms, expires_ms)
VALUES (:id, :token_hash, :name, :group, :uses, :by, :now_ms, :expires_ms);

-- name: find
SELECT t.*, n.last_seen_ms FROM join_token t LEFT JOIN node n ON n.name = t.used_by WHERE t.token_hash = :token_hash;

-- name: spend
UPDATE join_token SET uses_left = uses_left - :uses, used_ms = :now_ms, used_by = :node_name WHERE id = :id;

-- name: all
SELECT * FROM join_token ORDER BY created_ms DESC, id;

-- name: delete
DELETE FROM join_token WHERE id = :id;

-- name: purge
DELETE FROM join_token WHERE expires_ms < :before_ms;
