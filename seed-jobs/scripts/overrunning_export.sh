#!/bin/sh
# An export that hangs, with children that hang too, one of which does not listen to TERM. children.txt has their pids.
set -eu

sleep 600 &
echo $! > children.txt
sh -c 'trap "" TERM; while :; do sleep 1; done' &
echo $! >> children.txt
sh -c 'sleep 600 & echo $! >> children.txt; wait' &
echo $! >> children.txt

echo "Exporting: this takes ten minutes, the limit is a few seconds"
wait
