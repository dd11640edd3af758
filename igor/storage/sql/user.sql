-- name: find
SELECT * FROM user WHERE id = :id;

-- name: all
SELECT * FROM user ORDER BY id;

-- name: insert
INSERT INTO user (id, full_name, password_hash, is_admin, created_ms, email)
VALUES (:id, :full_name, :password_hash, :is_admin, :now_ms, :email);

-- name: set_password
UPDATE user SET password_hash = :password_hash, session_seed = :seed WHERE id = :id;

-- name: set_seed
UPDATE user SET session_seed = :seed WHERE id = :id;

-- name: set_profile
UPDATE user SET full_name = :full_name, description = :description, email = :email WHERE id = :id;

-- name: rename_token
UPDATE api_token SET name = :name WHERE user_id = :user_id AND uuid = :uuid;

-- name: delete_tokens_called
DELETE FROM api_token WHERE user_id = :user_id AND name = :name;

-- name: delete_other_tokens
DELETE FROM api_token WHERE user_id = :user_id AND uuid <> :uuid;

-- name: set_description
UPDATE user SET description = :description WHERE id = :id;

-- name: delete
DELETE FROM user WHERE id = :id;

-- name: insert_token
INSERT INTO api_token (uuid, user_id, name, token_hash, created_ms)
VALUES (:uuid, :user_id, :name, :token_hash, :now_ms);

-- name: find_token
SELECT t.uuid, t.last_used_ms, u.* FROM api_token t JOIN user u ON u.id = t.user_id
WHERE t.token_hash = :token_hash AND t.user_id = :user_id;

-- name: note_token_use
UPDATE api_token SET last_used_ms = :now_ms, uses = uses + 1 WHERE uuid = :uuid;

-- name: tokens_of
SELECT uuid, name, created_ms, last_used_ms, uses FROM api_token WHERE user_id = :user_id ORDER BY created_ms, name;

-- name: delete_token
DELETE FROM api_token WHERE user_id = :user_id AND uuid = :uuid;

-- name: delete_tokens
DELETE FROM api_token WHERE user_id = :user_id;
