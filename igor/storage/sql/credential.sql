-- name: domains
SELECT name, config_xml FROM credential_domain WHERE store = :store ORDER BY name;

-- name: insert_domain
INSERT INTO credential_domain (store, name, config_xml) VALUES (:store, :name, :config_xml);

-- name: keep_domain
INSERT INTO credential_domain (store, name, config_xml) VALUES (:store, :name, :config_xml) ON CONFLICT DO NOTHING;

-- name: update_domain
UPDATE credential_domain SET name = :new_name, config_xml = :config_xml WHERE store = :store AND name = :name;

-- name: move_to_domain
UPDATE credential SET domain = :new_name WHERE store = :store AND domain = :name;

-- name: delete_domain
DELETE FROM credential_domain WHERE store = :store AND name = :name;

-- name: delete_of_domain
DELETE FROM credential WHERE store = :store AND domain = :name;

-- name: of_domain
SELECT * FROM credential WHERE store = :store AND domain = :domain ORDER BY position;

-- name: find
SELECT * FROM credential WHERE store = :store AND domain = :domain AND id = :id;

-- name: find_in_store
SELECT * FROM credential WHERE store = :store AND id = :id ORDER BY position;

-- name: insert
INSERT INTO credential (store, domain, id, class_name, config_xml, updated_ms)
VALUES (:store, :domain, :id, :class_name, :config_xml, :now_ms);

-- name: update
UPDATE credential SET id = :new_id, class_name = :class_name, config_xml = :config_xml, updated_ms = :now_ms
WHERE store = :store AND domain = :domain AND id = :id;

-- name: relocate
UPDATE credential SET store = :new_store, domain = :new_domain WHERE store = :store AND domain = :domain AND id = :id;

-- name: delete
DELETE FROM credential WHERE store = :store AND domain = :domain AND id = :id;
