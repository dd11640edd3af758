"""What goes wrong during a run: chosen by a seed, undone before the run is judged."""

from __future__ import annotations

import contextlib
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import psutil
from chaos_site import AGENTS, Site


@dataclass
class Nemesis:
    """Acts on a site at random. ``has_disk``: the home is a small disk of its own."""

    site: Site
    chance: Random
    has_disk: bool
    done: list[str] = field(default_factory=list)
    killed_wrappers: int = 0
    ahead_s: int = 0
    furthest_s: int = 0

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
        self.site.set_clock(self.furthest_s)
        self._relabel(dict.fromkeys(AGENTS, "special"))

    def _acts(self) -> list[Callable[[], None]]:
        kills = [self._killer(what) for what in ("engine", "engine", "web", "agent", "agent", "controller", "launcher")]
        freezes = [self._freezer(what) for what in ("engine", "web", "agent", "wrapper", "controller")]
        disk = [self._fill_disk, self._freeze_disk, self._kill_while_writing] if self.has_disk else []
        others = [self._cut_sockets, self._cut_agents, *[self._change_labels] * 4, self._take_node_out]
        clock = [self._step_clock] * 20 if self.site.has_clock else []
        return [*kills, *freezes, *disk, *others, *clock, self._kill_wrapper, self._kill_all]

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
        oldest: dict[str, psutil.Process] = {}
        for process in sorted(self.site.processes("wrapper"), key=lambda one: -one.pid):
            with contextlib.suppress(psutil.Error):
                oldest[" ".join(process.cmdline())] = process
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
        """Every connection of the web and of agents ends at once, with what was under way in it."""
        self._cut(self.site.port)
        self._cut_agents()

    def _cut_agents(self) -> None:
        """In the middle of their output."""
        if port := self.site.agents_port:
            self._cut(port)
            self.done.append("cut sockets")

    @staticmethod
    def _cut(port: int) -> None:
        subprocess.run(["ss", "-t", "-K", "src", f"127.0.0.1:{port}"], check=False, capture_output=True)

    def _change_labels(self) -> None:
        """Agents say anew who they are and what they hold, while their output is under way: the engine then asks for
        bytes of which some have come already.
        """
        for _ in range(6):
            name = self.chance.choice(AGENTS)
            self._relabel({name: "" if "special" in self.site.labels_file(name).read_text() else "special"})
            time.sleep(self.chance.uniform(0.02, 0.2))
        self.done.append("change labels")

    def _relabel(self, labels: dict[str, str]) -> None:
        for name, text in labels.items():
            self.site.labels_file(name).write_text(text)
        for process in self.site.processes("agent"):
            self._signal(process, signal.SIGHUP)

    def _take_node_out(self) -> None:
        """For a time; or the one that is out comes back."""
        name = self.chance.choice(AGENTS)
        self.site.post(f"/computer/{name}/igor/api/drain?for={self.chance.randint(1, 3)}s")
        self.done.append("take node out")

    def _step_clock(self) -> None:
        """The controller's clock jumps, ahead or back; over slots, too."""
        self.ahead_s = max(0, self.ahead_s + self.chance.choice([-90, -40, -3, 2, 30, 70, 130]))
        self.furthest_s = max(self.furthest_s, self.ahead_s)
        self.site.set_clock(self.ahead_s)
        self.done.append("step clock")

    def _kill_while_writing(self) -> None:
        """The engine ends in the middle of a write: of a log, of the journal, or between the two."""
        self._fsfreeze("-f", self.site.home.root)
        time.sleep(self.chance.uniform(0.05, 0.4))
        for victim in self.site.processes("engine"):
            self._signal(victim, signal.SIGKILL)
        self._fsfreeze("-u", self.site.home.root)
        self.done.append("kill while writing")

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
        with contextlib.suppress(psutil.Error):
            process.send_signal(number)
