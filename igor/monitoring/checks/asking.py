"""Asking a controller's Metrics plugin: with an access key, or as a user."""

from __future__ import annotations

import argparse
import base64
import json
import os
import ssl
from email.message import Message
from http.client import HTTPException
from pathlib import Path
from typing import Any, NamedTuple
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, HTTPSHandler, Request, build_opener

from igor.monitoring.checks.base import CannotLook, Check

_MAX_BYTES = 32 * 1024 * 1024


class Answer(NamedTuple):
    """``headers``: by any case."""

    status: int
    headers: Message[str, str]
    body: bytes


class Unreachable(Exception):
    """There was no answer; the text says why."""


class _NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


class AskingCheck(Check):
    """A check that asks ``URL/metrics/…``."""

    def setup(self) -> None:
        super().setup()
        asked = self.parser.add_argument_group("whom to ask")
        asked.add_argument("--url", required=True, help="the controller's address, as in the browser")
        asked.add_argument("--key-file", type=Path, metavar="FILE", help="holds an access key of the metrics")
        asked.add_argument(
            "--user", help="a user's name, instead of an access key (needs Metrics/View and HealthCheck)"
        )
        asked.add_argument("--password-file", type=Path, metavar="FILE", help="holds the user's API token")
        asked.add_argument("--ca-file", type=Path, metavar="FILE", help="authorities that certificates may be of")

    def metrics_url(self, action: str) -> str:
        """``…/metrics/currentUser/ACTION`` for users, ``…/metrics/ACTION`` with the key in a header."""
        place = "metrics/currentUser/" if self.options.user else "metrics/"
        return f"{self.options.url.rstrip('/')}/{place}{action}"

    def ask(self, url: str, **headers: str) -> Answer:
        """GET. Raises Unreachable, CannotLook."""
        if not url.startswith(("http://", "https://")):
            raise CannotLook(f"{url} is no address of http or https")
        request = Request(url, headers={**self._credentials(), **headers, "User-Agent": "igor-check"})
        try:
            with build_opener(_NoRedirect, HTTPSHandler(context=self._tls())).open(request) as response:
                return Answer(response.status, response.headers, response.read(_MAX_BYTES))
        except HTTPError as error:
            with error:
                return Answer(error.code, error.headers, error.read(_MAX_BYTES))
        except URLError as error:
            raise Unreachable(f"{url}: {error.reason}") from error
        except (OSError, HTTPException) as error:
            raise Unreachable(f"{url}: {error}") from error

    def ask_json(self, action: str, **headers: str) -> tuple[int, dict[str, Any]]:
        """The status and the body of one of the plugin's answers. Raises CannotLook."""
        url = self.metrics_url(action)
        try:
            answer = self.ask(url, **headers)
        except Unreachable as error:
            raise CannotLook(str(error)) from error
        self.refuse_denial(answer, url)
        try:
            body = json.loads(answer.body)
        except ValueError as error:
            raise CannotLook(f"{url} answered {answer.status} and no JSON: {_beginning(answer.body)}") from error
        if not isinstance(body, dict):
            raise CannotLook(f"{url} answered {answer.status} and no object")
        return answer.status, body

    def refuse_denial(self, answer: Answer, url: str) -> None:
        """Raise CannotLook when the key or the user is refused, or when there is no such plugin."""
        if answer.status in (401, 403):
            raise CannotLook(f"{url} answered {answer.status}: is the key right, and has it this scope?")
        if answer.status == 404:
            raise CannotLook(f"{url} answered 404: is the address right, and the Metrics plugin installed?")

    def _credentials(self) -> dict[str, str]:
        if self.options.user:
            pair = f"{self.options.user}:{_read(self.options.password_file, 'IGOR_PASSWORD')}"
            return {"Authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"}
        key = _read(self.options.key_file, "IGOR_METRICS_KEY")
        if not key:
            raise CannotLook("give --key-file (or the variable IGOR_METRICS_KEY), or --user")
        return {"Authorization": f"Jenkins-Metrics-Key {key}"}

    def _tls(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self.options.ca_file and str(self.options.ca_file))


def _read(path: Path | None, variable: str) -> str:
    """A secret of a file, or of the environment; never of the command line, which everybody on the machine can see."""
    if path is None:
        return os.environ.get(variable, "").strip()
    try:
        return path.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise CannotLook(f"{path} cannot be read: {error.strerror}") from error


def _beginning(body: bytes) -> str:
    return " ".join(body.decode("utf-8", "replace").split())[:80]


def gauge(metrics: dict[str, Any], name: str) -> float | None:
    """A gauge's number; None when there is none of this name."""
    value = metrics.get("gauges", {}).get(name, {}).get("value")
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def needed_gauge(metrics: dict[str, Any], name: str) -> float:
    """``gauge``. Raises CannotLook."""
    value = gauge(metrics, name)
    if value is None:
        raise CannotLook(f"the controller does not measure {name}")
    return value


def add_limits(parser: argparse.ArgumentParser, what: str, warning: float | None, critical: float | None) -> None:
    """``--warning`` and ``--critical``."""
    for name, default in (("warning", warning), ("critical", critical)):
        said = "" if default is None else f" ({default:g})"
        parser.add_argument(
            f"--{name}", type=float, default=default, metavar="N", help=f"{name} from so many {what} on{said}"
        )
