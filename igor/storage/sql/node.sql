-- name: find
SELECT * FROM node WHERE name = :name;

-- name: all
SELECT * FROM node ORDER BY name;

-- name: facts
SELECT name, facts FROM node WHERE connected = 1;

-- name: insert
INSERT INTO node (name, description, executors, labels, mode, remote_fs, token_hash, created_ms)
VALUES (:name, :description, :executors, :labels, :mode, :remote_fs, :token_hash, :now_ms);

-- name: update
UPDATE node SET description = :description, executors = :executors, labels = :labels, mode = :mode,
    remote_fs = :remote_fs WHERE name = :name;

-- name: rename
UPDATE node SET name = :new_name WHERE name = :name;

-- The trigger tells the engine of the new name only.
-- name: tell_renamed
INSERT INTO change SELECT 'node', :name WHERE NOT EXISTS (SELECT * FROM change WHERE kind = 'node' AND key = :name);

-- name: set_token
UPDATE node SET token_hash = :token_hash WHERE name = :name;

-- name: set_offline
UPDATE node SET temporarily_offline = :offline, offline_reason = :reason, online_at_ms = :online_at_ms
WHERE name = :name;

-- name: delete
DELETE FROM node WHERE name = :name;

-- name: running
SELECT i.full_name, b.number FROM build b JOIN item i ON i.id = b.item_id
WHERE b.state = 'running' AND b.node_name = :name;

-- name: keep_former
INSERT OR REPLACE INTO former_node (name, token_hash, deleted_ms)
SELECT name, token_hash, :now_ms FROM node WHERE name = :name AND token_hash IS NOT NULL;

-- name: former
SELECT name, token_hash FROM former_node WHERE name = :name;

-- name: forget_former
DELETE FROM former_node WHERE deleted_ms < :before_ms;

-- name: set_said
UPDATE node SET said = :said WHERE name = :name;

-- name: keep_xml
UPDATE node SET config_xml = :config_xml WHERE name = :name;
