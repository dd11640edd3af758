"""What every check shares: strict options, a time limit, the text of what went wrong, performance data.

sensu-plugin's class ignores unknown options, ends with 2 on wrong ones, and swallows the text of exceptions; here a
check that cannot look ends with 3 and says why.
"""

from __future__ import annotations

import argparse
import signal
import sys
from types import FrameType
from typing import NoReturn

from sensu_plugin import SensuPluginCheck


class CannotLook(Exception):
    """The check could not find out; the text says why."""


class OutOfTime(Exception):
    """The check's own time limit passed."""


class StrictParser(argparse.ArgumentParser):
    """Ends with 3 on wrong options, and takes no unknown ones."""

    def parse_known_args(self, args=None, namespace=None):  # type: ignore[no-untyped-def]
        found, rest = super().parse_known_args(args, namespace)
        if rest:
            self.error(f"unknown option: {' '.join(rest)}")
        return found, rest

    def error(self, message: str) -> NoReturn:
        print(f"{self.prog} UNKNOWN: {message} (see --help)")
        sys.exit(3)


class Check(SensuPluginCheck):  # type: ignore[misc]
    """A check: ``look`` ends by ``self.ok``, ``self.warning``, ``self.critical`` or ``self.unknown``."""

    #: What ``igor check NAME`` calls it, and its line in the help.
    name = ""
    summary = ""

    options: argparse.Namespace
    parser: argparse.ArgumentParser

    def setup(self) -> None:
        self.parser = StrictParser(prog=f"igor check {self.name}", description=self.summary)
        self.parser.add_argument(
            "--timeout", type=seconds, default=10.0, metavar="S", help="time limit in seconds (10)"
        )
        self.add_options(self.parser)

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """The check's own options."""

    def look(self) -> None:
        """Find out, and end."""
        raise NotImplementedError

    def check_name(self, name: str | None = None) -> str:
        return f"check-{self.name}"

    def run(self) -> None:
        signal.signal(signal.SIGALRM, _raise_out_of_time)
        signal.setitimer(signal.ITIMER_REAL, self.options.timeout)
        try:
            self.look()
        except CannotLook as error:
            self.unknown(str(error))
        except OutOfTime:
            self.late()
        except Exception as error:  # noqa: BLE001 - whatever it is, on-call must read it
            self.unknown(f"{type(error).__name__}: {error}")

    def late(self) -> None:
        """The time limit passed: who does not answer cannot be judged."""
        self.unknown(f"no answer within {self.options.timeout:g} s")

    def end(self, status: str, message: str, *figures: str) -> None:
        """End with a message and performance data (``performance``)."""
        getattr(self, status)(f"{message} | {' '.join(figures)}" if figures else message)


def _raise_out_of_time(_number: int, _frame: FrameType | None) -> None:
    raise OutOfTime


def seconds(text: str) -> float:
    """A positive number of seconds."""
    value = float(text)
    if not 0 < value <= 3600:
        raise argparse.ArgumentTypeError(f"{text} is not from 0 to 3600 s")
    return value


def performance(label: str, value: float, unit: str = "", warning: object = None, critical: object = None) -> str:
    """``'label'=value[unit];warning;critical``. Source: the Nagios plugins' guidelines, section 2.6."""
    limits = ";".join("" if limit is None else f"{limit:g}" for limit in (warning, critical))
    shown = f"{value:.6g}" if isinstance(value, float) else str(value)
    return f"{label}={shown}{unit};{limits}"


def worst(value: float, warning: float | None, critical: float | None) -> str:
    """The status of a value that must stay below limits."""
    if critical is not None and value >= critical:
        return "critical"
    return "warning" if warning is not None and value >= warning else "ok"


def worst_of(*statuses: str) -> str:
    """The gravest of some statuses."""
    return max(statuses, key=("ok", "unknown", "warning", "critical").index)
