"""Broken on purpose: agents are told to launch before the store holds the build."""

import asyncio
import time

from igor.agents.protocol import Launch
from igor.controller import engine
from igor.controller.engine_tick import Ticker
from igor.controller.hub import Hub

_hubs: list[tuple[asyncio.AbstractEventLoop, Hub]] = []
_start, _work = Hub.start, Ticker._work


async def start(hub, host, port):  # type: ignore[no-untyped-def]
    _hubs.append((asyncio.get_running_loop(), hub))
    return await _start(hub, host, port)


def work(ticker, connection, now_ms, complete):  # type: ignore[no-untyped-def]
    effects = _work(ticker, connection, now_ms, complete)
    launches = [message for message in effects.messages if isinstance(message[1], Launch)]
    if launches and _hubs:
        loop, hub = _hubs[0]
        loop.call_soon_threadsafe(hub.send, launches)
        time.sleep(0.15)
    return effects


Hub.start, Ticker._work = start, work  # type: ignore[method-assign]
assert engine
