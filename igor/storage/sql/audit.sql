-- name: insert
INSERT INTO audit (at_ms, user_id, address, kind, method, path, detail, outcome, status)
VALUES (:at_ms, :user_id, :address, :kind, :method, :path, :detail, :outcome, :status);

-- name: latest
SELECT * FROM audit WHERE id < :before AND (:kind = '' OR kind = :kind) ORDER BY id DESC LIMIT :count;

-- name: latest_of_user
SELECT * FROM audit WHERE user_id = :user_id AND id < :before AND (:kind = '' OR kind = :kind)
ORDER BY id DESC LIMIT :count;

-- name: purge
DELETE FROM audit WHERE id IN (SELECT id FROM audit WHERE at_ms < :before_ms ORDER BY at_ms LIMIT :limit);
