-- name: of_owner
SELECT * FROM view WHERE owner = :owner ORDER BY name;

-- name: all
SELECT * FROM view ORDER BY owner, name;

-- name: find
SELECT * FROM view WHERE owner = :owner AND name = :name;

-- name: insert
INSERT INTO view (owner, name, class_name, config_xml, seed, created_ms)
VALUES (:owner, :name, :class_name, :config_xml, :seed, :now_ms);

-- name: update
UPDATE view SET class_name = :class_name, config_xml = :config_xml WHERE owner = :owner AND name = :name;

-- name: set_seed
UPDATE view SET seed = :seed WHERE owner = :owner AND name = :name;

-- name: delete
DELETE FROM view WHERE owner = :owner AND name = :name;

-- name: change_owner
UPDATE view SET owner = :new || substr(owner, length(:old) + 1)
WHERE owner = :old OR substr(owner, 1, length(:old) + 2) = :old || '::';

-- name: delete_of_owner
DELETE FROM view WHERE owner = :owner OR substr(owner, 1, length(:owner) + 2) = :owner || '::';
