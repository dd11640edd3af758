"""The first process inside a lab: network, overlays, boots; buries whatever dies. Its end is the end of all inside.

``python -m igor.lab.init FOLDER``, as process 1 in namespaces of its own (mounts, network, processes). Reads names of
hosts from the pipe ``boot`` in the folder: each is booted unless it runs.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import subprocess
import sys
from pathlib import Path

from igor.lab import commands, topology
from igor.lab.layout import Layout
from igor.lab.topology import Host

_CGROUPS = Path("/sys/fs/cgroup")


class Init:
    """The hosts of a lab and the processes that are them."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.name, names, self.base = layout.read_plan()
        self.hosts = {host.name: host for host in topology.hosts_of(names)}
        self.running: dict[int, Host] = {}

    def prepare(self) -> None:
        """Everything that hosts need before they boot."""
        self._mount()
        _ip("-batch", "-", text=commands.bridge_batch())
        for host in self.hosts.values():
            self._lay_files(host)
            (commands.cgroup(self.name) / host.name).mkdir(parents=True)

    def _mount(self) -> None:
        """The stage in memory, which ends with the mount namespace; cgroups as a machine of today has them."""
        commands.STAGE.mkdir(parents=True, exist_ok=True)
        _mount("-t", "tmpfs", "-o", "mode=755", "lab", str(commands.STAGE))
        commands.BASE.mkdir()
        _mount("--bind", str(self.base), str(commands.BASE))
        for folder in (Path("/run/netns"), Path("/run/systemd")):
            folder.mkdir(exist_ok=True)
            _mount("-t", "tmpfs", "-o", "mode=755", "lab", str(folder))
        _mount("-t", "cgroup2", "cgroup2", str(_CGROUPS))

    def _lay_files(self, host: Host) -> None:
        """The host's own layer over the base."""
        root = commands.host_root(host)
        for folder in (root, root.with_name("upper"), root.with_name("work")):
            folder.mkdir(parents=True)
        subprocess.run(commands.overlay_mount(host), check=True)
        _write(root / "etc/hostname", f"{host.name}\n")
        _write(root / "etc/hosts", topology.etc_hosts(list(self.hosts.values())))
        _write(root / "root/.ssh/authorized_keys", self.layout.key.with_suffix(".pub").read_text(), mode=0o600)
        _write(root / "etc/ssh/ssh_host_ed25519_key", self.layout.host_key.read_text(), mode=0o600)

    def boot(self, name: str) -> None:
        """Start a host that does not run."""
        host = self.hosts.get(name)
        if host is None or host in self.running.values():
            return
        _ip("-batch", "-", text=commands.cable_batch(host))
        _ip("-n", name, "-batch", "-", text=commands.address_batch(host))
        command = commands.boot_command(host, commands.cgroup(self.name) / name)
        with self.layout.console(name).open("w") as console:
            process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=console, stderr=console)
        self.running[process.pid] = host

    def bury(self) -> None:
        """Every child that has ended, and every orphan of theirs. A host that has ended is no longer heard."""
        with contextlib.suppress(ChildProcessError):
            while (pid := os.waitpid(-1, os.WNOHANG)[0]) > 0:
                if host := self.running.pop(pid, None):
                    _ip("-force", "-batch", "-", text=commands.unplug_batch(host))

    def run(self) -> None:
        """Boot what the pipe says, for ever."""
        boot = os.open(self.layout.boot, os.O_RDWR | os.O_CLOEXEC)  # never ends, whoever writes
        child_ended, wake = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
        while True:
            ready, _, _ = select.select([boot, child_ended], [], [])
            if child_ended in ready:
                os.read(child_ended, 4096)
                self.bury()
            if boot in ready:
                for name in os.read(boot, 4096).decode().split():
                    self.boot(name)


def _mount(*arguments: str) -> None:
    subprocess.run(["mount", *arguments], check=True)


def _ip(*arguments: str, text: str) -> None:
    """Raises: CalledProcessError: unless it is to go on over errors."""
    quiet = subprocess.DEVNULL if "-force" in arguments else None
    subprocess.run(["ip", *arguments], input=text, text=True, stderr=quiet, check=quiet is None)


def _write(path: Path, text: str, mode: int = 0o644) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.write_text(text)
    path.chmod(mode)


def main(folder: str) -> None:
    """Never returns."""
    init = Init(Layout(Path(folder)))
    init.prepare()
    init.run()


if __name__ == "__main__":
    main(sys.argv[1])
