"""The command lines that make a lab's network and boot its hosts. Pure: lists and texts, run elsewhere."""

from __future__ import annotations

from pathlib import Path

from igor.lab.topology import GATEWAY, PREFIX_LENGTH, Host

#: A mount of the lab's own, at a folder that hides nothing which the lab needs.
STAGE = Path("/run/igor-lab")
BASE = STAGE / "base"
BRIDGE = "bridge"

#: Takes CGROUP and a command that boots a host. Its own /tmp, because nspawn leaves folders there when it is
#: killed; 133 is a host that wants to be booted again.
_BOOT = """
set -u
echo $$ >"$1/cgroup.procs"
shift
mount -t tmpfs tmpfs /tmp
while :; do
    "$@"
    [ $? = 133 ] || exit
done
"""


#: Takes NAME. Its own mount, wherever (and whether) this machine has the hierarchy of version 2. What was killed
#: takes a moment to end.
_SWEEP = """
mount -t cgroup2 cgroup2 /sys/fs/cgroup || exit
cd /sys/fs/cgroup/igor-lab || exit
[ ! -e "$1/cgroup.kill" ] || echo 1 >"$1/cgroup.kill"
for _ in $(seq 100); do
    find "$1" -depth -type d -delete
    [ -d "$1" ] || break
    sleep 0.05
done
rmdir ../igor-lab
"""


def cgroup(name: str) -> Path:
    """Where a lab's hosts are accounted, as seen inside."""
    return Path("/sys/fs/cgroup/igor-lab") / name


def sweep_command(name: str) -> list[str]:
    """Remove the cgroups of a lab that has ended."""
    return ["unshare", "--mount", "sh", "-c", _SWEEP, "sweep", name]


#: Takes a file of names and a command of this machine. Its own mount: the machine's /etc/hosts stays as it is.
_VISIT = 'mount --bind "$1" /etc/hosts && shift && exec "$@"'


def visit_command(pid: int, names: Path, *command: str) -> list[str]:
    """Run a command of this machine in a lab's network, where it knows the hosts by name; it ends with the lab."""
    return enter_command(pid, "unshare", "--mount", "sh", "-c", _VISIT, "visit", str(names), *command)


def host_root(host: Host) -> Path:
    """Where the file tree of a host is mounted, inside the lab."""
    return STAGE / "hosts" / host.name / "root"


def overlay_mount(host: Host) -> list[str]:
    """Put a host's own layer over the base. ``volatile``: it need not survive the machine; nothing waits for disks."""
    own = STAGE / "hosts" / host.name
    options = f"lowerdir={BASE},upperdir={own}/upper,workdir={own}/work,volatile"
    return ["mount", "-t", "overlay", "-o", options, f"lab-{host.name}", str(own / "root")]


def bridge_batch() -> str:
    """For ``ip -batch``: the switch that all hosts are plugged into."""
    return (
        "link set lo up\n"
        f"link add {BRIDGE} type bridge\n"
        f"address add {GATEWAY}/{PREFIX_LENGTH} dev {BRIDGE}\n"
        f"link set {BRIDGE} up\n"
    )


def cable_batch(host: Host) -> str:
    """For ``ip -batch``: a namespace and a cable, anew at each boot, so that nothing of the last one speaks for it."""
    return (
        f"netns add {host.name}\n"
        f"link add {host.port_name} type veth peer name eth0 address {host.hardware_address} netns {host.name}\n"
        f"link set {host.port_name} master {BRIDGE} up\n"
    )


def unplug_batch(host: Host) -> str:
    """For ``ip -force -batch``: what ``cable_batch`` made is gone, if it was there."""
    return f"link delete {host.port_name}\nnetns delete {host.name}\n"


def address_batch(host: Host) -> str:
    """For ``ip -n HOST -batch``: its address, and the way out, which leads to the lab alone."""
    return (
        "link set lo up\n"
        f"address add {host.address}/{PREFIX_LENGTH} dev eth0\n"
        "link set eth0 up\n"
        f"route add default via {GATEWAY}\n"
    )


def boot_command(host: Host, cgroup: Path) -> list[str]:
    """Boot a host; the command lives as long as the host does, in the host's network, so that /sys tells of it."""
    network = f"/run/netns/{host.name}"
    nspawn = [
        "env",
        "SYSTEMD_NSPAWN_API_VFS_WRITABLE=network",
        "systemd-nspawn",
        "--quiet",
        "--boot",
        "--register=no",
        "--keep-unit",
        "--console=read-only",
        "--setenv=SYSTEMD_COLORS=0",
        "--link-journal=no",
        "--resolv-conf=off",
        "--timezone=off",
        "--capability=CAP_NET_ADMIN",
        f"--machine={host.name}",
        f"--directory={host_root(host)}",
        f"--network-namespace-path={network}",
        "systemd.show_status=yes",
    ]
    return ["nsenter", f"--net={network}", "unshare", "--mount", "sh", "-c", _BOOT, "boot", str(cgroup), *nspawn]


def lab_command(python: str, folder: Path) -> list[str]:
    """Start a lab's first process in namespaces of its own; it ends with whoever runs this command."""
    return [
        *("setpriv", "--pdeathsig", "KILL"),
        *("unshare", "--mount", "--net", "--pid", "--fork", "--kill-child", "--mount-proc"),
        *(python, "-m", "igor.lab.init", str(folder)),
    ]


def enter_command(pid: int, *command: str) -> list[str]:
    """Run a command in a lab's network and among its processes: it ends with the lab. ``pid``: its first process."""
    return ["nsenter", f"--net=/proc/{pid}/ns/net", f"--pid=/proc/{pid}/ns/pid", *command]
