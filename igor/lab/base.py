"""The file tree that all hosts share: Debian with what roles need, so that hosts need no network.

Made once by debootstrap from the mirror that this machine itself installs from, kept in the cache below a name that
tells what is in it. Made under a lock, under another name, renamed when whole: what has the name is whole.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from igor.lab import machine
from igor.model.errors import IgorError

SUITE = "bookworm"
FALLBACK_MIRROR = "http://deb.debian.org/debian"
NEEDED_BYTES = 2 * 1024**3

PACKAGES = (
    *("systemd", "systemd-sysv", "dbus", "openssh-server", "ca-certificates", "cron", "logrotate", "sudo", "acl"),
    *("python3", "python3-venv", "python3-apt", "git", "rsync", "curl", "openssl", "unzip", "procps", "less"),
    *("iproute2", "iputils-ping", "nftables", "nginx-light", "nagios4-core", "monitoring-plugins-basic"),
)

#: Run inside the new tree with the packages: debootstrap would not find what others only provide. Services that are
#: there to be deployed do not run by themselves, no two hosts share an identity, and nothing wants a network.
FINISH = """
set -eu
export DEBIAN_FRONTEND=noninteractive LC_ALL=C
printf '#!/bin/sh\\nexit 101\\n' >/usr/sbin/policy-rc.d
chmod +x /usr/sbin/policy-rc.d
apt-get -q update
apt-get -q -y --no-install-recommends -o Dpkg::Options::=--force-unsafe-io install "$@"
rm -f /usr/sbin/policy-rc.d /etc/resolv.conf
rm -f /etc/ssh/ssh_host_* /etc/machine-id /var/lib/dbus/machine-id /var/log/*.log
rm -rf /var/lib/apt/lists/* /var/cache/apt/*.bin /var/cache/apt/archives/*.deb /etc/nginx/sites-enabled/default
touch /etc/machine-id
echo lab >/etc/hostname
systemctl disable -q nginx nagios4 nftables ssh.socket exim4 2>/dev/null || true
systemctl enable -q ssh
systemctl mask -q apt-daily.timer apt-daily-upgrade.timer e2scrub_all.timer e2scrub_reap.service fstrim.timer \
    dpkg-db-backup.timer systemd-logind.service getty.target console-getty.service
"""

#: Says what happens now.
Say = Callable[[str], None]


def digest() -> str:
    """Names the tree by what is in it."""
    return hashlib.sha256(repr((SUITE, PACKAGES, FINISH)).encode()).hexdigest()[:12]


def cache_folder() -> Path:
    """``igor/lab`` below the user's cache."""
    cache = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(cache) / "igor" / "lab"


def ensure(say: Say) -> Path:
    """The base's folder; makes it if it is not there (some minutes).

    Raises:
        IgorError: debootstrap is missing or fails, or there is no space.
    """
    folder = cache_folder() / f"base-{digest()}"
    if folder.is_dir():
        return folder
    machine.need(("debootstrap", "debootstrap"))
    folder.parent.mkdir(parents=True, exist_ok=True)
    machine.need_space(folder.parent, NEEDED_BYTES)
    with _locked(folder.parent / "lock", say):
        if not folder.is_dir():
            _make(folder, say)
    return folder


@contextmanager
def _locked(path: Path, say: Say) -> Iterator[None]:
    with path.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another process makes the base; waiting for it.")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _make(folder: Path, say: Say) -> None:
    targets = _apt_targets()
    mirror = mirror_of(targets)
    say(f"Making the base of all hosts from {mirror} (once, some minutes).")
    unfinished = folder.with_name(f"{folder.name}.new")
    if unfinished.exists():
        shutil.rmtree(unfinished)
    log = folder.with_name(f"{folder.name}.log")
    with log.open("w") as output:
        _run(["debootstrap", "--variant=minbase", SUITE, str(unfinished), mirror], output)
        (unfinished / "etc/apt/sources.list").write_text(sources_of(targets))
        shutil.copy("/etc/resolv.conf", unfinished / "etc/resolv.conf")
        _run(["chroot", str(unfinished), "/bin/sh", "-c", FINISH, "finish", *PACKAGES], output)
    unfinished.rename(folder)


def _run(command: list[str], output: TextIO) -> None:
    """In namespaces of its own, which end with this process: nothing is left mounted or running."""
    alone = ["setpriv", "--pdeathsig", "KILL", "unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"]
    done = subprocess.run([*alone, *command], stdin=subprocess.DEVNULL, stdout=output, stderr=output, check=False)
    if done.returncode:
        said = _last_line(Path(output.name))
        raise IgorError(f"could not make the base: {said}", hint=f"`less {output.name}` tells all of it")


def _apt_targets() -> str:
    form = "$(ORIGIN) $(CODENAME) $(COMPONENT) $(REPO_URI)"
    command = ["apt-get", "indextargets", "--format", form, "Created-By: Packages"]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout
    except FileNotFoundError:
        return ""


def mirror_of(targets: str) -> str:
    """The mirror that this machine has the suite from, of lines ``ORIGIN CODENAME COMPONENT URI``; else Debian's."""
    uris = [uri for codename, uri in _sources(targets) if codename == SUITE]
    return uris[0] if uris else FALLBACK_MIRROR


def sources_of(targets: str) -> str:
    """sources.list of the base: what this machine has of the suite, its updates and its security; else Debian's own."""
    sources = _sources(targets) or [(SUITE, FALLBACK_MIRROR)]
    return "".join(f"deb {uri} {codename} main\n" for codename, uri in sources)


def _sources(targets: str) -> list[tuple[str, str]]:
    """Codename and mirror of what is the suite's."""
    lines = [line.split() for line in targets.splitlines()]
    debian = [line for line in lines if len(line) == 4 and line[0] == "Debian" and line[2] == "main"]
    return [(line[1], line[3].rstrip("/")) for line in debian if line[1].split("-")[0] == SUITE]


def _last_line(log: Path) -> str:
    lines = log.read_text(errors="replace").split("\n")
    return next((line for line in reversed(lines) if line.strip()), "it said nothing")
