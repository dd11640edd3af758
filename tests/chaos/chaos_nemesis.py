"""What goes wrong during a run: chosen by a seed, undone before the run is judged."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import psutil
from chaos_site import Site


@dataclass
class Nemesis:
    """Acts on a site at random. ``has_disk``: the home is a small disk of its own."""

    site: Site
    chance: Random
    has_disk: bool
    done: list[str] = field(default_factory=list)
    killed_wrappers: int = 0

    def torment(self, seconds: float) -> None:
        """Act again and again for so long; everything is whole again afterwards."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            time.sleep(self.chance.uniform(0.1, 1.0))
            act = self.chance.choice(self._acts())
            act()
            if self.chance.random() < 0.8:
                self.site.start()
        self.site.start()

    def _acts(self) -> list[Callable[[], None]]:
        kills = [self._killer(what) for what in ("engine", "engine", "web", "agent", "agent", "controller", "launcher")]
        freezes = [self._freezer(what) for what in ("engine", "web", "agent", "wrapper", "controller")]
        disk = [self._fill_disk, self._freeze_disk] if self.has_disk else []
        return [*kills, *freezes, *disk, self._kill_wrapper, self._kill_all, self._cut_sockets]

    def _victims(self, what: str) -> list[psutil.Process]:
        found = self.site.processes(what)
        return [self.chance.choice(found)] if found else []

    def _killer(self, what: str) -> Callable[[], None]:
        def act() -> None:
            for victim in self._victims(what):
                self._signal(victim, signal.SIGKILL)
                self.done.append(f"kill {what}")

        return act

    def _freezer(self, what: str) -> Callable[[], None]:
        def act() -> None:
            for victim in self._victims(what):
                self._signal(victim, signal.SIGSTOP)
                time.sleep(self.chance.choice([0.3, 1.0, 2.5]))
                self._signal(victim, signal.SIGCONT)
                self.done.append(f"freeze {what}")

        return act

    def _kill_wrapper(self) -> None:
        """Its build is lost; that is right, and has to be said."""
        found = self.site.processes("wrapper")
        oldest = {" ".join(process.cmdline()): process for process in sorted(found, key=lambda one: -one.pid)}
        for victim in self.chance.sample(list(oldest.values()), min(1, len(oldest))):
            self._signal(victim, signal.SIGKILL)
            self.killed_wrappers += 1
            self.done.append("kill wrapper")

    def _kill_all(self) -> None:
        for what in ("controller", "engine", "web", "agent", "launcher"):
            for victim in self.site.processes(what):
                self._signal(victim, signal.SIGKILL)
        self.done.append("kill all")

    def _cut_sockets(self) -> None:
        """Every connection on the web port ends at once, where the kernel can do that."""
        subprocess.run(["ss", "-K", "src", f"127.0.0.1:{self.site.port}"], check=False, capture_output=True)
        self.done.append("cut sockets")

    def _fill_disk(self) -> None:
        filler = self.site.home.root / "filler"
        with contextlib.suppress(OSError), filler.open("wb") as file:
            while True:
                file.write(bytes(1024 * 1024))
                file.flush()
        time.sleep(self.chance.uniform(0.3, 2.0))
        filler.unlink(missing_ok=True)
        self.done.append("fill disk")

    def _freeze_disk(self) -> None:
        self._fsfreeze("-f", self.site.home.root)
        time.sleep(self.chance.uniform(0.1, 1.0))
        self._fsfreeze("-u", self.site.home.root)
        self.done.append("freeze disk")

    @staticmethod
    def _fsfreeze(option: str, folder: Path) -> None:
        subprocess.run(["fsfreeze", option, str(folder)], check=False, capture_output=True)

    @staticmethod
    def _signal(process: psutil.Process, number: int) -> None:
        with contextlib.suppress(psutil.Error, ProcessLookupError):
            os.kill(process.pid, number)
