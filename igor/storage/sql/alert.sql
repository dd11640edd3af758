-- name: unresolved_of_job
SELECT * FROM alert WHERE job_full_name = :job_full_name AND state <> 'resolved';

-- name: unresolved
SELECT * FROM alert INDEXED BY alert_unresolved WHERE state <> 'resolved' ORDER BY since_ms, id;

-- name: find
SELECT * FROM alert WHERE id = :id;

-- name: resolved
SELECT * FROM alert INDEXED BY alert_resolved WHERE state = 'resolved' ORDER BY resolved_ms DESC LIMIT :limit;

-- name: insert
INSERT INTO alert (job_full_name, check_name, trouble, state, severity, owner, since_ms, last_ms, count, build_number,
    facts, told_ms)
VALUES (:job_full_name, :check_name, :trouble, :state, :severity, :owner, :since_ms, :last_ms, :count, :build_number,
    :facts, :told_ms);

-- name: update
UPDATE alert SET trouble = :trouble, state = :state, last_ms = :last_ms, count = :count, build_number = :build_number,
    facts = :facts, told_ms = :told_ms, resolved_ms = :resolved_ms
WHERE id = :id AND state <> 'resolved';

-- name: delete
DELETE FROM alert WHERE id = :id;

-- name: acknowledge
UPDATE alert SET acknowledged_by = :by, acknowledged_ms = :now_ms, note = :note
WHERE id = :id AND state <> 'resolved';

-- name: purge_resolved
DELETE FROM alert WHERE id IN (SELECT id FROM alert INDEXED BY alert_resolved
    WHERE state = 'resolved' AND resolved_ms < :before_ms ORDER BY resolved_ms LIMIT :limit);

-- name: silences
SELECT * FROM silence WHERE until_ms > :now_ms ORDER BY until_ms, id;

-- name: insert_silence
INSERT INTO silence (pattern, trouble, until_ms, created_by, created_ms, reason)
VALUES (:pattern, :trouble, :until_ms, :by, :now_ms, :reason);

-- name: end_silence
UPDATE silence SET until_ms = :now_ms WHERE id = :id AND until_ms > :now_ms;

-- name: purge_silences
DELETE FROM silence WHERE until_ms < :before_ms;

-- name: insert_notification
INSERT INTO notification (at_ms, phase, alert_id, job_full_name, data)
VALUES (:at_ms, :phase, :alert_id, :job_full_name, :data);

-- name: unspooled
SELECT id, data FROM notification INDEXED BY notification_new WHERE spooled_ms IS NULL ORDER BY id LIMIT :limit;

-- name: mark_spooled
UPDATE notification SET spooled_ms = :now_ms WHERE id = :id;

-- name: told_since
SELECT job_full_name, phase FROM notification INDEXED BY notification_at WHERE at_ms > :since_ms;

-- name: notifications
SELECT id, at_ms, phase, alert_id, job_full_name, data FROM notification INDEXED BY notification_at
ORDER BY at_ms DESC LIMIT :limit;

-- name: purge_notifications
DELETE FROM notification WHERE id IN (SELECT id FROM notification INDEXED BY notification_at
    WHERE at_ms < :before_ms ORDER BY at_ms LIMIT :limit) AND spooled_ms IS NOT NULL;

-- Builds' durations, the newest first; only successes count.
-- name: recent_successes
SELECT result, duration_ms FROM build WHERE item_id = :item_id AND number < :number
    AND state = 'finished' ORDER BY number DESC LIMIT :limit;

-- What waits in the queue, with the slot that it waits for the longest.
-- name: waiting
SELECT q.id, q.item_id, q.ready_ms, q.why, q.approval, min(s.scheduled_ms) AS scheduled_ms
FROM queue_item q INDEXED BY queue_item_open LEFT JOIN slot s INDEXED BY slot_queue_item ON s.queue_id = q.id
WHERE q.state <> 'left' AND q.state <> 'waiting' AND q.ready_ms < :before_ms
GROUP BY q.id ORDER BY q.id;

-- name: last_start
SELECT b.number, b.started_ms AS at_ms FROM item i JOIN build b ON b.item_id = i.id AND b.number = i.last_build
WHERE i.id = :item_id;

-- name: last_success
SELECT b.number, b.started_ms + b.duration_ms AS at_ms
FROM item i JOIN build b ON b.item_id = i.id AND b.number = i.last_stable
WHERE i.id = :item_id;
