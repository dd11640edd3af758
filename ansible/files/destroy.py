"""Takes from a host what a deploy made there. Standard library, Python 3.6 or newer.

    destroy.py [--purge]            stop and remove services, programs, settings; --purge: the data and users too

Prints as JSON what was removed and what stays. IGOR_ROOT is put before every path (and no service is touched then).
"""

import glob
import json
import os
import shutil
import subprocess
import sys

ROOT = os.environ.get("IGOR_ROOT", "")
MADE = (
    "/etc/systemd/system/igor-*",
    "/etc/systemd/journald.conf.d/igor*",
    "/etc/systemd/system/nginx.service.d/igor*",
    "/etc/nginx/conf.d/igor*",
    "/etc/nagios4/conf.d/igor*",
    "/etc/sysctl.d/*igor*",
    "/etc/logrotate.d/igor*",
    "/etc/tmpfiles.d/igor*",
    "/usr/local/share/ca-certificates/igor-*",
    "/etc/pki/ca-trust/source/anchors/igor-*",
    "/etc/igor",
    "/opt/igor",
    "/run/igor",
    "/usr/local/bin/igor",
)
DATA = ("/var/lib/igor", "/var/lib/igor-agent", "/var/lib/igor-*", "/var/log/igor*", "/var/backups/igor")
USERS = ("igor", "igor-agent", "igor-monitor")


def main(arguments):
    """Stop, remove, tell."""
    purge = "--purge" in arguments
    stopped = stop_units(purge)
    removed = remove(MADE + (DATA if purge else ()))
    forget_hosts()
    if not ROOT:
        reload_others()
    users = remove_users() if purge and not ROOT else []
    kept = [] if purge else found(DATA)
    print(json.dumps({"stopped": stopped, "removed": removed, "kept": kept, "users": users}))


def stop_units(purge):
    """Agents' units leave builds running: their processes end with the data that they write to, or by themselves."""
    paths = sorted(glob.glob(ROOT + "/etc/systemd/system/igor-*"))
    units = [os.path.basename(path) for path in paths if path.endswith((".service", ".timer", ".socket"))]
    if units and not ROOT:
        run(["systemctl", "disable", "--now"] + units)
        if purge:
            for unit in units:
                run(["systemctl", "kill", "--kill-whom=all", "--signal=KILL", unit])
    return units


def remove(patterns):
    paths = found(patterns)
    for path in paths:
        if os.path.isdir(ROOT + path) and not os.path.islink(ROOT + path):
            shutil.rmtree(ROOT + path)
        else:
            os.unlink(ROOT + path)
    return paths


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
    return sorted({path[len(ROOT) :] for pattern in patterns for path in glob.glob(ROOT + pattern)})


def reload_others():
    run(["systemctl", "daemon-reload"])
    for unit in ("nginx", "nagios4"):
        run(["systemctl", "try-reload-or-restart", unit])
    if shutil.which("update-ca-certificates"):
        run(["update-ca-certificates"])


def remove_users():
    present = [
        name
        for name in USERS
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
