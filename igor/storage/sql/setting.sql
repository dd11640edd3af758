-- name: find
SELECT value FROM setting WHERE key = :key;

-- name: put
INSERT OR REPLACE INTO setting (key, value) VALUES (:key, :value);

-- name: with_prefix
SELECT key, value FROM setting WHERE substr(key, 1, length(:prefix)) = :prefix;

-- name: delete
DELETE FROM setting WHERE key = :key;
