#!/usr/bin/env python3
"""Delete workspaces in which nothing has changed for KEEP_DAYS and no build runs.

A workspace is any folder below $JENKINS_HOME/agents/<agent>/workspace that is old as a whole; folders that hold others
are gone through. Which builds run is read from the store.
"""

import os
import shutil
import sqlite3
import sys
import time
from pathlib import Path


def busy_folders(store, root):
    """Workspaces of running builds and their @tmp folders; this job's own among them."""
    names = [os.environ["WORKSPACE"]]
    if store.exists():
        database = sqlite3.connect(f"{store.as_uri()}?mode=ro", uri=True, timeout=30)
        rows = database.execute("SELECT workspace FROM build WHERE state = 'running' AND workspace IS NOT NULL")
        names += [workspace for (workspace,) in rows]
        database.close()
    # A workspace is stored as an absolute path, or relative to the agent's folder.
    folders = {(root / name).resolve() for name in names}
    return folders | {folder.with_name(folder.name + "@tmp") for folder in folders}


def tree(folder):
    """The folder and everything in it; what vanishes meanwhile is left out."""
    yield folder
    for parent, folders, files in os.walk(folder, followlinks=False):
        yield from (Path(parent, name) for name in folders + files)


def last_change(folder):
    latest, size = 0.0, 0
    for path in tree(folder):
        try:
            facts = path.lstat()
        except FileNotFoundError:
            continue
        latest, size = max(latest, facts.st_mtime), size + facts.st_size
    return latest, size


def stale(folder, busy, before):
    """(folder, bytes) of the old folders below."""
    for child in sorted(path for path in folder.iterdir() if path.is_dir() and not path.is_symlink()):
        if child in busy:
            continue
        if any(child in each.parents for each in busy):
            yield from stale(child, busy, before)
            continue
        latest, size = last_change(child)
        if latest < before:
            yield child, size
        elif all(path.is_dir() for path in child.iterdir()):
            yield from stale(child, busy, before)


def delete(folder):
    """Free the name at once: a build that starts now makes a new folder."""
    doomed = folder.with_name(f".deleted-{os.getpid()}-{folder.name}")
    folder.rename(doomed)
    shutil.rmtree(doomed, ignore_errors=True)


def main():
    days, dry_run = os.environ.get("KEEP_DAYS", "14"), os.environ.get("DRY_RUN", "false") == "true"
    if not days.isdigit():
        sys.exit(f"KEEP_DAYS is “{days}”, not a number of days")
    home = Path(os.environ["JENKINS_HOME"]).resolve()
    before = time.time() - int(days) * 86_400
    freed = deleted = 0
    for root in sorted(home.glob("agents/*/workspace")):
        for folder, size in list(stale(root, busy_folders(home / "igor.db", root), before)):
            print(f"{'would delete' if dry_run else 'delete'} {folder.relative_to(home)} ({size:,} bytes)")
            if not dry_run:
                delete(folder)
            freed, deleted = freed + size, deleted + 1
    print(f"{deleted} workspaces, {freed:,} bytes; unchanged for {days} days")


main()
