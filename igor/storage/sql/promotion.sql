-- name: of_item
SELECT name, config_xml FROM promotion_process WHERE item_id = :item_id ORDER BY name;

-- name: insert
INSERT INTO promotion_process (item_id, name, config_xml) VALUES (:item_id, :name, :config_xml) ON CONFLICT DO NOTHING;

-- name: update
UPDATE promotion_process SET config_xml = :config_xml WHERE item_id = :item_id AND name = :name;

-- name: delete
DELETE FROM promotion_process WHERE item_id = :item_id AND name = :name;
