"""Sensu events to mail or webhook: a pipe handler for both generations of Sensu.

sensu-plugin's own mapping of Sensu Go's events breaks on real ones (it wants ``entity.id``), so the event is mapped
here and then goes the way of ``SensuHandler``. Which of mail and webhook, and how, is a JSON file:
``{"mail": {"to": […], "from": …, "server": "localhost:25"}, "webhook": {"url": …}}``.
"""

from __future__ import annotations

import json
import smtplib
import sys
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from sensu_plugin import SensuHandler

from igor.monitoring.checks.base import StrictParser

_STATUSES = ("OK", "WARNING", "CRITICAL")
_TIMEOUT_S = 15
_SUBJECT_CHARACTERS = 150


class Handler(SensuHandler):  # type: ignore[misc]
    """Reads an event from the standard input."""

    name = "handler"
    summary = "Turn a Sensu event (standard input) into mail or a webhook's call."
    event: dict[str, Any]

    def __init__(self) -> None:
        parser = StrictParser(prog="igor check handler", description=self.summary)
        parser.add_argument("--config", type=Path, required=True, help="what is sent, and where to")
        self._wanted = parser.parse_args()
        del sys.argv[1:]
        try:
            super().__init__()
        except (OSError, ValueError, KeyError, smtplib.SMTPException) as error:
            print(f"igor check handler: {type(error).__name__}: {error}")
            sys.exit(2)

    def read_event(self, check_result: str) -> dict[str, Any]:
        event: dict[str, Any] = super().read_event(check_result)
        return from_go(event) if "entity" in event else event

    def handle(self) -> None:
        config = json.loads(self._wanted.config.read_text(encoding="utf-8"))
        sent = [name for name, send in (("mail", send_mail), ("webhook", send_webhook)) if name in config]
        if not sent:
            raise ValueError(f"{self._wanted.config} names neither mail nor webhook")
        if "mail" in config:
            send_mail(config["mail"], self.event)
        if "webhook" in config:
            send_webhook(config["webhook"], self.event)
        print(f"sent by {' and '.join(sent)}: {subject(self.event)}")


def from_go(event: dict[str, Any]) -> dict[str, Any]:
    """An event of Sensu Go in the form of Sensu Core. Source: core/v2 Event, Check, Entity."""
    check, entity = event["check"], event["entity"]
    name = check.get("proxy_entity_name") or entity["metadata"]["name"]
    passed = {
        key: check.get(key) for key in ("output", "status", "issued", "executed", "duration", "interval", "history")
    }
    status = int(passed["status"] or 0)
    is_first = check.get("occurrences", 1) == 1
    return {
        "id": event.get("id", ""),
        "action": "resolve" if status == 0 else "create",
        "client": {"name": name, "address": entity.get("system", {}).get("hostname", name)},
        "check": {**passed, "status": status, "name": check["metadata"]["name"]},
        "occurrences": check.get("occurrences", 1),
        "is_first": is_first,
    }


def subject(event: dict[str, Any]) -> str:
    """``RESOLVED host/check: first line``."""
    check = event["check"]
    status = int(check.get("status", 3))
    word = (
        "RESOLVED"
        if event.get("action") == "resolve"
        else (_STATUSES[status] if status < len(_STATUSES) else "UNKNOWN")
    )
    first = str(check.get("output", "")).strip().partition("\n")[0]
    text = f"{word} {event['client'].get('name', 'unknown')}/{check.get('name', 'unknown')}: {first}"
    return " ".join(text.split())[:_SUBJECT_CHARACTERS]


def send_mail(config: dict[str, Any], event: dict[str, Any]) -> None:
    """By the server that the configuration names. Raises OSError, SMTPException, KeyError."""
    message = EmailMessage()
    message["Subject"], message["To"] = subject(event), ", ".join(config["to"])
    message["From"] = config.get("from", "igor@localhost")
    check = event["check"]
    message.set_content(
        f"{check.get('output', '')}\n\nhost: {event['client'].get('name')}\ncheck: {check.get('name')}\n"
        f"status: {check.get('status')}\noccurrences: {event.get('occurrences', 1)}\n"
    )
    host, _, port = str(config.get("server", "localhost:25")).rpartition(":")
    with smtplib.SMTP(host, int(port), timeout=_TIMEOUT_S) as server:
        if config.get("tls"):
            server.starttls()
        server.send_message(message)


def send_webhook(config: dict[str, Any], event: dict[str, Any]) -> None:
    """POST of ``{text, status, host, check, output, action, occurrences}``. Raises OSError, ValueError, KeyError."""
    url = str(config["url"])
    if not url.startswith(("http://", "https://")):
        raise ValueError(f"{url} is no address of http or https")
    check = event["check"]
    body = {
        "text": subject(event),
        "status": check.get("status"),
        "host": event["client"].get("name"),
        "check": check.get("name"),
        "output": check.get("output"),
        "action": event.get("action", "create"),
        "occurrences": event.get("occurrences", 1),
    }
    headers = {"Content-Type": "application/json", **config.get("headers", {})}
    with urlopen(Request(url, json.dumps(body).encode(), headers), timeout=_TIMEOUT_S):
        pass
