"""The deploy lock and the records of deploys on a controller's host. Standard library, Python 3.6 or newer.

    deploys.py take ID WHO WHY      make the lock, or say who holds it; the records in both cases
    deploys.py release ID           remove the lock if it is this one's
    deploys.py break                remove the lock, whoever's it is
    deploys.py list                 the records
    deploys.py record ID JSON       keep a record

IGOR_ROOT is put before every path.
"""

import glob
import json
import os
import shutil
import sys
import time

ROOT = os.environ.get("IGOR_ROOT", "")
HOME = ROOT + "/var/lib/igor"
LOCK = HOME + "/deploy.lock"
RECORDS = HOME + "/deploys"
_KEPT = 50


def main(arguments):
    """Run one verb; prints JSON."""
    verbs = {"take": take, "release": release, "break": break_lock, "list": show, "record": record}
    print(json.dumps(verbs[arguments[0]](*arguments[1:])))


def take(token, who, why):
    """``mkdir`` decides who is first."""
    os.makedirs(HOME, exist_ok=True)
    try:
        os.mkdir(LOCK, 0o700)
    except FileExistsError:
        return dict(show(), taken=False)
    write(LOCK + "/holder.json", {"token": token, "who": who, "why": why, "since_ms": int(time.time() * 1000)})
    return dict(show(), taken=True)


def release(token):
    if (holder() or {}).get("token") != token:
        return {"released": False}
    return break_lock()


def break_lock():
    """By rename, so that two who remove it do not remove the next one's."""
    aside = "%s.%d" % (LOCK, os.getpid())
    try:
        os.rename(LOCK, aside)
    except FileNotFoundError:
        return {"released": False}
    shutil.rmtree(aside)
    return {"released": True}


def show():
    return {"holder": holder(), "records": records()}


def holder():
    """Who holds the lock; an empty object when the one who made it has not got to saying who; None: nobody."""
    if not os.path.isdir(LOCK):
        return None
    try:
        return read(LOCK + "/holder.json")
    except (OSError, ValueError):
        return {}


def records():
    """Oldest first."""
    found = []
    for path in sorted(glob.glob(RECORDS + "/deploy-*.json")):
        try:
            found.append(read(path))
        except (OSError, ValueError):
            continue
    return found


def record(name, text):
    os.makedirs(RECORDS, mode=0o700, exist_ok=True)
    write("%s/%s.json" % (RECORDS, name), json.loads(text))
    old = sorted(glob.glob(RECORDS + "/deploy-*.json"))[:-_KEPT]
    for path in old:
        os.unlink(path)
        shutil.rmtree(path[: -len(".json")], ignore_errors=True)
    return {"recorded": name}


def read(path):
    with open(path) as file:
        return json.load(file)


def write(path, data):
    making = path + ".making"
    with os.fdopen(os.open(making, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(data, file, indent=1, sort_keys=True)
    os.rename(making, path)


if __name__ == "__main__":
    main(sys.argv[1:])
