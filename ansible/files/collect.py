"""Removes old releases of job code and old programs from a host. Standard library, Python 3.6 or newer.

    collect.py KEEP HELD…           the newest KEEP stay, and the held ones, and the program that is in use

IGOR_ROOT is put before every path.
"""

import json
import os
import shutil
import sys

ROOT = os.environ.get("IGOR_ROOT", "")
RELEASES = ROOT + "/var/lib/igor/releases"
VERSIONS = ROOT + "/opt/igor/versions"
CURRENT = ROOT + "/opt/igor/current"


def main(keep, *held):
    """Print what was removed."""
    in_use = {os.path.basename(os.path.realpath(CURRENT))}
    removed = old(RELEASES, int(keep), set(held)) + old(VERSIONS, int(keep), in_use)
    for path in removed:
        shutil.rmtree(path, ignore_errors=True)
    print(json.dumps({"removed": [os.path.basename(path) for path in removed]}))


def old(folder, keep, held):
    """Complete ones alone: another deploy may be at work on one that is not."""
    try:
        paths = [os.path.join(folder, name) for name in os.listdir(folder)]
    except OSError:
        return []
    whole = [path for path in paths if os.path.exists(path + "/complete")]
    newest_first = sorted(whole, key=lambda path: -os.stat(path + "/complete").st_mtime)
    return [path for path in newest_first[keep:] if os.path.basename(path) not in held]


if __name__ == "__main__":
    main(*sys.argv[1:])
