"""What the supervisor's child processes have in common: they die with their parent, and they log to one place."""

from __future__ import annotations

import argparse
import ctypes
import logging
import os
import signal
import sys
from pathlib import Path

from igor.model.errors import IgorError
from igor.model.home import Home

_PR_SET_PDEATHSIG = 1


def child_arguments(description: str) -> argparse.ArgumentParser:
    """The options that every child has."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--home", type=Path, required=True, help="the controller's home folder")
    parser.add_argument("--parent", type=int, required=True, help="pid of the supervisor: this process ends with it")
    return parser


def begin(arguments: argparse.Namespace) -> Home:
    """First thing in a child: tie its life to the supervisor's."""
    die_with_parent()
    if os.getppid() != arguments.parent:
        sys.exit("the supervisor ended before this process began")
    return Home(arguments.home.resolve())


def die_with_parent() -> None:
    """Have the kernel kill this process when its parent ends, however that ends; what is acknowledged is committed."""
    if ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0) != 0:
        raise IgorError(f"prctl: {os.strerror(ctypes.get_errno())}")


def set_up_logging() -> None:
    """Lines with time, level and place, to the standard error stream."""
    logging.basicConfig(
        level=os.environ.get("IGOR_LOG_LEVEL", "INFO").upper(),
        format="%(asctime)s %(levelname)-7s %(name)s: %(message)s",
        stream=sys.stderr,
    )
    logging.getLogger("igor.controller.hub.websocket").setLevel(logging.WARNING)
