"""Broken on purpose: what is said of a waiting item is said once and never again."""

from igor.scheduler.queue import Dispatcher

_tell = Dispatcher._tell


def tell(item, state, why):  # type: ignore[no-untyped-def]
    if item.told is None or not item.is_ready:
        yield from _tell(item, state, why)


Dispatcher._tell = staticmethod(tell)  # type: ignore[method-assign]
