#!/usr/bin/env python3
"""Import one day of one table again. Parameters: DAY, TABLE, DRY_RUN. Result: <table>.db in the workspace."""

import os
import random
import sqlite3
import sys
from datetime import date


def rows(day, table):
    """A stand-in for the source: the same rows for the same day and table."""
    chance = random.Random(f"{table} {day}")
    return [(day.isoformat(), number, chance.randint(1, 999)) for number in range(chance.randint(200, 400))]


def main():
    table, dry_run = os.environ["TABLE"], os.environ["DRY_RUN"] == "true"
    try:
        day = date.fromisoformat(os.environ["DAY"])
    except ValueError:
        sys.exit(f"DAY is “{os.environ['DAY']}”: write a date such as 2026-01-05")
    found = rows(day, table)
    if dry_run:
        print(f"{table} of {day}: {len(found)} rows would be imported")
        return
    with sqlite3.connect(f"{table}.db") as database:
        database.execute("CREATE TABLE IF NOT EXISTS imported (day TEXT, number INTEGER, value INTEGER)")
        replaced = database.execute("DELETE FROM imported WHERE day = ?", (day.isoformat(),)).rowcount
        database.executemany("INSERT INTO imported VALUES (?, ?, ?)", found)
    print(f"{table} of {day}: {len(found)} rows imported, {replaced} replaced")


main()
