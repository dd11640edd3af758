"""Takes from a host what a deploy made there. Standard library, Python 3.6 or newer.

    destroy.py --keep LEAVES     stop and remove services, programs, settings
    destroy.py --purge LEAVES    the data and users too

LEAVES is what the roles say, as JSON: a list of {"laid": [pattern of paths], "data": [pattern], "users": [name]}.
Prints as JSON what was removed and what stays. IGOR_ROOT is put before every path (and no service is touched then).
"""

import glob
import json
import os
import shutil
import subprocess
import sys

ROOT = os.environ.get("IGOR_ROOT", "")
UNITS = "/etc/systemd/system/"
OTHERS = ("nginx", "nagios4", "nagios")


def main(arguments):
    """Stop, remove, tell."""
    purge = arguments[0] == "--purge"
    leaves = json.loads(arguments[1])
    laid, data, names = (sorted({each for role in leaves for each in role[key]}) for key in ("laid", "data", "users"))
    stopped = stop_units(found(laid), purge)
    removed = remove(laid + (data if purge else []))
    forget_hosts()
    if not ROOT:
        reload_others()
    users = remove_users(names) if purge and not ROOT else []
    print(json.dumps({"stopped": stopped, "removed": removed, "kept": [] if purge else found(data), "users": users}))


def stop_units(laid, purge):
    """Agents' units leave builds running: their processes end with the data that they write to, or by themselves."""
    units = [path[len(UNITS) :] for path in laid if os.path.dirname(path) + "/" == UNITS]
    if units and not ROOT:
        run(["systemctl", "disable", "--now"] + units)
        if purge:
            for unit in units:
                run(["systemctl", "kill", "--kill-whom=all", "--signal=KILL", unit])
    return units


def remove(patterns):
    """What was removed; what lay in a folder that went before is not told."""
    removed = []
    for path in found(patterns):
        if os.path.isdir(ROOT + path) and not os.path.islink(ROOT + path):
            shutil.rmtree(ROOT + path)
        elif os.path.lexists(ROOT + path):
            os.unlink(ROOT + path)
        else:
            continue
        removed.append(path)
    return removed


def forget_hosts():
    """The block that a deploy laid into /etc/hosts."""
    try:
        with open(ROOT + "/etc/hosts") as file:
            lines = file.readlines()
    except OSError:
        return
    kept, is_ours = [], False
    for line in lines:
        is_ours = is_ours or line.startswith("# BEGIN of Igor's site")
        kept += [] if is_ours else [line]
        is_ours = is_ours and not line.startswith("# END of Igor's site")
    if kept != lines:
        with open(ROOT + "/etc/hosts", "w") as file:
            file.writelines(kept)


def found(patterns):
    """Paths that are there. A pattern that is empty names nothing."""
    return sorted({path[len(ROOT) :] for pattern in patterns if pattern for path in glob.glob(ROOT + pattern)})


def reload_others():
    run(["systemctl", "daemon-reload"])
    for unit in OTHERS:
        run(["systemctl", "try-reload-or-restart", unit])
    for command in (["update-ca-certificates", "--fresh"], ["update-ca-trust", "extract"]):
        if shutil.which(command[0]):
            run(command)


def remove_users(names):
    present = [
        name
        for name in names
        if subprocess.call(["id", name], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0
    ]
    for name in present:
        run(["pkill", "-KILL", "-u", name])
        run(["userdel", name])
    return present


def run(command):
    subprocess.call(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


if __name__ == "__main__":
    main(sys.argv[1:])
