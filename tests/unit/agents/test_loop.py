"""The agent's loop: order of timers, calls from elsewhere, files that come and go."""

from __future__ import annotations

import os
import threading

from igor.agents.loop import Loop


def test_timers_come_in_their_order_and_can_be_cancelled() -> None:
    """Broken: a later timer holds up an earlier one, or a cancelled one still calls."""
    loop, called = Loop(), list[str]()
    loop.call_later(0.02, lambda: called.append("last"))
    loop.call_later(0.02, loop.stop)
    loop.call_later(0.01, lambda: called.append("first"))
    loop.call_later(0.0, lambda: called.append("cancelled")).cancel()
    loop.run()
    loop.close()
    assert called == ["first", "last"]


def test_other_threads_can_call() -> None:
    """Broken: what a thread found out is seen only at the next timer, or lost."""
    loop, called = Loop(), list[int]()
    for number in range(100):
        thread = threading.Thread(target=loop.call_from_thread, args=(lambda number=number: called.append(number),))
        thread.start()
        thread.join()
    loop.call_from_thread(loop.stop)
    loop.run()
    loop.close()
    assert called == list(range(100))


def test_files_call_when_they_can_be_read_or_written() -> None:
    """Broken: a full socket keeps the loop spinning, or is never written again."""
    loop, called = Loop(), list[str]()
    reader, writer = os.pipe()

    def read() -> None:
        called.append(os.read(reader, 10).decode())
        loop.remove(reader)
        loop.add(writer, write, writable=True)

    def write() -> None:
        called.append("room")
        loop.remove(writer)
        loop.stop()

    loop.add(reader, read)
    os.write(writer, b"data")
    loop.run()
    loop.close()
    os.close(reader)
    os.close(writer)
    assert called == ["data", "room"]
