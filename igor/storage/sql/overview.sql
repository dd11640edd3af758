-- name: running
SELECT item.full_name AS job, build.number, build.node_name AS node, build.executor, build.started_ms,
       build.estimated_ms, build.causes, build.release
  FROM build JOIN item ON item.id = build.item_id
 WHERE build.state = 'running'
 ORDER BY build.started_ms;

-- name: failed
SELECT item.full_name AS job, build.number, build.result, build.reason,
       build.started_ms + build.duration_ms AS finished_ms
  FROM item CROSS JOIN build ON build.item_id = item.id AND build.number = item.last_completed
 WHERE item.last_result IN ('FAILURE', 'UNSTABLE', 'ABORTED')
 ORDER BY finished_ms DESC
 LIMIT :limit;

-- name: recent_builds
SELECT build.item_id, build.number, build.state, build.result, build.duration_ms,
       build.started_ms + build.duration_ms AS finished_ms
  FROM item CROSS JOIN build ON build.item_id = item.id AND build.number > item.last_build - :limit
 ORDER BY item.id, build.number;

-- name: late
SELECT item.full_name AS job, slot.scheduled_ms AS due_ms, queue_item.why
  FROM queue_item CROSS JOIN slot ON slot.queue_id = queue_item.id JOIN item ON item.id = slot.item_id
 WHERE queue_item.state <> 'left' AND coalesce(slot.late_at_ms, slot.scheduled_ms + 60000) < :now_ms
 ORDER BY slot.scheduled_ms;
