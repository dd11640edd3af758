-- name: all
SELECT * FROM config_file ORDER BY id;

-- name: put
INSERT OR REPLACE INTO config_file (id, name, class_name, config_xml, seed)
VALUES (:id, :name, :class_name, :config_xml, :seed);

-- name: delete
DELETE FROM config_file WHERE id = :id;

-- name: set_seed
UPDATE config_file SET seed = :seed WHERE id = :id;
