#!/bin/sh
# Import a feed whose server fails at the first two attempts. The wrapper counts them in IGOR_ATTEMPT.
set -eu

attempt=${IGOR_ATTEMPT:-1}
echo "Attempt $attempt: fetching the feed"
if [ "$attempt" -lt 3 ]; then
    echo "The server of the feed does not answer" >&2
    exit 75
fi

awk 'BEGIN { for (i = 1; i <= 500; i++) printf "%d;article %d;%d\n", i, i, (i * 7919) % 1000 }' > feed.csv
awk -F ';' '$3 > 0 { rows++; stock += $3 } END { printf "Imported %d rows, %d pieces in stock\n", rows, stock }' feed.csv
