"""What this machine must have for a lab; each lack is told with what mends it."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from igor.model.errors import Forbidden, IgorError

#: program → Debian's package
PROGRAMS = (
    ("systemd-nspawn", "systemd-container"),
    ("unshare", "util-linux"),
    ("nsenter", "util-linux"),
    ("setpriv", "util-linux"),
    ("ip", "iproute2"),
    ("ssh", "openssh-client"),
    ("ssh-keygen", "openssh-client"),
)


def need_root() -> None:
    """Raises: Forbidden: not root; namespaces and mounts are root's."""
    if os.geteuid() != 0:
        raise Forbidden("a lab needs root: it makes namespaces, mounts and network devices", hint="`sudo igor lab …`")


def need(*programs: tuple[str, str]) -> None:
    """Raises: IgorError: a program is missing; says which packages bring what is."""
    missing = [(program, package) for program, package in programs if not shutil.which(program)]
    if missing:
        names = ", ".join(program for program, _ in missing)
        packages = " ".join(sorted({package for _, package in missing}))
        raise IgorError(f"this machine lacks {names}", hint=f"`apt-get install {packages}`")


def need_namespaces() -> None:
    """Raises: IgorError: this machine does not let even root have namespaces, mounts and devices of its own."""
    probe = "mount -t tmpfs tmpfs /tmp && mount -t cgroup2 cgroup2 /sys/fs/cgroup && ip link add probe type bridge"
    command = ["unshare", "--mount", "--net", "--pid", "--fork", "--mount-proc", "sh", "-c", probe]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if done.returncode:
        said = done.stderr.strip().split("\n")[-1]
        hint = "a container needs to be a privileged one; a virtual machine is as good as a machine"
        raise IgorError(f"this machine cannot have a lab: {said}", hint=hint)


def need_space(folder: Path, size_bytes: int) -> None:
    """Raises: IgorError: less than that is free below the folder."""
    free = shutil.disk_usage(folder).free
    if free < size_bytes:
        wanted = f"{size_bytes >> 20} MiB"
        raise IgorError(f"{folder}: {free >> 20} MiB are free, a lab needs {wanted}", hint="make room there")


def need_memory(size_bytes: int) -> None:
    """Raises: IgorError: less memory than that is available; hosts keep their files in it."""
    with Path("/proc/meminfo").open() as lines:
        available = next(int(line.split()[1]) for line in lines if line.startswith("MemAvailable:")) * 1024
    if available < size_bytes:
        raise IgorError(
            f"{available >> 20} MiB of memory are available, this lab needs {size_bytes >> 20} MiB",
            hint="fewer hosts: `--hosts controller,agent-1`",
        )
