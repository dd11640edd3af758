#!/usr/bin/env python3
"""Second step of two: weeks from the daily totals, as a page and a table; fails if a day is missing.

Input: userContent/orders/daily.json of the first step; result: weekly.csv and index.html beside it.
"""

import csv
import html
import json
import os
import sys
from collections import Counter
from datetime import date
from pathlib import Path


def main():
    folder = Path(os.environ["JENKINS_HOME"], "userContent", "orders")
    source = folder / "daily.json"
    if not source.exists():
        sys.exit(f"{source} is missing: run orders-totals first")
    daily = json.loads(source.read_text(encoding="utf-8"))
    days = {row["day"] for row in daily["rows"]}
    if len(days) != daily["days"]:
        sys.exit(f"{len(days)} days have totals, {daily['days']} are expected")
    weeks = Counter()
    for row in daily["rows"]:
        year, week, _ = date.fromisoformat(row["day"]).isocalendar()
        weeks[f"{year}-W{week:02}"] += row["cents"]
    table = [(week, f"{cents / 100:.2f}") for week, cents in sorted(weeks.items())]
    with (folder / "weekly.csv").open("w", newline="", encoding="utf-8") as target:
        csv.writer(target).writerows([("week", "total"), *table])
    cells = "".join(f"<tr><td>{html.escape(week)}<td>{total}" for week, total in table)
    started_by = html.escape(os.environ.get("BUILD_TAG", "by hand"))
    (folder / "index.html").write_text(
        f"<!doctype html><title>Orders</title><h1>Orders by week</h1><table>{cells}</table><p>{started_by}\n",
        encoding="utf-8",
    )
    for week, total in table:
        print(week, total)


main()
