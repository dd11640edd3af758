-- name: jobs
SELECT id, full_name, version, disabled, updated_ms, config_xml FROM item WHERE kind = 'job';

-- name: job
SELECT id, full_name, version, disabled, updated_ms, config_xml FROM item WHERE id = :id AND kind = 'job';

-- name: changes
SELECT kind, key FROM change;

-- name: forget_changes
DELETE FROM change;

-- name: last_nodes
SELECT i.id AS item_id, b.node_name FROM item i JOIN build b ON b.item_id = i.id AND b.number = i.last_build
WHERE i.kind = 'job';

-- name: nodes
SELECT * FROM node ORDER BY name;

-- name: node
SELECT * FROM node WHERE name = :name;

-- name: all_away
UPDATE node SET connected = 0 WHERE connected = 1;

-- name: node_away
UPDATE node SET connected = 0, last_seen_ms = :now_ms WHERE name = :name AND connected = 1;

-- name: node_here
UPDATE node SET connected = 1, last_seen_ms = :now_ms, version = :version, facts = :facts, labels = :labels,
    executors = :executors, remote_fs = :remote_fs, said = :said, boot_id = :boot_id
WHERE name = :name;

-- name: node_returns
UPDATE node SET temporarily_offline = 0, offline_reason = '', online_at_ms = NULL
WHERE name = :name AND online_at_ms <= :now_ms;

-- name: node_alive
UPDATE node SET last_seen_ms = :now_ms, facts = json_patch(facts, :facts) WHERE name = :name;

-- name: running_builds
SELECT b.*, i.full_name AS job_full_name FROM build b JOIN item i ON i.id = b.item_id
WHERE b.state = 'running' ORDER BY b.id;

-- name: build
SELECT b.*, i.full_name AS job_full_name FROM build b JOIN item i ON i.id = b.item_id WHERE b.id = :id;

-- name: runs_of_build
SELECT * FROM step_run WHERE build_id = :build_id ORDER BY step, launched_ms;

-- name: runs_of_running_builds
SELECT r.* FROM step_run r JOIN build b ON b.id = r.build_id WHERE b.state = 'running' ORDER BY r.step, r.launched_ms;

-- name: insert_run
INSERT INTO step_run (run_id, build_id, step, node_name, state, log_start, launched_ms)
VALUES (:run_id, :build_id, :step, :node_name, 'launched', :log_start, :now_ms);

-- name: insert_ended_run
INSERT INTO step_run (run_id, build_id, step, node_name, state, log_start, outcome, launched_ms, started_ms, finished_ms)
VALUES (:run_id, :build_id, :step, :node_name, 'finished', :log_start, :outcome, :started_ms, :started_ms, :now_ms);

-- name: run_started
UPDATE step_run SET started_ms = :now_ms WHERE run_id = :run_id AND state = 'launched' AND started_ms IS NULL;

-- name: end_run
UPDATE step_run SET state = :state, outcome = :outcome, exit_code = :exit_code, attempts = :attempts,
    finished_ms = :now_ms
WHERE run_id = :run_id AND state = 'launched';

-- name: set_workspace
UPDATE build SET workspace = :workspace WHERE id = :id AND state = 'running' AND workspace IS NOT :workspace;

-- name: grow_log
UPDATE build SET log_bytes = :log_bytes, next_step = :next_step WHERE id = :id AND state = 'running';

-- name: set_reason
UPDATE build SET reason = :reason WHERE id = :id AND state = 'running' AND reason IS NOT :reason;

-- name: take_number
UPDATE item SET next_build_number = next_build_number + 1, last_build = max(coalesce(last_build, 0), next_build_number)
WHERE id = :id RETURNING next_build_number - 1 AS number;

-- name: claim
UPDATE queue_item SET state = 'left', why = NULL, build_number = :number, left_ms = :now_ms
WHERE id = :id AND item_id = :item_id AND state <> 'left' RETURNING causes, parameters;

-- name: insert_build
INSERT INTO build (item_id, number, queue_id, state, node_name, executor, workspace, plan, started_ms, estimated_ms,
    causes, parameters, log_bytes, release)
VALUES (:item_id, :number, :queue_id, 'running', :node_name, :executor, :workspace, :plan, :now_ms, :estimated_ms,
    :causes, :parameters, :log_bytes, :release);

-- name: finish_build
UPDATE build SET state = 'finished', result = :result, reason = :reason, duration_ms = :duration_ms,
    log_bytes = :log_bytes
WHERE id = :id AND state = 'running';

-- name: open_queue
SELECT id, item_id, in_queue_since_ms, ready_ms,
    EXISTS (SELECT 1 FROM json_each(causes) WHERE json_extract(value, '$.kind') = 'approval') AS is_approved
FROM queue_item INDEXED BY queue_item_open WHERE state <> 'left' ORDER BY id;

-- name: open_queue_item
SELECT id, item_id, in_queue_since_ms, ready_ms,
    EXISTS (SELECT 1 FROM json_each(causes) WHERE json_extract(value, '$.kind') = 'approval') AS is_approved
FROM queue_item WHERE id = :id AND state <> 'left';

-- name: cancel
UPDATE queue_item SET state = 'left', cancelled = 1, left_ms = :now_ms, why = NULL, approval = NULL, left_why = :left_why
WHERE id = :id AND state <> 'left';

