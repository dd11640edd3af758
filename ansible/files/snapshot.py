"""How a controller's host was before a deploy, and going back to that. Standard library, Python 3.6 or newer.

    snapshot.py take ID [FOLDER]    keep the version that runs, /etc/igor, the units, the proxy's site; with a folder
                                    back up the store into it
    snapshot.py revert ID           lay all that back, the store only where the new version has changed its schema

Both print JSON. IGOR_ROOT is put before every path (and nothing is restarted then).
"""

import glob
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile

ROOT = os.environ.get("IGOR_ROOT", "")
HOME = ROOT + "/var/lib/igor"
CURRENT = ROOT + "/opt/igor/current"
CONFIGURED = (
    "/etc/igor",
    "/etc/systemd/system/igor-*",
    "/etc/systemd/system/nginx.service.d/igor*",
    "/etc/nginx/conf.d/igor*",
)
_KEPT_BACKUPS = 5


def main(arguments):
    """Run one verb."""
    print(json.dumps({"take": take, "revert": revert}[arguments[0]](*arguments[1:])))


def take(name, backups=""):
    """Nothing to keep before the first deploy: ``version`` is empty then."""
    folder = folder_of(name)
    if not os.path.islink(CURRENT):
        return {"version": "", "backup": "", "bytes": 0}
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder, mode=0o700)
    kept = configured()
    with tarfile.open(folder + "/etc.tar", "w") as archive:
        for path in kept:
            archive.add(path, arcname=path[len(ROOT) :].lstrip("/"))
    backup = back_up(name, ROOT + backups) if backups else ""
    state = {"version": os.readlink(CURRENT), "schema": schema(), "paths": kept, "backup": backup}
    with open(folder + "/state.json", "w") as file:
        json.dump(state, file)
    size = os.path.getsize(backup) if backup else 0
    return {"version": os.path.basename(state["version"]), "backup": backup, "bytes": size}


def back_up(name, backups):
    """By the version that runs; empty where there is no store yet. The newest few are kept."""
    if not os.path.exists(HOME + "/igor.db"):
        return ""
    os.makedirs(backups, mode=0o700, exist_ok=True)
    target = "%s/before-%s.tar" % (backups, name)
    if os.path.exists(target):
        os.unlink(target)
    run([CURRENT + "/venv/bin/igor", "backup", "--home", HOME, target])
    for old in sorted(glob.glob(backups + "/before-*.tar"))[:-_KEPT_BACKUPS]:
        os.unlink(old)
    return target


def revert(name):
    """The version that ran before runs again."""
    folder = folder_of(name)
    try:
        with open(folder + "/state.json") as file:
            state = json.load(file)
    except FileNotFoundError:
        return {"reverted": False, "why": "nothing ran here before this deploy"}
    told = {"reverted": True, "version": os.path.basename(state["version"]), "store": "kept", "said": last_words()}
    service("stop")
    lay_back(folder, set(state["paths"]))
    point_at(state["version"])
    if state["backup"] and schema() != state["schema"]:
        restore_store(state["backup"], name)
        told["store"] = "restored"
    service("restart")
    return told


def lay_back(folder, kept):
    for path in configured():
        if path not in kept:
            remove(path)
    with tarfile.open(folder + "/etc.tar") as archive:
        for member in archive:
            if member.isfile():
                remove(ROOT + "/" + member.name)
        archive.extractall(ROOT + "/")


def remove(path):
    if os.path.isdir(path) and not os.path.islink(path):
        shutil.rmtree(path)
    elif os.path.lexists(path):
        os.unlink(path)


def point_at(target):
    making = CURRENT + ".making"
    if os.path.lexists(making):
        os.unlink(making)
    os.symlink(target, making)
    os.rename(making, CURRENT)


def restore_store(backup, name):
    """The store of the backup takes the place of the one that the old version cannot read, which is kept aside.

    The version that runs again restores it, so that agents take it for newer than what they knew.
    """
    owner, restored = os.stat(HOME), folder_of(name) + "/restored"
    shutil.rmtree(restored, ignore_errors=True)
    run([CURRENT + "/venv/bin/igor", "restore", backup, "--home", restored])
    for suffix in ("", "-wal", "-shm"):
        if os.path.exists(HOME + "/igor.db" + suffix):
            os.rename(HOME + "/igor.db" + suffix, "%s/igor.db.%s%s" % (HOME, name, suffix))
    os.rename(restored + "/igor.db", HOME + "/igor.db")
    os.chmod(HOME + "/igor.db", 0o600)
    os.chown(HOME + "/igor.db", owner.st_uid, owner.st_gid)
    shutil.rmtree(restored)


def schema():
    """The number of the store's schema; -1 without a store."""
    if not os.path.exists(HOME + "/igor.db"):
        return -1
    connection = sqlite3.connect("file:%s/igor.db?mode=ro" % HOME, uri=True, timeout=10)
    try:
        return connection.execute("PRAGMA user_version").fetchone()[0]
    finally:
        connection.close()


def last_words():
    """What the controller itself said last: of an upgrade that did not start, why."""
    if ROOT:
        return []
    command = ["journalctl", "-q", "--no-pager", "-o", "cat", "-n", "12", "_SYSTEMD_UNIT=igor-controller.service"]
    told = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, universal_newlines=True).stdout
    return [line for line in told.splitlines() if line.strip()]


def service(verb):
    """The controller alone: agents and their builds go on."""
    if ROOT:
        return
    run(["systemctl", "daemon-reload"])
    run(["systemctl", verb, "igor-controller.service"])
    if verb != "stop" and shutil.which("nginx"):
        run(["systemctl", "try-reload-or-restart", "nginx.service"])


def run(command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True)
    if done.returncode:
        sys.exit("%s: %s" % (" ".join(command), done.stdout.strip()))


def configured():
    return sorted(path for pattern in CONFIGURED for path in glob.glob(ROOT + pattern))


def folder_of(name):
    return "%s/deploys/%s" % (HOME, name)


if __name__ == "__main__":
    main(sys.argv[1:])
