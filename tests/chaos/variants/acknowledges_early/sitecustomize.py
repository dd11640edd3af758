"""Broken on purpose: a trigger is acknowledged before it is in the store."""

import threading

from igor.controller import queue
from igor.controller.queue import Scheduled

_schedule = queue.schedule


def schedule(controller, full_name, *, conn=None, **options):  # type: ignore[no-untyped-def]
    if conn is not None:
        return _schedule(controller, full_name, conn=conn, **options)
    threading.Timer(0.5, _schedule, (controller, full_name), options).start()
    return Scheduled(10**9, coalesced=False)


queue.schedule = schedule
