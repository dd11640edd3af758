#!/usr/bin/env python3
"""Back up the controller's store while it is in use, and prove that the copy can be restored.

SQLite's backup interface reads one consistent state; a plain copy of the file would not. The proof: the copy is
restored into a scratch database, checked, and its row counts are compared with those of the state that was read.
Result: $JENKINS_HOME/backups/igor-<time>.db, the newest seven.
"""

import os
import sqlite3
import sys
import tempfile
from datetime import datetime, timezone
from pathlib import Path

KEEP = 7


def counts(database):
    tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    return {name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for (name,) in sorted(tables)}


def back_up(store, target):
    """Copy; the row counts of the state that was copied."""
    source = sqlite3.connect(f"{store.as_uri()}?mode=ro", uri=True, isolation_level=None, timeout=30)
    copy = sqlite3.connect(target)
    source.execute("BEGIN")
    expected = counts(source)
    source.backup(copy)
    copy.execute("PRAGMA journal_mode = DELETE")
    copy.close()
    source.close()
    return expected


def restored_counts(backup, scratch):
    """Restore into the scratch file, as one would after a loss; check it; its row counts."""
    source, database = sqlite3.connect(f"{backup.as_uri()}?mode=ro", uri=True), sqlite3.connect(scratch)
    source.backup(database)
    source.close()
    problems = [row[0] for row in database.execute("PRAGMA integrity_check") if row[0] != "ok"]
    problems += [f"foreign key: {row}" for row in database.execute("PRAGMA foreign_key_check")]
    if problems:
        sys.exit("the restored copy is damaged:\n" + "\n".join(problems))
    found = counts(database)
    database.close()
    return found


def main():
    home = Path(os.environ["JENKINS_HOME"])
    store, folder = home / "igor.db", home / "backups"
    if not store.exists():
        sys.exit(f"{store} is missing: this job backs up Igor's embedded store")
    os.umask(0o077)
    folder.mkdir(exist_ok=True)
    backup = folder / datetime.now(timezone.utc).strftime("igor-%Y%m%dT%H%M%S.%fZ.db")
    unfinished = backup.with_suffix(".new")
    unfinished.unlink(missing_ok=True)
    expected = back_up(store, unfinished)
    with tempfile.TemporaryDirectory() as scratch:
        found = restored_counts(unfinished, Path(scratch, "restored.db"))
    if found != expected:
        unfinished.unlink()
        sys.exit(f"the restored copy has other rows than the store had:\n{found}\n{expected}")
    unfinished.replace(backup)
    print(f"{backup}: {backup.stat().st_size:,} bytes; restored and compared:")
    for name, rows in expected.items():
        print(f"  {name:12} {rows:8,} rows")
    for old in sorted(folder.glob("igor-*.db"))[:-KEEP]:
        old.unlink()
        print(f"deleted {old.name}")


main()
