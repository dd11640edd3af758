-- What builds leave behind: deliveries of runs, fingerprints, test counts, outputs.

-- name: delivering_run
SELECT r.state, b.id AS build_id, b.item_id, b.number, b.started_ms, i.full_name
FROM step_run r JOIN build b ON b.id = r.build_id JOIN item i ON i.id = b.item_id WHERE r.run_id = :run_id;

-- name: set_tests
UPDATE build SET tests = :tests WHERE id = :build_id;

-- name: add_fingerprint
INSERT INTO fingerprint_use (md5, build_id, file_name, made_here, recorded_ms)
VALUES (:md5, :build_id, :file_name, :made_here, :now_ms) ON CONFLICT DO NOTHING;

-- name: fingerprint
SELECT f.file_name, f.made_here, f.recorded_ms, b.number, i.full_name
FROM fingerprint_use f JOIN build b ON b.id = f.build_id JOIN item i ON i.id = b.item_id
WHERE f.md5 = :md5 ORDER BY i.full_name, b.number;

-- name: fingerprints_of_build
SELECT f.md5, f.file_name, f.made_here FROM fingerprint_use f WHERE f.build_id = :build_id ORDER BY f.file_name;

-- Bounded: results of long ago say nothing about today.
-- name: last_tested
SELECT number FROM (SELECT number, tests FROM build
    WHERE item_id = :item_id AND number < :number AND state = 'finished' ORDER BY number DESC LIMIT 100)
WHERE tests <> '' ORDER BY number DESC LIMIT 1;

-- name: tested_builds
SELECT number, tests FROM (SELECT number, tests FROM build WHERE item_id = :item_id ORDER BY number DESC LIMIT :limit)
WHERE tests <> '' ORDER BY number;

-- name: plan
SELECT plan FROM build WHERE id = :build_id;

-- name: put_output
INSERT INTO build_output (build_id, key, value, kind, step) VALUES (:build_id, :key, :value, :kind, :step)
ON CONFLICT DO UPDATE SET value = excluded.value, kind = excluded.kind, step = excluded.step;

-- name: set_output
UPDATE build_output SET value = :value WHERE build_id = :build_id AND key = :key;

-- name: outputs_of_build
SELECT key, value, kind FROM build_output WHERE build_id = :build_id ORDER BY key;

-- name: build_id
SELECT id FROM build WHERE item_id = :item_id AND number = :number;

-- name: named_build
SELECT id, display_name, result FROM build WHERE item_id = :item_id AND number = :number;

-- name: waiting_parameters
SELECT parameters FROM queue_item WHERE state <> 'left' AND parameters <> '[]';

-- name: put_report
INSERT INTO external_report (id, item_id, started_ms, duration_ms, exit_code, log_bytes, data)
VALUES (:id, :item_id, :started_ms, :duration_ms, :exit_code, :log_bytes, :data) ON CONFLICT DO NOTHING;

-- name: reported_build
SELECT b.number FROM step_run r JOIN build b ON b.id = r.build_id WHERE r.run_id = :run_id;

-- name: ask_agent
INSERT INTO agent_request (id, node_name, folder, path, as_zip, asked_ms)
VALUES (:id, :node_name, :folder, :path, :as_zip, :asked_ms);

-- name: put_artifacts
INSERT INTO artifact_set (item_id, number, build_id, files, bytes) VALUES (:item_id, :number, :build_id, :files, :bytes)
ON CONFLICT DO UPDATE SET files = excluded.files, bytes = excluded.bytes;

-- name: reported_uploads
SELECT json_extract(data, '$.upload') AS upload FROM external_report;

-- name: acquire_lock
INSERT INTO fleet_lock (name, holder, job, host, since_ms, until_ms)
VALUES (:name, :holder, :job, :host, :since_ms, :until_ms)
ON CONFLICT DO UPDATE SET holder = excluded.holder, job = excluded.job, host = excluded.host,
    since_ms = excluded.since_ms, until_ms = excluded.until_ms
WHERE until_ms < excluded.since_ms OR holder = excluded.holder;

-- name: renew_lock
UPDATE fleet_lock SET until_ms = :until_ms WHERE name = :name AND holder = :holder;

-- name: release_lock
DELETE FROM fleet_lock WHERE name = :name AND holder = :holder;

-- name: lock
SELECT * FROM fleet_lock WHERE name = :name;

-- name: locks
SELECT * FROM fleet_lock WHERE until_ms >= :now_ms ORDER BY name;
