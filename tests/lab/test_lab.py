"""What a lab promises: hosts that are hosts, mishaps that are what they say, and nothing left behind."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from igor.lab import lab as labs
from igor.lab import records
from igor.lab.lab import Lab
from igor.lab.layout import Layout
from igor.model.errors import Conflict, NotFound

IGOR = [sys.executable, "-m", "igor"]


def wait_until(is_so: Callable[[], bool], what: str, within_s: float = 30) -> None:
    deadline = time.monotonic() + within_s
    while not is_so():
        assert time.monotonic() < deadline, f"{what}: not within {within_s:g} s"
        time.sleep(0.05)


def igor(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*IGOR, *arguments], capture_output=True, text=True, timeout=120)


def state(lab: Lab, name: str) -> str:
    return next(each.state for each in lab.states() if each.host.name == name)


def reaches(lab: Lab, name: str, other: str) -> bool:
    return lab.run(name, "ping", "-c1", "-W2", other).returncode == 0


def cgroups(name: str) -> list[str]:
    """What is left of a lab's cgroups."""
    look = 'mount -t cgroup2 cgroup2 /sys/fs/cgroup && ls "/sys/fs/cgroup/igor-lab/$1" 2>/dev/null || true'
    command = ["unshare", "--mount", "sh", "-c", look, "look", name]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()


def processes_of(record: records.Record) -> list[psutil.Process]:
    """The guard and everything below it: the hosts' processes too."""
    guard = psutil.Process(record.guard.pid)
    return [guard, *guard.children(recursive=True)]


def assert_gone(name: str, processes: list[psutil.Process], before: str) -> None:
    """No process, record, cgroup or mount; with the last process go the namespaces, with them network and mounts."""
    wait_until(lambda: not any(process.is_running() for process in processes), "processes of the lab are left")
    wait_until(lambda: not records.run_folder(name).exists(), "the lab's record is left")
    assert cgroups(name) == []
    assert mounts() == before
    assert name not in igor("lab", "list").stdout


def mounts() -> str:
    """This machine's mounts that a lab could have made."""
    lines = Path("/proc/self/mounts").read_text().splitlines()
    return "\n".join(line for line in lines if "lab" in line or "/run/netns" in line)


@pytest.fixture
def other(can_lab: None, tmp_path: Path) -> Iterator[str]:
    """The name of a lab that a test makes for itself; whatever is left of it is removed."""
    name = f"other-{os.getpid()}"
    yield name
    if records.find(name):
        labs.down(name)


def test_hosts_have_booted(lab: Lab) -> None:
    """A host whose systemd hangs or lacks a unit."""
    for host in lab.hosts:
        done = lab.run(host.name, "sh", "-c", "systemctl is-system-running --wait; systemctl --failed --no-legend")
        assert done.stdout.split() == ["running"], (host.name, done)
        assert lab.run(host.name, "hostname").stdout.strip() == host.name


def test_hosts_reach_each_other_by_name(lab: Lab) -> None:
    """A cable or a name that is missing."""
    ping = "".join(f"ping -qc1 -W2 {host.name} || exit 1; " for host in lab.hosts)
    for host in lab.hosts:
        done = lab.run(host.name, "sh", "-c", ping)
        assert done.returncode == 0, (host.name, done)


def test_hosts_are_each_their_own(lab: Lab) -> None:
    """Files or identities that hosts share."""
    lab.run("agent-1", "touch", "/root/of-agent-1")
    assert lab.run("agent-2", "test", "-e", "/root/of-agent-1").returncode == 1
    assert len({lab.run(host.name, "cat", "/etc/machine-id").stdout for host in lab.hosts}) == len(lab.hosts)


def test_hosts_have_no_way_out(lab: Lab) -> None:
    """A deploy that works in the lab because it quietly fetches something."""
    done = lab.run("agent-1", "sh", "-c", "ls /sys/class/net; getent hosts deb.debian.org")
    assert done.stdout.split() == ["eth0", "lo"]


def test_exec_passes_words_and_codes_on(lab: Lab) -> None:
    """Words that a shell on the way takes apart, and codes that get lost."""
    name = lab.record.name
    done = igor(
        "lab", "exec", "--name", name, "agent-1", "sh", "-c", 'printf "%s\n" "$@"; exit 7', "x", "a b", "$HOME", ""
    )
    assert (done.returncode, done.stdout) == (7, "a b\n$HOME\n\n")
    assert igor("lab", "exec", "--name", name, "agent-1", "--", "true").returncode == 0
    unknown = igor("lab", "exec", "--name", name, "agent-7", "true")
    assert (unknown.returncode, "it has controller, agent-1" in unknown.stderr) == (5, True)


