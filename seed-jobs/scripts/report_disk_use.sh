#!/bin/sh
# Disk use of the controller's home by part; fails when less than MIN_FREE_MB are free.
set -eu

home=${JENKINS_HOME:?is not set}
min_free_mb=${MIN_FREE_MB:-200}
target=$home/userContent/disk
mkdir -p "$target"

echo "Below $home, in kB:"
# Files may vanish while du looks at them: that is no reason to fail.
{ du -sk -- "$home"/* 2>/dev/null || true; } | sed "s|$home/||" | sort -rn | tee "$target/latest.txt"

free_mb=$(df -Pk "$home" | awk 'NR == 2 { print int($4 / 1024) }')
used_kb=$(awk '{ sum += $1 } END { print sum + 0 }' "$target/latest.txt")
echo "$(date -u +%Y-%m-%dT%H:%M:%SZ),$used_kb,$free_mb" >> "$target/history.csv"
echo "Used: $((used_kb / 1024)) MB, free on the disk: $free_mb MB, wanted: $min_free_mb MB"
if [ "$free_mb" -lt "$min_free_mb" ]; then
    echo "The disk is nearly full: clean up, or lower MIN_FREE_MB." >&2
    exit 1
fi
