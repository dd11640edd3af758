"""The engine process: an event loop that listens to agents and to wake-ups, and a thread that ticks.

The loop never blocks: it gathers what happens, hands it to the next tick, and does afterwards what the tick decided.
Several wake-ups while one tick runs make one next tick. Everything is level-triggered: a tick at least every second
would do without any wake-up.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import resource
import signal
import socket
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import igor
from igor.agents.protocol import Welcome
from igor.controller import job_files, lifecycle, log_tails, matrix_build, nodes, seed_step, uploads
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
        self._woken = asyncio.Event()
        self._stopping = False
        self._collect_at = time.monotonic() + COLLECT_S
        self._due = asyncio.Event()
        self._last_due = 0.0
        self._seeds: dict[int, asyncio.Task[None]] = {}
        self._seeds_done: list[SeedDone | FilterDone] = []
        self._inbox = Inbox(self._woken.set)
        self._hub = Hub(self._inbox, self._check_token, Welcome(lease.epoch, igor.__version__))
        self._thread = ThreadPoolExecutor(1, "tick")

    def stop(self) -> None:
        self._stopping = True
        self._woken.set()

    def wake(self) -> None:
        """Tick now, and decide."""
        self._due.set()
        self._woken.set()

    async def run(self, host: str, port: int) -> None:
        """Serve until stopped."""
        await self._in_thread(self._ticker.recover)
        await self._in_thread(self._grow_wal)
        _collect_rarely()
        threading.Thread(target=self._tidy_up, daemon=True).start()
        syncing = asyncio.create_task(self._sync_logs())
        port = await self._hub.start(host, port)
        wire = _open_wire(self._controller.home)
        asyncio.get_running_loop().add_reader(wire, self._drain, wire)
        self._lease.announce(f"ws://{f'[{host}]' if ':' in host else host}:{port}/agents")
        log.info("engine %d serves agents on %s port %d", self._lease.epoch, host, port)
        try:
            while not self._stopping:
                await self._tick()
        finally:
            syncing.cancel()
            await self._close(wire)

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
        """All at once, a while after they were written."""
        tails = self._ticker.tails
        while True:
            await asyncio.sleep(log_tails.SYNC_S)
            kept = tails.kept
            if kept > tails.on_disk:
                try:
                    await asyncio.to_thread(log_tails.sync, self._controller.home)
                except OSError as error:
                    log.error("the logs are not brought to disk, which is tried again: %s", error)
                else:
                    tails.on_disk = kept

    async def _tick(self) -> None:
        self._woken.clear()
        reports = self._inbox.take()
        seeds_done, self._seeds_done = self._seeds_done, []
        began = time.monotonic()
        is_due = self._due.is_set() or self._last_due + TICK_S <= began
        self._due.clear()
        if is_due:
            self._last_due = began
        try:
            effects = await self._in_thread(lambda: self._ticker.tick(reports, seeds_done, is_due=is_due))
        except (IgorError, OSError) as error:
            log.error("this tick was undone and will be tried again: %s", error)
            self._due.set()
            await asyncio.sleep(TICK_S)
            return
        await self._act(effects)
        if is_due:
            await self._in_thread(lambda: lifecycle.exit_when_idle(self._controller))
        self._collect()
        if effects.again:
            self.wake()
        await self._rest(time.monotonic() - began)

    async def _rest(self, tick_s: float) -> None:
        """Wait until there is something to do; what agents say waits for the end of the pause, too."""
        pause = asyncio.get_running_loop().time() + min(tick_s, _PAUSE_S)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(TICK_S):
                await self._woken.wait()
            async with asyncio.timeout_at(pause):
                await self._due.wait()

    def _collect(self) -> None:
        if self._collect_at <= time.monotonic():
            self._collect_at = time.monotonic() + COLLECT_S
            gc.unfreeze()
            gc.collect()
            gc.freeze()

    async def _act(self, effects: Effects) -> None:
        self._hub.send(effects.messages)
        for build_id in effects.seeds_to_stop:
            if task := self._seeds.get(build_id):
                task.cancel()
        for order in effects.seeds:
            self._seeds[order.build.id] = asyncio.create_task(self._seed(order))
        for filters in effects.filters:
            self._seeds[filters.build.id] = asyncio.create_task(self._filter(filters))
        for full_name in effects.removed_items:
            await asyncio.to_thread(job_files.discard, self._controller.home, full_name)
        for full_name, number in effects.deleted_artifacts:
            await asyncio.to_thread(job_files.discard_artifacts, self._controller.home, full_name, number)
        for full_name, number in effects.deleted_builds:
            await asyncio.to_thread(job_files.discard_build, self._controller.home, full_name, number)
        self._ticker.gone += [*((full_name, 0) for full_name in effects.removed_items), *effects.deleted_builds]

    async def _filter(self, order: FilterOrder) -> None:
        """Off the loop, as a seed step is."""
        done = await matrix_build.evaluate(order)
        self._seeds.pop(order.build.id, None)
        self._seeds_done.append(done)
        self.wake()

    async def _seed(self, order: SeedOrder) -> None:
        done = await seed_step.evaluate(self._controller, order)
        self._seeds.pop(order.build.id, None)
        self._seeds_done.append(done)
        self.wake()

    def _check_token(self, name: str, token: str) -> Standing:
        if nodes.check_token(self._controller, name, token):
            return Standing.NODE
        return Standing.FORMER if nodes.was_token(self._controller, name, token) else Standing.UNKNOWN

    def _drain(self, wire: socket.socket) -> None:
        with contextlib.suppress(BlockingIOError):
            while wire.recv(64):
                self.wake()

    async def _close(self, wire: socket.socket) -> None:
        asyncio.get_running_loop().remove_reader(wire)
        wire.close()
        for task in self._seeds.values():
            task.cancel()
        await asyncio.gather(*self._seeds.values(), return_exceptions=True)
        await self._hub.close()
        self._thread.shutdown()
        self._ticker.close()
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


def _open_wire(home: Home) -> socket.socket:
    """The wake-up socket; without one (a path beyond the kernel's 107 bytes) the engine only looks each second."""
    with contextlib.suppress(FileNotFoundError):
        home.engine_socket.unlink()
    wire = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK)
    try:
        wire.bind(str(home.engine_socket))
        home.engine_socket.chmod(0o600)
    except OSError as error:
        log.warning("no wake-ups through %s: %s", home.engine_socket, error)
    return wire
