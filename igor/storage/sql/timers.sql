-- name: timer
SELECT checked_ms, spec FROM timer WHERE item_id = :item_id;

-- name: set_timer
INSERT INTO timer (item_id, checked_ms, spec) VALUES (:item_id, :checked_ms, :spec)
ON CONFLICT (item_id) DO UPDATE SET checked_ms = excluded.checked_ms, spec = excluded.spec;

-- name: held
SELECT scheduled_ms, parameters, until_ms FROM slot INDEXED BY slot_held WHERE item_id = :item_id AND state = 'held';

-- name: waiting
SELECT s.scheduled_ms, s.parameters, s.queue_id, coalesce(s.late_at_ms, s.scheduled_ms) AS late_at_ms, s.late
FROM queue_item q CROSS JOIN slot s INDEXED BY slot_queue_item ON s.queue_id = q.id
WHERE q.state <> 'left' AND q.item_id = :item_id AND s.item_id = :item_id AND s.state = 'fired'
ORDER BY s.scheduled_ms, s.parameters;

-- name: decided
SELECT scheduled_ms, parameters FROM slot
WHERE item_id = :item_id AND scheduled_ms > :after_ms AND scheduled_ms <= :until_ms;

-- name: put
INSERT INTO slot (item_id, scheduled_ms, parameters, state, why, queue_id, until_ms, late_at_ms, decided_ms)
VALUES (:item_id, :scheduled_ms, :parameters, :state, :why, :queue_id, :until_ms, :late_at_ms, :now_ms)
ON CONFLICT (item_id, scheduled_ms, parameters) DO UPDATE SET state = excluded.state, why = excluded.why,
    queue_id = excluded.queue_id, until_ms = excluded.until_ms, late_at_ms = excluded.late_at_ms,
    decided_ms = excluded.decided_ms
WHERE slot.state = 'held';

-- name: set_late
UPDATE slot SET late = 1 WHERE item_id = :item_id AND scheduled_ms = :scheduled_ms AND parameters = :parameters;

-- name: give_up
UPDATE slot SET state = 'missed', why = :why, decided_ms = :now_ms
WHERE item_id = :item_id AND scheduled_ms = :scheduled_ms AND parameters = :parameters AND state = 'fired';

-- name: forget_future
DELETE FROM slot WHERE item_id = :item_id AND scheduled_ms > :now_ms AND state <> 'fired';

-- name: running
SELECT number FROM build INDEXED BY build_running_of_job WHERE state = 'running' AND item_id = :item_id ORDER BY number;

-- name: queued
SELECT id FROM queue_item WHERE state <> 'left' AND item_id = :item_id ORDER BY id LIMIT 1;

-- name: stop_running
UPDATE build SET stop_requested_by = :by, stop_requested_ms = :now_ms
WHERE state = 'running' AND item_id = :item_id AND stop_requested_by IS NULL;

-- name: queue_item
SELECT causes, why FROM queue_item WHERE id = :id AND state <> 'left';

-- name: set_causes
UPDATE queue_item SET causes = :causes WHERE id = :id AND state <> 'left';

-- name: cancel
UPDATE queue_item SET state = 'left', cancelled = 1, left_ms = :now_ms, why = NULL, approval = NULL, left_why = :left_why
WHERE id = :id AND state <> 'left';

-- name: tell
INSERT INTO event (at_ms, kind, job_full_name, build_number, data, event_id)
VALUES (:now_ms, :kind, :job_full_name, NULL, :data, :event_id)
ON CONFLICT (event_id) DO NOTHING;
