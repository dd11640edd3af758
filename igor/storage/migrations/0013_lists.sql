-- Lists of items read this instead of the table, whose rows hold XML.
DROP INDEX item_parent;
CREATE INDEX item_parent ON item (
    parent, full_name, class_name, kind, disabled, next_build_number, last_result, last_build, last_completed, last_stable,
    last_successful, last_unstable, last_failed, last_unsuccessful
);
