-- name: of_builds
SELECT build_number, kind, full_name, config_digest AS digest, template FROM generated
WHERE seed_item_id = :seed_item_id AND build_number IN (
    :build_number,
    (SELECT max(build_number) FROM generated WHERE seed_item_id = :seed_item_id AND build_number < :build_number));

-- name: drop_old
DELETE FROM generated WHERE seed_item_id = :seed_item_id AND build_number < (
    SELECT max(build_number) FROM generated WHERE seed_item_id = :seed_item_id AND build_number < :build_number);

-- name: put
INSERT OR REPLACE INTO generated (seed_item_id, build_number, kind, full_name, config_digest, template)
VALUES (:seed_item_id, :build_number, :kind, :full_name, :digest, :template);

-- name: drop_before
DELETE FROM generated WHERE seed_item_id = :seed_item_id AND build_number < :build_number;

-- name: count_as_last
UPDATE generated SET build_number = build_number - 1
WHERE seed_item_id = :seed_item_id AND build_number = :build_number;

-- name: of_last_build
SELECT kind, full_name FROM generated
WHERE seed_item_id = :seed_item_id
    AND build_number = (SELECT max(build_number) FROM generated WHERE seed_item_id = :seed_item_id);
