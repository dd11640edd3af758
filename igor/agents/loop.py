"""One thread that waits for files, times and calls: what the agent needs of an event loop, in little memory.

Callbacks run one after the other and never wait for a peer; what may take long has a thread of its own, which comes
back by ``call_from_thread``.
"""

from __future__ import annotations

import heapq
import os
import select
import signal
import time
from collections import deque
from collections.abc import Callable
from itertools import count


class Timer:
    """A call that is due at ``at_s`` (``time.monotonic``); ``cancel`` forgets it."""

    def __init__(self, at_s: float, call: Callable[[], object]) -> None:
        self.at_s = at_s
        self.call: Callable[[], object] | None = call

    def cancel(self) -> None:
        self.call = None


class Loop:
    """``run`` returns after ``stop``; what a callback raises ends it."""

    def __init__(self) -> None:
        self._poller = select.poll()
        self._callbacks: dict[int, Callable[[], object]] = {}
        self._timers: list[tuple[float, int, Timer]] = []
        self._numbers = count()
        self._calls: deque[Callable[[], object]] = deque()
        self._running = True
        self._wake_fd, self._wake_end = os.pipe()
        for fd in (self._wake_fd, self._wake_end):
            os.set_blocking(fd, False)
        self.add(self._wake_fd, self._woken)

    def add(self, fd: int, callback: Callable[[], object], *, writable: bool = False) -> None:
        """Call when there is something to read or an error, with ``writable`` also when there is room to write."""
        self._callbacks[fd] = callback
        self._poller.register(fd, select.POLLIN | (select.POLLOUT if writable else 0))

    def remove(self, fd: int) -> None:
        """Call no more; before the file is closed."""
        if self._callbacks.pop(fd, None) is not None:
            self._poller.unregister(fd)

    def call_later(self, delay_s: float, call: Callable[[], object]) -> Timer:
        timer = Timer(time.monotonic() + delay_s, call)
        heapq.heappush(self._timers, (timer.at_s, next(self._numbers), timer))
        return timer

    def call_from_thread(self, call: Callable[[], object]) -> None:
        """From any thread, or a signal's handler: call soon, in the loop's thread."""
        self._calls.append(call)
        self._wake()

    def on_signal(self, number: int, call: Callable[[], object]) -> None:
        """Call in the loop when the process gets the signal; main thread only."""
        signal.signal(number, lambda _number, _frame: self.call_from_thread(call))

    def stop(self) -> None:
        self._running = False

    def run(self) -> None:
        while self._running:
            for fd, _events in self._poller.poll(self._limit_ms()):
                callback = self._callbacks.get(fd)
                if callback is not None:
                    callback()
            self._run_due()

    def close(self) -> None:
        for fd in (self._wake_fd, self._wake_end):
            os.close(fd)

    def _limit_ms(self) -> float | None:
        """Until the next timer; rounded up, so that it is due then."""
        while self._timers and self._timers[0][2].call is None:
            heapq.heappop(self._timers)
        if not self._timers:
            return None
        return max(0.0, (self._timers[0][0] - time.monotonic()) * 1000 + 0.999)

    def _run_due(self) -> None:
        now_s = time.monotonic()
        while self._timers and self._timers[0][0] <= now_s:
            call = heapq.heappop(self._timers)[2].call
            if call is not None:
                call()

    def _wake(self) -> None:
        try:
            os.write(self._wake_end, b"\0")
        except BlockingIOError:
            return

    def _woken(self) -> None:
        os.read(self._wake_fd, 4096)
        while self._calls:
            self._calls.popleft()()
