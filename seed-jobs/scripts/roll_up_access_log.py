#!/usr/bin/env python3
"""Roll up an access log into hourly figures.

Input: $JENKINS_HOME/userContent/access-log/access.log; result: hourly.csv beside it, replaced as a whole.
Lines that cannot be read are counted; more than one in a hundred fails the build.
"""

import csv
import os
import re
import sys
from collections import defaultdict
from datetime import datetime
from pathlib import Path

LINE = re.compile(r'\S+ \S+ \S+ \[(?P<at>[^\]]+)\] "[^"]*" (?P<status>\d{3}) (?P<size>\d+|-) .* (?P<seconds>[\d.]+)$')
COLUMNS = ["hour", "requests", "errors", "bytes", "median_ms", "p95_ms"]


def percentile(ordered, share):
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def read(log):
    """Times, error counts and bytes by hour; how many lines could not be read."""
    hours, unreadable = defaultdict(lambda: {"times": [], "errors": 0, "bytes": 0}), 0
    for line in log:
        found = LINE.match(line)
        if not found:
            unreadable += 1
            continue
        hour = hours[found["at"][:14]]
        hour["times"].append(float(found["seconds"]))
        hour["errors"] += found["status"] >= "500"
        hour["bytes"] += int(found["size"]) if found["size"] != "-" else 0
    return hours, unreadable


def rows(hours):
    for key, hour in sorted(
        ((datetime.strptime(key, "%d/%b/%Y:%H"), hour) for key, hour in hours.items()), key=lambda each: each[0]
    ):
        times = sorted(hour["times"])
        figures = [round(percentile(times, share) * 1000) for share in (0.5, 0.95)]
        yield [key.strftime("%Y-%m-%dT%H:00Z"), len(times), hour["errors"], hour["bytes"], *figures]


def main():
    folder = Path(os.environ["JENKINS_HOME"], "userContent", "access-log")
    with (folder / "access.log").open(encoding="utf-8", errors="replace") as log:
        hours, unreadable = read(log)
    table = list(rows(hours))
    requests = sum(row[1] for row in table)
    if unreadable * 100 > requests:
        sys.exit(f"{unreadable} of {requests + unreadable} lines cannot be read: is this an access log?")
    unfinished = folder / "hourly.csv.new"
    with unfinished.open("w", newline="", encoding="utf-8") as target:
        csv.writer(target).writerows([COLUMNS, *table])
    unfinished.replace(folder / "hourly.csv")
    errors = sum(row[2] for row in table)
    print(f"{requests:,} requests in {len(table)} hours, {errors} errors, {unreadable} unreadable")
    for row in table[-3:]:
        print("  ".join(f"{name} {value}" for name, value in zip(COLUMNS, row)))


main()
