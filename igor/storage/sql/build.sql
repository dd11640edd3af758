-- name: find
SELECT b.*, i.full_name AS job_full_name,
    (SELECT json_group_array(json(attempts)) FROM (SELECT attempts FROM step_run WHERE build_id = b.id
        ORDER BY step, launched_ms)) AS attempt_lists
FROM build b JOIN item i ON i.id = b.item_id WHERE b.item_id = :item_id AND b.number = :number;

-- name: list
SELECT b.*, i.full_name AS job_full_name,
    (SELECT json_group_array(json(attempts)) FROM (SELECT attempts FROM step_run WHERE build_id = b.id
        ORDER BY step, launched_ms)) AS attempt_lists
FROM build b JOIN item i ON i.id = b.item_id
WHERE b.item_id = :item_id AND b.number < :before ORDER BY b.number DESC LIMIT :limit;

-- name: running
SELECT b.*, i.full_name AS job_full_name,
    (SELECT json_group_array(json(attempts)) FROM (SELECT attempts FROM step_run WHERE build_id = b.id
        ORDER BY step, launched_ms)) AS attempt_lists
FROM build b JOIN item i ON i.id = b.item_id WHERE b.state = 'running' ORDER BY b.started_ms, b.id;

-- name: recent_failures
SELECT b.*, i.full_name AS job_full_name,
    (SELECT json_group_array(json(attempts)) FROM (SELECT attempts FROM step_run WHERE build_id = b.id
        ORDER BY step, launched_ms)) AS attempt_lists
FROM build b JOIN item i ON i.id = b.item_id
WHERE b.result IN ('FAILURE', 'UNSTABLE') AND b.started_ms >= :since_ms
ORDER BY b.started_ms DESC, b.id DESC LIMIT :limit;

-- name: running_of_job
SELECT number FROM build INDEXED BY build_running_of_job WHERE item_id = :item_id AND state = 'running' ORDER BY number;

-- A stop that is asked for again after a while also ends what the build still publishes.
-- name: request_stop
UPDATE build SET stop_requested_by = coalesce(stop_requested_by, :by),
    stop_requested_ms = CASE WHEN stop_requested_ms > :now_ms - 10000 THEN stop_requested_ms ELSE :now_ms END
WHERE item_id = :item_id AND number = :number AND state = 'running';

-- name: request_stop_of_job
UPDATE build SET stop_requested_by = coalesce(stop_requested_by, :by),
    stop_requested_ms = coalesce(stop_requested_ms, :now_ms)
WHERE item_id = :item_id AND state = 'running';

-- name: set_description
UPDATE build SET description = :value WHERE item_id = :item_id AND number = :number;

-- name: set_display_name
UPDATE build SET display_name = :value WHERE item_id = :item_id AND number = :number;

-- name: set_keep_log
UPDATE build SET keep_log = :value WHERE item_id = :item_id AND number = :number;

-- name: delete
DELETE FROM build WHERE item_id = :item_id AND number = :number AND state = 'finished';

-- Bounded, so that a job which has failed for years costs no more.
-- name: recent_durations
SELECT number, duration_ms FROM (
    SELECT number, duration_ms, state, result FROM build WHERE item_id = :item_id ORDER BY number DESC LIMIT 100)
WHERE state = 'finished' AND result IN ('SUCCESS', 'UNSTABLE')
ORDER BY number DESC LIMIT 3;

-- name: note_started
UPDATE item SET last_build = max(coalesce(last_build, 0), :number) WHERE id = :item_id;

-- name: note_finished
UPDATE item SET
    last_result = CASE WHEN :number >= coalesce(last_completed, 0) THEN :result ELSE last_result END,
    last_build = max(coalesce(last_build, 0), :number),
    last_completed = max(coalesce(last_completed, 0), :number),
    last_stable = CASE WHEN :result = 'SUCCESS' THEN max(coalesce(last_stable, 0), :number) ELSE last_stable END,
    last_successful = CASE WHEN :result IN ('SUCCESS', 'UNSTABLE')
        THEN max(coalesce(last_successful, 0), :number) ELSE last_successful END,
    last_unstable = CASE WHEN :result = 'UNSTABLE'
        THEN max(coalesce(last_unstable, 0), :number) ELSE last_unstable END,
    last_failed = CASE WHEN :result = 'FAILURE' THEN max(coalesce(last_failed, 0), :number) ELSE last_failed END,
    last_unsuccessful = CASE WHEN :result <> 'SUCCESS'
        THEN max(coalesce(last_unsuccessful, 0), :number) ELSE last_unsuccessful END
WHERE id = :item_id;

-- Only when a permalink pointed at the build: the rest would be a walk through the history for nothing.
-- name: recount
UPDATE item SET
    last_build = (SELECT max(number) FROM build WHERE item_id = item.id),
    last_completed = (SELECT max(number) FROM build WHERE item_id = item.id AND state = 'finished'),
    last_stable = (SELECT max(number) FROM build WHERE item_id = item.id AND result = 'SUCCESS'),
    last_successful = (SELECT max(number) FROM build WHERE item_id = item.id AND result IN ('SUCCESS', 'UNSTABLE')),
    last_unstable = (SELECT max(number) FROM build WHERE item_id = item.id AND result = 'UNSTABLE'),
    last_failed = (SELECT max(number) FROM build WHERE item_id = item.id AND result = 'FAILURE'),
    last_unsuccessful = (SELECT max(number) FROM build
        WHERE item_id = item.id AND state = 'finished' AND result <> 'SUCCESS'),
    last_result = (SELECT result FROM build WHERE item_id = item.id AND state = 'finished'
        ORDER BY number DESC LIMIT 1)
WHERE id = :item_id AND :number IN (last_build, last_completed, last_stable, last_successful, last_unstable,
    last_failed, last_unsuccessful);
