-- pairs: JSON list of [item_id, number].
-- name: many
SELECT b.id, b.item_id, b.number, b.queue_id, b.state, b.result, b.reason, b.node_name, b.executor, b.workspace,
    b.started_ms, b.duration_ms, b.estimated_ms, b.causes, b.parameters, b.description, b.display_name, b.keep_log,
    b.release, b.tests, i.full_name AS job_full_name, '[]' AS attempt_lists
FROM json_each(:pairs) p
JOIN build b ON b.item_id = json_extract(p.value, '$[0]') AND b.number = json_extract(p.value, '$[1]')
JOIN item i ON i.id = b.item_id;

-- name: numbers
SELECT number FROM build WHERE item_id = :item_id ORDER BY number DESC LIMIT :limit;

-- name: first
SELECT min(number) AS number FROM build WHERE item_id = :item_id;

-- name: before
SELECT max(number) AS number FROM build WHERE item_id = :item_id AND number < :number;

-- name: after
SELECT min(number) AS number FROM build WHERE item_id = :item_id AND number > :number;

-- name: conclusive_results
SELECT result FROM build
WHERE item_id = :item_id AND state = 'finished' AND result IN ('SUCCESS', 'UNSTABLE', 'FAILURE')
ORDER BY number DESC LIMIT :limit;

-- The XML only of jobs that have a trigger between jobs.
-- name: triggers_between_jobs
SELECT full_name, CASE WHEN instr(config_xml, '<upstreamProjects>') > 0 OR instr(config_xml, '<childProjects>') > 0
    THEN config_xml END AS config_xml
FROM item WHERE kind = 'job' ORDER BY full_name;

-- name: result_counts
SELECT i.full_name, t.result, t.builds, t.kept, t.duration_ms
FROM build_tally t JOIN item i ON i.id = t.item_id ORDER BY i.full_name, t.result;

-- pairs: JSON list of [item_id, number].
-- name: waits
SELECT b.item_id, b.number, w.waiting_ms, w.blocked_ms, w.buildable_ms
FROM json_each(:pairs) p
JOIN build b ON b.item_id = json_extract(p.value, '$[0]') AND b.number = json_extract(p.value, '$[1]')
JOIN build_wait w ON w.build_id = b.id;
