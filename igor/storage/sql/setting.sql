-- name: find
SELECT value FROM setting WHERE key = :key;

-- name: put
-- Not an upsert: the conflict clause of its update would hold for what the triggers insert into "change", too.
INSERT OR REPLACE INTO setting (key, value) VALUES (:key, :value);

-- name: with_prefix
SELECT key, value FROM setting WHERE substr(key, 1, length(:prefix)) = :prefix;

-- name: delete
DELETE FROM setting WHERE key = :key;
