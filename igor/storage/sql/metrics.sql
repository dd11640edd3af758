-- name: left_since
SELECT id, item_id, build_number, in_queue_since_ms, ready_ms, buildable_since_ms, left_ms FROM queue_item
WHERE state = 'left' AND left_ms >= :since_ms AND build_number IS NOT NULL;

-- name: last_queue_id
SELECT coalesce(max(seq), 0) AS id FROM sqlite_sequence WHERE name = 'queue_item';

-- name: running_places
SELECT item_id, number FROM build WHERE state = 'running';

-- pairs: JSON list of [item_id, number].
-- name: ended
SELECT b.item_id, b.number, b.result, b.duration_ms, b.node_name FROM json_each(:pairs) p
JOIN build b ON b.item_id = json_extract(p.value, '$[0]') AND b.number = json_extract(p.value, '$[1]')
WHERE b.state = 'finished';

-- name: queue
SELECT state, count(*) AS items, total(buildable_since_ms < :stuck_before_ms) AS stuck FROM queue_item
WHERE state <> 'left' GROUP BY state;

-- name: busy
SELECT count(*) AS builds FROM build WHERE state = 'running' AND executor >= 0;

-- depth: of how many folders the item is in, plus one.
-- name: items
SELECT count(*) AS items, total(kind = 'job') AS jobs, total(kind = 'job' AND disabled) AS disabled,
    total(length(full_name) - length(replace(full_name, '/', '')) + 1) AS depths
FROM item;

-- name: last_build_figures
SELECT i.full_name, i.disabled,
    instr(i.config_xml, 'LogRotator') > 0 OR instr(i.config_xml, '<logRotator') > 0 AS discards, b.result, b.duration_ms, b.started_ms, b.log_bytes,
    (SELECT waiting_ms + blocked_ms + buildable_ms FROM build_wait w WHERE w.build_id = b.id) AS waited_ms
FROM item i CROSS JOIN build b ON b.item_id = i.id AND b.number = i.last_completed
WHERE i.kind = 'job' ORDER BY i.full_name;

-- Builds that were stopped or not made say nothing of a job's health: some more are read than count.
-- name: recent_results
SELECT i.full_name, b.result FROM item i CROSS JOIN build b ON b.item_id = i.id AND b.number > i.last_build - 10
WHERE i.kind = 'job' AND b.result IN ('SUCCESS', 'UNSTABLE', 'FAILURE') ORDER BY i.id, b.number DESC;