-- name: skip_slots
UPDATE slot SET state = 'skipped', why = :left_why, decided_ms = :now_ms WHERE queue_id = :id AND state = 'fired';

-- name: queue_state
UPDATE queue_item SET state = :state, why = :why, approval = :approval,
    buildable_since_ms = CASE WHEN :state = 'buildable' THEN coalesce(buildable_since_ms, :now_ms) END
WHERE id = :id AND state <> 'left' AND (state <> :state OR why IS NOT :why OR approval IS NOT :approval);

-- name: queue_again
INSERT INTO queue_item (item_id, state, in_queue_since_ms, ready_ms, parameters, parameters_digest, causes)
SELECT item_id, 'waiting', :now_ms, :now_ms, parameters, :digest, :causes FROM build WHERE id = :id;

-- name: purge_queue
DELETE FROM queue_item WHERE state = 'left' AND left_ms < :before_ms;

-- name: purge_events
DELETE FROM event WHERE id IN (SELECT id FROM event WHERE id > 0 ORDER BY id LIMIT :limit) AND at_ms < :before_ms;

-- name: next_with_slots
SELECT item_id FROM slot WHERE item_id > :item_id ORDER BY item_id LIMIT 1;

-- name: purge_slots
DELETE FROM slot WHERE item_id = :item_id AND scheduled_ms < :before_ms AND state <> 'held';

-- name: insert_event
INSERT INTO event (at_ms, kind, job_full_name, build_number, data, event_id)
VALUES (:at_ms, :kind, :job_full_name, :build_number, :data, :event_id)
ON CONFLICT (event_id) DO NOTHING;

-- Those that may have to go: around the limit by number, the oldest, and those that the permalinks keep.
-- name: finished_builds
SELECT id, number, result, started_ms, keep_log FROM build
WHERE item_id = :item_id AND state = 'finished' AND number IN (
    SELECT number FROM (SELECT number FROM build WHERE item_id = :item_id ORDER BY number DESC LIMIT :newest)
    UNION SELECT number FROM (SELECT number FROM build WHERE item_id = :item_id AND keep_log = 0
        AND state = 'finished' ORDER BY number LIMIT :oldest)
    UNION SELECT last_successful FROM item WHERE id = :item_id UNION SELECT last_stable FROM item WHERE id = :item_id)
ORDER BY number DESC;

-- name: oldest_finished
SELECT b.id, b.item_id, b.number, b.started_ms, b.keep_log, i.full_name, i.last_build, i.last_successful, i.last_stable
FROM build b INDEXED BY build_finished CROSS JOIN item i ON i.id = b.item_id
WHERE b.state = 'finished' AND b.started_ms >= :after_ms AND (b.started_ms, b.id) > (:after_ms, :after_id)
ORDER BY b.started_ms, b.id LIMIT :limit;

-- name: next_jobs
SELECT id FROM item WHERE id > :item_id AND kind = 'job' ORDER BY id LIMIT :limit;

-- name: build_with_outputs
SELECT b.id, b.number, i.full_name FROM item i
JOIN build b ON b.item_id = i.id AND b.number = coalesce(:number, i.last_successful) WHERE i.full_name = :full_name;

-- name: references_of_running_builds
SELECT o.build_id, o.value FROM build b JOIN build_output o ON o.build_id = b.id
WHERE b.state = 'running' AND o.kind = 'artifact' ORDER BY o.build_id, o.key;

-- name: references_of_build
SELECT build_id, value FROM build_output WHERE build_id = :build_id AND kind = 'artifact' ORDER BY key;

-- name: external_reports
SELECT * FROM external_report ORDER BY started_ms LIMIT :limit;

-- name: forget_report
DELETE FROM external_report WHERE id = :id;

-- name: run
SELECT run_id FROM step_run WHERE run_id = :run_id;

-- name: insert_external_build
INSERT INTO build (item_id, number, queue_id, state, node_name, executor, plan, started_ms, causes, log_bytes,
    display_name, description)
VALUES (:item_id, :number, 0, 'running', '', 0, '{"class_name":"hudson.model.ExternalJob"}', :started_ms, :causes,
    :log_bytes, :display_name, :description);

-- name: insert_external_run
INSERT INTO step_run (run_id, build_id, step, node_name, state, log_start, outcome, exit_code, launched_ms, started_ms,
    finished_ms)
VALUES (:run_id, :build_id, 0, '', 'finished', 0, :outcome, :exit_code, :started_ms, :started_ms, :now_ms);

-- name: agent_requests
SELECT id, node_name, folder, path, as_zip FROM agent_request;

-- name: forget_agent_requests
DELETE FROM agent_request;

-- name: old_artifacts
SELECT a.number FROM artifact_set a JOIN build b ON b.id = a.build_id JOIN item i ON i.id = a.item_id
WHERE a.item_id = :item_id AND b.keep_log = 0 AND b.state = 'finished'
    AND a.number NOT IN (coalesce(i.last_successful, 0), coalesce(i.last_stable, 0))
    AND (b.started_ms < :before_ms OR (:kept >= 0 AND a.number < coalesce((SELECT number FROM build
        WHERE item_id = :item_id ORDER BY number DESC LIMIT 1 OFFSET max(0, :kept - 1)), 0) + (:kept = 0)))
ORDER BY a.number LIMIT :limit;

-- name: forget_artifacts
DELETE FROM artifact_set WHERE item_id = :item_id AND number = :number;
