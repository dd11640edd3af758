-- name: checked
SELECT item_id, checked_ms FROM timer;

-- name: fired
SELECT scheduled_ms FROM slot WHERE item_id = :item_id AND scheduled_ms > :after_ms AND scheduled_ms <= :until_ms;
