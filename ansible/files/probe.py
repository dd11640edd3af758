"""What a host is like before a deploy, as JSON: one look, nothing changed. Python 3.6 or newer, standard library."""

import glob
import json
import os
import platform
import shutil
import subprocess
import time

_LISTEN = "0A"


def main():
    """Print the facts."""
    print(
        json.dumps(
            {
                "time_ms": int(time.time() * 1000),
                "python": platform.python_version(),
                "has_venv": has_venv(),
                "machine": platform.machine(),
                "system": platform.system(),
                "user_id": os.geteuid(),
                "systemd": systemd_version(),
                "free_bytes": {folder: free_bytes(folder) for folder in ("/opt", "/var/lib", "/tmp")},
                "listening": listening(),
                "version": current_version(),
                "units": active_units(),
            }
        )
    )


def has_venv():
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        return False
    return True


def systemd_version():
    """``252``; empty where systemd does not run the machine."""
    if not os.path.isdir("/run/systemd/system"):
        return ""
    words = output(["systemctl", "--version"]).split()
    return words[1] if len(words) > 1 else ""


def active_units():
    told = output(["systemctl", "list-units", "--plain", "--no-legend", "--state=active", "igor-*.service"])
    return sorted(line.split()[0] for line in told.splitlines() if line.strip())


def output(command):
    try:
        return subprocess.run(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, universal_newlines=True, timeout=10
        ).stdout
    except (OSError, subprocess.TimeoutExpired):
        return ""


def free_bytes(folder):
    while not os.path.isdir(folder):
        folder = os.path.dirname(folder)
    return shutil.disk_usage(folder).free


def current_version():
    try:
        return os.path.basename(os.readlink("/opt/igor/current"))
    except OSError:
        return ""


def listening():
    """``{"8080": "python3 igor-controller.service"}`` for every TCP port that somebody listens on; the text is empty where nobody knows."""
    inodes = {}
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        try:
            with open(table) as lines:
                rows = [line.split() for line in list(lines)[1:]]
        except OSError:
            continue
        for row in rows:
            if row[3] == _LISTEN:
                inodes[row[9]] = int(row[1].rpartition(":")[2], 16)
    owners = owners_of(set(inodes))
    return {str(port): owners.get(inode, "") for inode, port in inodes.items()}


def owners_of(inodes):
    owners = {}
    for link in glob.glob("/proc/[0-9]*/fd/*"):
        try:
            target = os.readlink(link)
        except OSError:
            continue
        inode = target[8:-1] if target.startswith("socket:[") else ""
        if inode in inodes and inode not in owners:
            owners[inode] = described(link.split("/")[2])
    return owners


def described(process):
    """Its name and the unit that it belongs to: its arguments are nobody's business."""
    try:
        with open("/proc/%s/comm" % process) as name, open("/proc/%s/cgroup" % process) as groups:
            unit = groups.read().strip().rpartition("/")[2]
            return ("%s %s" % (name.read().strip(), unit)).strip()
    except OSError:
        return ""


if __name__ == "__main__":
    main()
