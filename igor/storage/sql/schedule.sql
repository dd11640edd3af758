-- name: checked
SELECT item_id, checked_ms FROM timer;

-- name: decided
SELECT scheduled_ms, parameters FROM slot
WHERE item_id = :item_id AND scheduled_ms > :after_ms AND scheduled_ms <= :until_ms;

-- name: held
SELECT s.scheduled_ms, s.parameters, s.until_ms, s.why, i.full_name
FROM slot s INDEXED BY slot_held JOIN item i ON i.id = s.item_id
WHERE s.state = 'held' ORDER BY s.scheduled_ms, i.full_name;

-- name: past
SELECT scheduled_ms, parameters, state, why, queue_id, until_ms, late, decided_ms FROM slot
WHERE item_id = :item_id ORDER BY scheduled_ms DESC, parameters LIMIT :limit;
