-- Lists of items and builds read these instead of the tables, whose rows hold XML and plans.
DROP INDEX item_parent;
CREATE INDEX item_parent ON item (
    parent, full_name, class_name, kind, disabled, next_build_number, last_result, last_build, last_completed, last_stable,
    last_successful, last_unstable, last_failed, last_unsuccessful
);
CREATE INDEX build_brief ON build (item_id, number, state, result, started_ms, duration_ms);
