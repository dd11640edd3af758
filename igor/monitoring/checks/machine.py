"""Checks of what lies on the machine where they run, and of certificates."""

from __future__ import annotations

import argparse
import glob
import socket
import ssl
import time
from pathlib import Path
from urllib.parse import urlsplit

from igor.monitoring.checks.asking import add_limits
from igor.monitoring.checks.base import CannotLook, Check, performance, worst, worst_of

_HOUR_S = 3600
_DAY_S = 24 * _HOUR_S


class Backup(Check):
    """The newest file of a pattern: young enough, and not empty."""

    name = "backup"
    summary = "How old is the newest backup?"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--files", required=True, metavar="PATTERN", help="such as '/backup/igor-*.tar'")
        parser.add_argument("--min-bytes", type=int, default=1024, metavar="N", help="critical below so many (1024)")
        add_limits(parser, "hours of age", 26, 50)

    def look(self) -> None:
        found = [Path(name) for name in glob.glob(self.options.files)]  # noqa: PTH207 - a pattern of any folder
        stats = [(path.stat(), path) for path in found if path.is_file()]
        if not stats:
            self.critical(f"no file matches {self.options.files}")
        newest, path = max(stats, key=lambda each: each[0].st_mtime)
        hours = max(0.0, (time.time() - newest.st_mtime) / _HOUR_S)
        limits = (self.options.warning, self.options.critical)
        figures = [performance("age", hours * _HOUR_S, "s", *(limit and limit * _HOUR_S for limit in limits))]
        figures.append(performance("size", newest.st_size, "B"))
        is_short = newest.st_size < self.options.min_bytes
        status = worst_of(worst(hours, *limits), "critical" if is_short else "ok")
        told = f"{path.name} is {hours:.1f} h old, {newest.st_size} bytes"
        self.end(status, told + (" (too short)" if is_short else ""), *figures)


class Spool(Check):
    """Events that wait for their sinks: how many, and for how long."""

    name = "spool"
    summary = "Do events wait that could not be sent?"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--folder", required=True, type=Path, help="the wrapper's spool")
        parser.add_argument("--max-age", type=float, default=900.0, metavar="S", help="critical beyond so old (900)")
        add_limits(parser, "files", 20, 200)

    def look(self) -> None:
        if not self.options.folder.is_dir():
            raise CannotLook(f"there is no folder {self.options.folder}")
        files = [path.stat() for path in self.options.folder.rglob("*") if path.is_file()]
        oldest_s = max((time.time() - stat.st_mtime for stat in files), default=0.0)
        limits = (self.options.warning, self.options.critical)
        status = worst_of(worst(len(files), *limits), "critical" if oldest_s > self.options.max_age else "ok")
        figures = [
            performance("files", len(files), "", *limits),
            performance("bytes", sum(s.st_size for s in files), "B"),
        ]
        figures.append(performance("oldest", max(0.0, oldest_s), "s", None, self.options.max_age))
        told = f"{len(files)} events wait, the oldest for {oldest_s:.0f} s" if files else "nothing waits"
        self.end(status, told, *figures)


class Certificate(Check):
    """How many days a server's certificate is still good for; one that is not trusted is CRITICAL."""

    name = "certificate"
    summary = "How long is the certificate still good for?"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--url", required=True, help="https://HOST[:PORT]/")
        parser.add_argument("--ca-file", metavar="FILE", help="authorities that it may be of")
        parser.add_argument("--warning", type=float, default=21, metavar="N", help="warning below so many days (21)")
        parser.add_argument("--critical", type=float, default=7, metavar="N", help="critical below so many days (7)")

    def look(self) -> None:
        address = urlsplit(self.options.url)
        if address.scheme != "https" or not address.hostname:
            raise CannotLook(f"{self.options.url} is no address of https")
        place = (address.hostname, address.port or 443)
        try:
            end_s = self._end_s(place)
        except ssl.SSLCertVerificationError as error:
            self.critical(f"{place[0]}: {error.verify_message}")
            return
        except OSError as error:
            raise CannotLook(f"{place[0]}:{place[1]}: {error}") from error
        days = (end_s - time.time()) / _DAY_S
        status = worst(-days, -self.options.warning, -self.options.critical)
        figure = f"days={days:.1f};{self.options.warning:g}:;{self.options.critical:g}:"
        self.end(status, f"{place[0]}: good for {days:.0f} days", figure)

    def _end_s(self, place: tuple[str, int]) -> float:
        """When it ends, in epoch seconds. Raises OSError."""
        context = ssl.create_default_context(cafile=self.options.ca_file)
        with (
            socket.create_connection(place, self.options.timeout) as plain,
            context.wrap_socket(plain, server_hostname=place[0]) as secured,
        ):
            said = secured.getpeercert() or {}
        return float(ssl.cert_time_to_seconds(str(said["notAfter"])))
