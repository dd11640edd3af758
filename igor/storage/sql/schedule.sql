-- name: checked
SELECT checked_ms FROM timer WHERE item_id = :item_id;

-- name: fired
SELECT scheduled_ms FROM slot WHERE item_id = :item_id AND scheduled_ms > :after_ms AND scheduled_ms <= :until_ms;
