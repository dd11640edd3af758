"""The engine process: an event loop that talks to agents, and a thread that ticks.

The loop never blocks: it gathers what agents say, and sends what a tick decided. The thread waits for a ring (somebody
asked for something) or for reports. Several of them while one tick runs make one next tick. Everything is
level-triggered: a tick at least every second would do without any wake-up.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import resource
import signal
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from typing import TypeVar

import igor
from igor.agents.protocol import Welcome
from igor.controller import job_files, lifecycle, log_tails, matrix_build, nodes, seed_step, uploads
from igor.controller.bell import Bell
from igor.controller.context import Controller
from igor.controller.engine_lease import EngineLease
from igor.controller.engine_state import Effects, FilterOrder, SeedOrder
from igor.controller.engine_tick import Ticker
from igor.controller.hub import Hub, Inbox, Standing
from igor.controller.matrix_build import FilterDone
from igor.controller.seed_step import SeedDone
from igor.model.clock import Clock
from igor.model.errors import IgorError
from igor.model.home import Home

log = logging.getLogger(__name__)
T = TypeVar("T")

#: The longest time between two ticks.
TICK_S = 1.0
#: The longest pause after a tick. It lasts as long as the tick did: what agents say meanwhile shares the next one.
_PAUSE_S = 0.02
#: How often garbage that outlived two searches is looked for: that stops everything for a moment.
COLLECT_S = 3600.0


def run_engine(home: Home, *, host: str = "127.0.0.1", port: int = 0, clock: Clock | None = None) -> None:
    """Run the engine until SIGTERM or SIGINT; ``port`` 0: the system chooses the agents' port.

    Raises:
        Conflict: another engine runs on this home.
    """
    _allow_many_files()
    controller = Controller.open(home, clock=clock, is_engine=True)
    try:
        with EngineLease.take(home, controller.store) as lease:
            asyncio.run(_until_signalled(Engine(controller, lease), host, port))
    finally:
        controller.close()


async def _until_signalled(engine: Engine, host: str, port: int) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, engine.stop)
    await engine.run(host, port)


class Engine:
    """One engine; ``run`` returns after ``stop``. Builds that run are left to their agents and the next engine."""

    def __init__(self, controller: Controller, lease: EngineLease) -> None:
        self._controller = controller
        self._lease = lease
        self._ticker = Ticker(controller, lease.epoch)
        self._stopping = threading.Event()
        self._collect_at = time.monotonic() + COLLECT_S
        self._bell = Bell(controller.home)
        self._seeds: dict[int, asyncio.Task[None]] = {}
        self._seeds_done: deque[SeedDone | FilterDone] = deque()
        self._inbox = Inbox(self._bell)
        self._hub = Hub(self._inbox, self._check_token, Welcome(lease.epoch, igor.__version__))
        self._thread = ThreadPoolExecutor(1, "tick")

    def stop(self) -> None:
        if not self._stopping.is_set():
            self._stopping.set()
            self._bell.ring()

    async def run(self, host: str, port: int) -> None:
        """Serve until stopped."""
        await self._in_thread(self._ticker.recover)
        await self._in_thread(self._grow_wal)
        _collect_rarely()
        threading.Thread(target=self._tidy_up, daemon=True).start()
        syncing = asyncio.create_task(self._sync_logs())
        port = await self._hub.start(host, port)
        self._lease.announce(f"ws://{f'[{host}]' if ':' in host else host}:{port}/agents")
        log.info("engine %d serves agents on %s port %d", self._lease.epoch, host, port)
        loop = asyncio.get_running_loop()
        try:
            await self._in_thread(lambda: self._tick_until_stopped(loop))
        finally:
            syncing.cancel()
            await self._close()

    def _grow_wal(self) -> None:
        try:
            self._controller.store.grow_wal()
        except (IgorError, OSError) as error:
            log.warning("the store's log is not made larger ahead: %s", error)

    def _tidy_up(self) -> None:
        """In a thread of its own: what crashes and cancelled requests left."""
        job_files.empty_trash(self._controller.home)
        uploads.sweep(self._controller)

    async def _sync_logs(self) -> None:
        """Those of which the store keeps ends, a while after they were written; the others are on their way."""
        tails = self._ticker.tails
        for turn in count():
            await asyncio.sleep(log_tails.SYNC_S)
            await asyncio.to_thread(log_tails.write_out, self._ticker.runs.log_descriptors(), turn)
            kept = tails.kept
            if kept > tails.on_disk:
                try:
                    await asyncio.to_thread(log_tails.sync, self._controller, kept)
                except (IgorError, OSError) as error:
                    log.error("the logs are not brought to disk, which is tried again: %s", error)
                else:
                    tails.on_disk = kept

    # --- the thread that ticks

    def _tick_until_stopped(self, loop: asyncio.AbstractEventLoop) -> None:
        rang, looked_s = True, 0.0
        while not self._stopping.is_set():
            began_s = time.monotonic()
            is_time = looked_s + TICK_S <= began_s
            try:
                again = self._tick(loop, is_due=rang or is_time)
                if is_time:
                    looked_s = began_s
                    lifecycle.exit_when_idle(self._controller)
            except (IgorError, OSError) as error:
                log.error("this tick was undone and will be tried again: %s", error)
                rang = not self._stopping.wait(TICK_S)
                continue
            self._collect()
            rang = again or self._bell.wait(TICK_S, min(time.monotonic() - began_s, _PAUSE_S))

    def _tick(self, loop: asyncio.AbstractEventLoop, *, is_due: bool) -> bool:
        """Whether another is to follow at once."""
        done = [self._seeds_done.popleft() for _ in range(len(self._seeds_done))]
        effects = self._ticker.tick(self._inbox.take(), done, is_due=is_due)
        loop.call_soon_threadsafe(self._act, effects)
        self._inbox.expect(len(self._ticker.runs) // 2)
        home = self._controller.home
        for full_name in effects.removed_items:
            job_files.discard(home, full_name)
        for full_name, number in effects.deleted_artifacts:
            job_files.discard_artifacts(home, full_name, number)
        for full_name, number in effects.deleted_builds:
            job_files.discard_build(home, full_name, number)
        self._ticker.gone += [*((full_name, 0) for full_name in effects.removed_items), *effects.deleted_builds]
        return effects.again

    def _collect(self) -> None:
        if self._collect_at <= time.monotonic():
            self._collect_at = time.monotonic() + COLLECT_S
            gc.unfreeze()
            gc.collect()
            gc.freeze()

    # --- the loop

    def _act(self, effects: Effects) -> None:
        self._hub.send(effects.messages)
        for build_id in effects.seeds_to_stop:
            if task := self._seeds.get(build_id):
                task.cancel()
        for order in effects.seeds:
            self._seeds[order.build.id] = asyncio.create_task(self._seed(order))
        for filters in effects.filters:
            self._seeds[filters.build.id] = asyncio.create_task(self._filter(filters))

    async def _filter(self, order: FilterOrder) -> None:
        """Off the loop, as a seed step is."""
        self._done(await matrix_build.evaluate(order))

    async def _seed(self, order: SeedOrder) -> None:
        self._done(await seed_step.evaluate(self._controller, order))

    def _done(self, done: SeedDone | FilterDone) -> None:
        self._seeds.pop(done.order.build.id, None)
        self._seeds_done.append(done)
        self._bell.ring()

    def _check_token(self, name: str, token: str) -> Standing:
        if nodes.check_token(self._controller, name, token):
            return Standing.NODE
        return Standing.FORMER if nodes.was_token(self._controller, name, token) else Standing.UNKNOWN

    async def _close(self) -> None:
        for task in self._seeds.values():
            task.cancel()
        await asyncio.gather(*self._seeds.values(), return_exceptions=True)
        await self._hub.close()
        self._thread.shutdown()
        self._ticker.close()
        self._bell.close()
        log.info("engine %d stopped", self._lease.epoch)

    async def _in_thread(self, call: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, call)


def _allow_many_files() -> None:
    """Each agent is a connection, and each run that prints an open file."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def _collect_rarely() -> None:
    """No automatic search through old objects; young ones are searched less often than Python would."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 10, 1_000_000)
