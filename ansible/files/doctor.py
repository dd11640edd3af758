"""How a host of a site is, as JSON: one look, nothing changed. Python 3.6 or newer, standard library."""

import glob
import json
import os
import platform
import shutil
import socket
import struct
import subprocess
import time

_LISTEN = "0A"
_UNITS = ("igor-*.service", "jenkins.service", "nginx.service")
_SYSCTLS = ("tcp_keepalive_time", "tcp_keepalive_intvl", "tcp_keepalive_probes", "tcp_retries2")
_FOLDERS = ("/", "/opt", "/var/lib", "/tmp")
_PRIVATE = ("/var/lib/igor", "/var/lib/igor/secrets", "/var/lib/igor-agent", "/var/lib/igor-agent/token")


def main():
    """Print the facts."""
    print(
        json.dumps(
            {
                "time_ms": int(time.time() * 1000),
                "python": platform.python_version(),
                "clock_synchronized": clock(),
                "disks": {folder: disk(folder) for folder in _FOLDERS if os.path.isdir(folder)},
                "units": units(),
                "versions": versions(),
                "sysctls": {name: sysctl(name) for name in _SYSCTLS},
                "listening": listening(),
                "modes": {path: mode(path) for path in _PRIVATE if os.path.exists(path)},
                "backup_age_s": newest_age("/var/backups/igor/**/*"),
                "spool": spool("/var/lib/igor-agent/spool/*.json"),
                "lock_age_s": newest_age("/var/lib/igor/deploy.lock"),
            }
        )
    )


def output(command):
    try:
        return subprocess.run(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, universal_newlines=True, timeout=10
        ).stdout
    except (OSError, subprocess.TimeoutExpired):
        return ""


def clock():
    """None where nobody knows."""
    told = output(["timedatectl", "show", "--property=NTPSynchronized"]).strip()
    return {"NTPSynchronized=yes": True, "NTPSynchronized=no": False}.get(told)


def disk(folder):
    usage = shutil.disk_usage(folder)
    files = os.statvfs(folder)
    return {"free_bytes": usage.free, "total_bytes": usage.total, "free_files": files.f_favail, "files": files.f_files}


def units():
    """Units that are there: name -> what systemd says of them."""
    found = {}
    for pattern in _UNITS:
        told = output(["systemctl", "list-unit-files", "--plain", "--no-legend", pattern])
        for name in (line.split()[0] for line in told.splitlines() if line.strip()):
            wanted = "--property=ActiveState,SubState,UnitFileState,NRestarts,Result,Type"
            said = output(["systemctl", "show", wanted, name])
            found[name] = dict(line.split("=", 1) for line in said.splitlines() if "=" in line)
    return found


def versions():
    """``current`` is what services start from; ``kept`` are those beside it."""
    try:
        current = os.path.basename(os.readlink("/opt/igor/current"))
    except OSError:
        current = ""
    return {"current": current, "kept": sorted(os.listdir("/opt/igor/versions")) if current else []}


def sysctl(name):
    try:
        with open("/proc/sys/net/ipv4/" + name) as file:
            return int(file.read())
    except (OSError, ValueError):
        return None


def mode(path):
    return "%04o" % (os.stat(path).st_mode & 0o7777)


def newest_age(pattern):
    """In seconds; None: there is nothing."""
    times = [os.path.getmtime(path) for path in glob.glob(pattern, recursive=True)]
    return time.time() - max(times) if times else None


def spool(pattern):
    times = [os.path.getmtime(path) for path in glob.glob(pattern)]
    return {"count": len(times), "oldest_s": time.time() - min(times) if times else 0}


def listening():
    """``{"port", "address", "unit"}`` for every TCP socket that somebody listens on."""
    sockets = {}
    for table, family in (("/proc/net/tcp", socket.AF_INET), ("/proc/net/tcp6", socket.AF_INET6)):
        try:
            with open(table) as lines:
                rows = [line.split() for line in list(lines)[1:]]
        except OSError:
            continue
        for row in rows:
            if row[3] == _LISTEN:
                place, _, port = row[1].rpartition(":")
                sockets[row[9]] = {"port": int(port, 16), "address": address(place, family), "unit": ""}
    for inode, unit in owners(set(sockets)).items():
        sockets[inode]["unit"] = unit
    return sorted(sockets.values(), key=lambda each: (each["port"], each["address"]))


def address(text, family):
    """The kernel writes addresses as words in the machine's order."""
    words = [int(text[start : start + 8], 16) for start in range(0, len(text), 8)]
    return socket.inet_ntop(family, struct.pack("=%dI" % len(words), *words))


def owners(inodes):
    found = {}
    for link in glob.glob("/proc/[0-9]*/fd/*"):
        try:
            target = os.readlink(link)
        except OSError:
            continue
        inode = target[8:-1] if target.startswith("socket:[") else ""
        if inode in inodes and inode not in found:
            found[inode] = unit_of(link.split("/")[2])
    return found


def unit_of(process):
    try:
        with open("/proc/%s/cgroup" % process) as groups:
            return groups.read().strip().rpartition("/")[2]
    except OSError:
        return ""


if __name__ == "__main__":
    main()
