-- name: all
SELECT full_name, number FROM leftover;

-- name: is_used
SELECT 1 FROM item i WHERE i.full_name = :full_name
    AND (:number = 0 OR EXISTS (SELECT * FROM build WHERE item_id = i.id AND number = :number));

-- name: add_build
INSERT OR IGNORE INTO leftover (full_name, number) SELECT full_name, :number FROM item WHERE id = :item_id;

-- name: forget
DELETE FROM leftover WHERE full_name = :full_name AND number = :number;

-- name: forget_all
DELETE FROM leftover;