def test_a_visitor_knows_the_hosts(lab: Lab) -> None:
    """A program of this machine that does not find the hosts, or keeps their names for all others."""
    look = (
        "import socket; socket.create_connection(('monitor', 22)); print([name for _, name in socket.if_nameindex()])"
    )
    done = igor("lab", "visit", "--name", lab.record.name, sys.executable, "-c", look)
    assert done.returncode == 0, done
    assert "eth0" not in done.stdout
    assert "198.18.7" not in Path("/etc/hosts").read_text()


def test_ansible_finds_its_way(lab: Lab, tmp_path: Path) -> None:
    """An inventory that only works from inside."""
    environment = {**os.environ, "ANSIBLE_HOME": str(tmp_path), "ANSIBLE_LOCALHOST_WARNING": "False"}
    command = [sys.executable, "-m", "ansible", "adhoc", "-i", str(lab.layout.inventory), "igor_agents", "-m", "ping"]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=tmp_path, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count('"pong"') == 2


def test_kill_is_a_power_cut(lab: Lab) -> None:
    """A host that says goodbye, loses its files, or does not boot again."""
    service = "trap 'echo bye >/root/bye' TERM; while :; do sleep 0.1; done"
    lab.run("agent-1", "systemd-run", "--unit", "polite", "sh", "-c", service)
    lab.run("agent-1", "sh", "-c", "echo here >/root/stays")
    lab.kill("agent-1")
    assert state(lab, "agent-1") == "off"
    assert not reaches(lab, "agent-2", "agent-1")
    assert igor("lab", "up", "--name", lab.record.name).returncode == 0
    assert state(lab, "agent-1") == "running"
    assert lab.run("agent-1", "cat", "/root/stays").stdout == "here\n"
    assert lab.run("agent-1", "test", "-e", "/root/bye").returncode == 1


def test_only_one_host_boots_again(lab: Lab) -> None:
    """A killed host that comes back unasked."""
    lab.kill("agent-1")
    lab.kill("agent-2")
    assert igor("lab", "up", "--name", lab.record.name, "agent-2").returncode == 0
    assert (state(lab, "agent-1"), state(lab, "agent-2")) == ("off", "running")
    lab.boot(wait_s=60)
    assert state(lab, "agent-1") == "running"


def test_a_reboot_from_inside(lab: Lab) -> None:
    """A host that stays away."""
    before = lab.run("agent-2", "cat", "/proc/sys/kernel/random/boot_id").stdout
    lab.run("agent-2", "systemctl", "reboot")
    wait_until(
        lambda: lab.run("agent-2", "cat", "/proc/sys/kernel/random/boot_id").stdout not in ("", before), "a boot"
    )
    lab.boot(wait_s=60)


def test_freeze_stops_everything(lab: Lab) -> None:
    """A frozen host that works on, or a thawed one that has lost what ran."""
    ticks = "while :; do echo >>/root/ticks; sleep 0.05; done"
    lab.run("agent-1", "systemd-run", "--unit", "ticks", "sh", "-c", ticks)
    pid = lab.run("agent-1", "systemctl", "show", "-P", "MainPID", "ticks").stdout
    lab.freeze("agent-1")
    assert state(lab, "agent-1") == "frozen"
    ticked = Path(f"/proc/{lab.record.init.pid}/root/run/igor-lab/hosts/agent-1/upper/root/ticks")
    size = ticked.stat().st_size
    assert igor("lab", "list").stdout.count("frozen") == 1
    assert ticked.stat().st_size == size
    lab.thaw("agent-1")
    wait_until(lambda: ticked.stat().st_size > size, "the host goes on")
    assert lab.run("agent-1", "systemctl", "show", "-P", "MainPID", "ticks").stdout == pid
    lab.run("agent-1", "systemctl", "stop", "ticks")


def test_a_frozen_host_can_be_killed(lab: Lab) -> None:
    """A power cut that waits for the frozen."""
    lab.freeze("agent-1")
    lab.kill("agent-1")
    with pytest.raises(Conflict, match="agent-1 is off"):
        lab.freeze("agent-1")
    lab.boot(["agent-1"], wait_s=60)


def test_cut_pulls_the_cable(lab: Lab) -> None:
    """A host that is still heard, or not healed."""
    lab.cut("agent-1")
    assert not reaches(lab, "agent-2", "agent-1")
    assert [each.host.name for each in lab.states() if each.is_cut] == ["agent-1"]
    assert state(lab, "agent-1") == "running"
    lab.heal("agent-1")
    wait_until(lambda: reaches(lab, "agent-2", "agent-1"), "the cable is back")


