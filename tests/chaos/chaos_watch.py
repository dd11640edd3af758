"""Looks at the store at random moments of a run, beside everything else that happens."""

from __future__ import annotations

import sqlite3
import threading
from collections import Counter
from dataclasses import dataclass, field, replace
from random import Random

import psutil
from chaos_moment import false_sentences, look_at, told
from chaos_site import Site

#: For so many looks after the disk was full it may be said to be so: the engine looks once in each tick. Looks while
#: the engine is frozen or away do not count.
_STILL_FULL = 8


@dataclass
class Watch:
    """``told``: how many sentences were judged, by how they begin; ``found``: those that were not true."""

    site: Site
    chance: Random
    told: Counter[str] = field(default_factory=Counter)
    found: list[str] = field(default_factory=list)
    _end: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def start(self) -> None:
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def stop(self) -> None:
        self._end.set()
        if self._thread is not None:
            self._thread.join(60)

    def _run(self) -> None:
        full_for = 0
        while not self._end.wait(self.chance.uniform(0.02, 0.3)):
            try:
                moment = look_at(self.site.home)
            except sqlite3.Error:
                continue
            full_for = _STILL_FULL if moment.is_disk_full else full_for - (full_for > 0 and self._engine_runs())
            moment = replace(moment, is_disk_full=full_for > 0)
            self.told.update((item.why or f"({item.state})").partition("‘")[0] for item in told(moment))
            self.found += [sentence for sentence in false_sentences(moment) if sentence not in self.found]

    def _engine_runs(self) -> bool:
        try:
            states = [process.status() for process in self.site.processes("engine")]
        except psutil.Error:
            return False
        return any(state not in (psutil.STATUS_STOPPED, psutil.STATUS_ZOMBIE) for state in states)
