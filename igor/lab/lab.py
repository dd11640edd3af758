"""Labs as commands and tests use them: up, down, and what can befall a host.

``up`` gives a ``Lab``; ``find`` gives one that runs. Everything else is done from outside through the kernel: a lab's
first process (``init``) is its handle.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import select
import shlex
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from igor.lab import base, commands, guard, machine, proxy, records, topology
from igor.lab.layout import Layout
from igor.lab.records import Record
from igor.lab.topology import Host
from igor.model.errors import Conflict, IgorError, NotFound

DEFAULT_NAME = "lab"
#: What hosts' own files may come to before they are deployed to, and after.
MEMORY_PER_HOST_BYTES = 150 * 1024**2
_START_S = 15
_CHANGE_S = 10
_POLL_S = 0.02

Say = base.Say


@dataclass(frozen=True, slots=True)
class HostState:
    """A host now: ``off`` (killed), ``frozen`` or ``running``; and whether its cable is cut."""

    host: Host
    state: str
    is_cut: bool


@dataclass(frozen=True, slots=True)
class Lab:
    """A lab that runs."""

    record: Record

    @property
    def layout(self) -> Layout:
        return Layout(Path(self.record.folder))

    @property
    def hosts(self) -> tuple[Host, ...]:
        return self.record.hosts

    def host(self, name: str) -> Host:
        """Raises: NotFound: the lab has no such host."""
        for host in self.hosts:
            if host.name == name:
                return host
        raise NotFound(
            f"lab “{self.record.name}” has no host “{name}”", hint=f"it has {', '.join(self.record.host_names)}"
        )

    def boot(self, names: Sequence[str] = (), *, wait_s: float) -> None:
        """Boot the hosts that are off (all of them, or those named), and wait until ssh answers on each.

        Raises:
            IgorError: a host does not answer in that time.
        """
        hosts = [self.host(name) for name in names] or list(self.hosts)
        self._tell("")
        off = [host.name for host in hosts if self._state(host) == "off"]
        self._tell("".join(f"{name}\n" for name in off))
        self._wait_for_ssh([host for host in hosts if self._state(host) != "frozen"], wait_s)

    def _tell(self, text: str) -> None:
        """Write to the pipe of the first process, as soon as it listens."""
        pipes: list[int] = []

        def listens() -> bool:
            if not self.record.is_alive:
                raise IgorError(f"the lab ended: {_last_line(self.layout.log)}", hint=f"`less {self.layout.log}`")
            with contextlib.suppress(OSError):
                pipes.append(os.open(self.layout.boot, os.O_WRONLY | os.O_NONBLOCK))
            return bool(pipes)

        _wait_until(listens, "the lab's first process does not listen", _START_S)
        with os.fdopen(pipes[0], "w") as pipe:
            pipe.write(text)

    def _wait_for_ssh(self, hosts: Sequence[Host], wait_s: float) -> None:
        with ThreadPoolExecutor(len(hosts) or 1) as pool:
            answers = list(pool.map(lambda host: self._answers(host, wait_s), hosts))
        failed = [host.name for host, answered in zip(hosts, answers, strict=True) if not answered]
        if failed:
            raise IgorError(
                f"no answer by ssh within {wait_s:g} s from {', '.join(failed)}",
                hint=f"`tail {self.layout.console(failed[0])}` tells how far it came",
            )

    def _answers(self, host: Host, wait_s: float) -> bool:
        patient = ["-o", f"ConnectTimeout={max(1, round(wait_s))}", "-o", f"ProxyCommand={_proxy(self.record, wait_s)}"]
        command = self.ssh_command(host.name, "true", options=patient)
        return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False).returncode == 0

    def ssh_command(self, name: str, *command: str, options: Sequence[str] = ()) -> list[str]:
        """The ssh that runs a command (its words arrive as they are) on a host, or a shell."""
        words = [shlex.join(command)] if command else []
        return ["ssh", "-F", str(self.layout.ssh_config), *options, self.host(name).name, *words]

    def run(self, name: str, *command: str, timeout_s: float = 60) -> subprocess.CompletedProcess[str]:
        """Run a command on a host and give what it said; its exit code is the command's, 255 without a connection."""
        arguments = self.ssh_command(name, *command)
        return subprocess.run(
            arguments, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=timeout_s, check=False
        )

    def visit_command(self, *command: str) -> list[str]:
        """Run a command of this machine as if it stood in the lab: the hosts' names and network, no other."""
        return commands.visit_command(self.record.init.pid, self.layout.names, *command)

    def kill(self, name: str) -> None:
        """Cut the power: every process of the host ends at once, unheard; its files stay for the next boot."""
        host = self.host(name)
        if self._state(host) == "off":
            return
        self._in_lab("ip", "link", "delete", host.port_name)
        (self._cgroup(host) / "cgroup.freeze").write_text("0")
        (self._cgroup(host) / "cgroup.kill").write_text("1")
        _wait_until(lambda: self._state(host) == "off", f"{name} does not end")

    def freeze(self, name: str) -> None:
        """Stop every process of the host where it is. Raises: Conflict: it is off."""
        self._freeze(name, "1")

    def thaw(self, name: str) -> None:
        """Let a frozen host go on. Raises: Conflict: it is off."""
        self._freeze(name, "0")

    def _freeze(self, name: str, value: str) -> None:
        cgroup = self._cgroup(self._running(name))
        (cgroup / "cgroup.freeze").write_text(value)
        _wait_until(lambda: f"frozen {value}" in (cgroup / "cgroup.events").read_text(), f"{name} goes on")

    def cut(self, name: str) -> None:
        """Pull the host's network cable; the next boot finds it plugged in. Raises: Conflict: it is off."""
        self._in_lab("ip", "link", "set", self._running(name).port_name, "down")

    def heal(self, name: str) -> None:
        """Put the host's network cable back. Raises: Conflict: it is off."""
        self._in_lab("ip", "link", "set", self._running(name).port_name, "up")

    def _running(self, name: str) -> Host:
        host = self.host(name)
        if self._state(host) == "off":
            raise Conflict(f"{name} is off", hint=f"`igor lab up{_option(self.record.name)} {name}` boots it")
        return host

    def states(self) -> list[HostState]:
        """Every host as it is now."""
        links = {link["ifname"]: "UP" in link["flags"] for link in json.loads(self._in_lab("ip", "-j", "link"))}
        return [HostState(host, self._state(host), not links.get(host.port_name, True)) for host in self.hosts]

    def _state(self, host: Host) -> str:
        """Off is a host whose network the first process has removed, after its last process had ended."""
        if not self._inside(Path("/run/netns") / host.name).exists():
            return "off"
        return "frozen" if "frozen 1" in (self._cgroup(host) / "cgroup.events").read_text() else "running"

    def _cgroup(self, host: Host) -> Path:
        return self._inside(commands.cgroup(self.record.name) / host.name)

    def _inside(self, path: Path) -> Path:
        """A path inside the lab, as its first process sees it."""
        return Path(f"/proc/{self.record.init.pid}/root{path}")

    def _in_lab(self, *command: str) -> str:
        done = subprocess.run(
            commands.enter_command(self.record.init.pid, *command), capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise IgorError(f"{shlex.join(command)}: {done.stderr.strip()}")
        return done.stdout


def check_machine() -> None:
    """Raises: IgorError: this machine cannot have a lab; says why, and what mends it."""
    machine.need_root()
    machine.need(*machine.PROGRAMS)
    machine.need_namespaces()


def find(name: str) -> Lab:
    """Raises: NotFound: no such lab runs."""
    record = records.find(topology.check_name(name, "lab"))
    if record is None or not record.is_alive:
        raise NotFound(f"there is no lab “{name}”", hint=f"`igor lab up{_option(name)}` makes it")
    return Lab(record)


def up(
    name: str,
    *,
    folder: Path | None = None,
    host_names: Sequence[str] = (),
    only: Sequence[str] = (),
    owner_pid: int = 0,
    wait_s: float = 60,
    say: Say,
) -> Lab:
    """Make the lab, or boot those hosts of it that are off, and wait until ssh answers on every host.

    Args:
        folder: where inventory, key and logs are; None is the one it has, or ``labs/NAME`` in the cache.
        host_names: none means those it has, or the default ones.
        only: boot these alone; none means all.
        owner_pid: the lab ends with this process; 0: with ``down``.

    Raises:
        Conflict: another lab has the name or the folder.
        IgorError: this machine lacks something, or a host does not boot in ``wait_s``.
    """
    topology.check_name(name, "lab")
    hosts = topology.hosts_of(host_names or topology.DEFAULT_HOSTS)
    check_machine()
    tree = base.ensure(say)
    with _lock():
        record = records.find(name)
        if record and record.is_alive:
            lab, stay = Lab(_same(record, folder, host_names)), None
        else:
            root = (folder or base.cache_folder() / "labs" / name).absolute()
            _remove_leftovers(record)
            machine.need_memory(MEMORY_PER_HOST_BYTES * len(hosts))
            lab, stay = _start(name, root, [host.name for host in hosts], tree, owner_pid)
    try:
        lab.boot(only, wait_s=wait_s)
        if stay is not None:
            os.write(stay, b"stay\n")
    finally:
        if stay is not None:
            os.close(stay)
    return lab


def down(name: str) -> None:
    """End the lab, and remove what is left of a dead one.

    Raises:
        NotFound: there is no such lab.
        IgorError: it does not end.
    """
    machine.need_root()
    record = records.find(topology.check_name(name, "lab"))
    if record is None:
        raise NotFound(f"there is no lab “{name}”", hint="`igor lab list` lists them")
    for process in (record.guard, record.init):
        if process.is_alive:
            os.kill(process.pid, 15 if process == record.guard else 9)
    _wait_until(lambda: not record.guard.is_alive and not record.init.is_alive, f"lab “{name}” does not end")
    _remove_leftovers(records.find(name))
    Layout(Path(record.folder)).remove_logs()


def _option(name: str) -> str:
    return "" if name == DEFAULT_NAME else f" --name {name}"


def _same(record: Record, folder: Path | None, host_names: Sequence[str]) -> Record:
    """Raises: Conflict: the lab of that name is another one."""
    hint = f"`igor lab down{_option(record.name)}` first, or another `--name`"
    if folder is not None and folder.absolute() != Path(record.folder):
        raise Conflict(f"lab “{record.name}” is in {record.folder}", hint=hint)
    if host_names and tuple(host_names) != record.host_names:
        raise Conflict(f"lab “{record.name}” has the hosts {', '.join(record.host_names)}", hint=hint)
    return record


def _remove_leftovers(record: Record | None) -> None:
    if record is not None:
        guard.tidy(record.name, Layout(Path(record.folder)))


@contextmanager
def _lock() -> Iterator[None]:
    """One lab starts at a time."""
    records.FOLDER.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder = os.open(records.FOLDER, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _start(name: str, folder: Path, host_names: Sequence[str], tree: Path, owner_pid: int) -> tuple[Lab, int]:
    """Start guard and first process. The lab, and the pipe that ends it unless ``stay`` is written there."""
    taken = next((record.name for record in records.all_records() if record.folder == str(folder)), None)
    if taken:
        raise Conflict(f"{folder} is the folder of lab “{taken}”", hint="another `--folder`")
    layout = Layout(folder)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    _make_keys(layout)
    layout.write_plan(name, host_names, tree)
    layout.boot.unlink(missing_ok=True)
    os.mkfifo(layout.boot, 0o600)
    told, stay = os.pipe()
    try:
        _start_guard(layout, name, owner_pid, told)
        os.close(told)
        record = _started(layout, name, stay)
    except BaseException:
        os.close(stay)
        raise
    _tell_the_way(layout, record)
    return Lab(record), stay


def _start_guard(layout: Layout, name: str, owner_pid: int, told: int) -> None:
    """Nobody's child: it outlives who starts it, and leaves nobody a process to wait for."""
    with layout.log.open("w") as log:
        command = ["setsid", "--fork", sys.executable, "-m", "igor.lab.guard", name, str(layout.root), str(owner_pid)]
        subprocess.run(command, stdin=told, stdout=log, stderr=log, check=True)


def _started(layout: Layout, name: str, stay: int) -> Record:
    """Raises: IgorError: the guard ended, or says nothing."""
    _wait_until(lambda: bool(records.find(name)) or _is_broken(stay), "the lab does not start", _START_S)
    if record := records.find(name):
        return record
    raise IgorError(f"the lab did not start: {_last_line(layout.log)}", hint=f"`less {layout.log}`")


def _tell_the_way(layout: Layout, record: Record) -> None:
    """The files that ssh, Ansible and visitors need."""
    folder, control = str(layout.root), str(records.run_folder(record.name) / "ssh")
    layout.ssh_config.write_text(topology.ssh_config(record.hosts, folder=folder, proxy=_proxy(record, wait_s=0)))
    layout.names.write_text(topology.etc_hosts(record.hosts))
    layout.inventory.write_text(topology.inventory(record.hosts, folder=folder, control_folder=control))


def _is_broken(pipe: int) -> bool:
    """Whoever read it is gone."""
    poll = select.poll()
    poll.register(pipe, 0)
    return bool(poll.poll(0))


def _make_keys(layout: Layout) -> None:
    """One for who comes, one for who is there."""
    for key in (layout.key, layout.host_key):
        key.unlink(missing_ok=True)
        command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "igor-lab", "-f", str(key)]
        subprocess.run(command, check=True, capture_output=True)
    layout.known_hosts.write_text(f"lab {layout.host_key.with_suffix('.pub').read_text()}")


def _proxy(record: Record, wait_s: float) -> str:
    """ssh's ProxyCommand: a connection from inside the lab, which ends with it."""
    program = [sys.executable, "-I", "-S", str(Path(proxy.__file__).resolve())]
    return f"{shlex.join(commands.enter_command(record.init.pid, *program))} %h %p {wait_s:g}"


def _wait_until(is_so: Callable[[], bool], otherwise: str, within_s: float = _CHANGE_S) -> None:
    """Raises: IgorError: ``otherwise``, after that time."""
    deadline = time.monotonic() + within_s
    while not is_so():
        if time.monotonic() > deadline:
            raise IgorError(f"{otherwise} within {within_s:g} s")
        time.sleep(_POLL_S)


def _last_line(path: Path) -> str:
    lines = [line for line in path.read_text(errors="replace").splitlines() if line.strip()]
    return lines[-1] if lines else "it said nothing"