def test_two_labs_do_not_see_each_other(lab: Lab, other: str, tmp_path: Path) -> None:
    """Labs that share a network, a folder or a host."""
    second = labs.up(other, folder=tmp_path, host_names=["agent-1", "standby"], say=print)
    second.run("agent-1", "touch", "/root/of-the-second")
    assert lab.run("agent-1", "test", "-e", "/root/of-the-second").returncode == 1
    second.kill("agent-1")
    assert state(lab, "agent-1") == "running"
    assert "igor_standbys" in second.layout.inventory.read_text()
    with pytest.raises(Conflict, match="is the folder of lab"):
        labs.up(f"{other}x", folder=tmp_path, say=print)


def test_up_twice_changes_nothing(lab: Lab) -> None:
    """A second lab of the same name, or a running one that is touched."""
    before = lab.run("controller", "cat", "/proc/sys/kernel/random/boot_id").stdout
    again = labs.up(lab.record.name, say=print)
    assert again == lab
    assert lab.run("controller", "cat", "/proc/sys/kernel/random/boot_id").stdout == before
    with pytest.raises(Conflict, match="has the hosts controller, agent-1"):
        labs.up(lab.record.name, host_names=["agent-1"], say=print)
    with pytest.raises(Conflict, match="is in "):
        labs.up(lab.record.name, folder=Path("/elsewhere"), say=print)


def test_down_leaves_nothing(other: str, tmp_path: Path) -> None:
    """Processes, mounts, devices or files of a lab that is gone."""
    before = mounts()
    folder = tmp_path / "lab"
    made = labs.up(other, folder=folder, host_names=["agent-1"], say=print)
    processes = processes_of(made.record)
    assert igor("lab", "down", "--name", other).returncode == 0
    assert_gone(other, processes, before)
    assert not folder.exists()
    with pytest.raises(NotFound):
        labs.down(other)


def test_a_killed_up_leaves_nothing(other: str, tmp_path: Path) -> None:
    """Hosts that nobody knows of, because who booted them died before they were ready."""
    before = mounts()
    command = [*IGOR, "lab", "up", "--name", other, "--folder", str(tmp_path), "--hosts", "agent-1"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        wait_until(lambda: records.find(other) is not None, "the lab starts")
        record = records.find(other)
        assert record is not None
        console = Layout(tmp_path).console("agent-1")
        wait_until(lambda: console.exists() and console.stat().st_size > 0, "the host boots")
        processes = processes_of(record)
        process.kill()
    assert_gone(other, processes, before)


def test_a_lab_ends_with_its_owner(other: str, tmp_path: Path) -> None:
    """A test run that was killed and leaves its hosts."""
    before = mounts()
    owner = subprocess.Popen(["sleep", "600"])
    made = labs.up(other, folder=tmp_path, host_names=["agent-1"], owner_pid=owner.pid, say=print)
    processes = processes_of(made.record)
    owner.kill()
    owner.wait()
    assert_gone(other, processes, before)


def test_a_lab_whose_first_process_is_killed(other: str, tmp_path: Path) -> None:
    """Hosts that live on without what would end them."""
    before = mounts()
    made = labs.up(other, folder=tmp_path, host_names=["agent-1"], say=print)
    processes = processes_of(made.record)
    os.kill(made.record.init.pid, signal.SIGKILL)
    assert_gone(other, processes, before)


def test_a_lab_whose_guard_is_killed(other: str, tmp_path: Path) -> None:
    """Hosts that live on; leftovers that ``up`` trips over, or that ``down`` leaves."""
    before = mounts()
    made = labs.up(other, folder=tmp_path, host_names=["agent-1"], say=print)
    processes = processes_of(made.record)
    os.kill(made.record.guard.pid, signal.SIGKILL)
    wait_until(lambda: not any(process.is_running() for process in processes), "the hosts end")
    assert other not in igor("lab", "list").stdout
    again = labs.up(other, folder=tmp_path, host_names=["agent-2"], say=print)
    processes = processes_of(again.record)
    os.kill(again.record.guard.pid, signal.SIGKILL)
    wait_until(lambda: not any(process.is_running() for process in processes), "the hosts end again")
    labs.down(other)
    assert_gone(other, processes, before)


def test_not_root(lab: Lab) -> None:
    """A traceback about permissions instead of a word."""
    if not shutil.which("unshare"):
        pytest.skip("unshare is not installed")
    done = subprocess.run(["unshare", "--user", *IGOR, "lab", "up"], capture_output=True, text=True)
    assert "a lab needs root" in done.stderr
    assert done.returncode == 6
