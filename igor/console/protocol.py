"""Values between a script and the façade, as JSON.

Null, booleans, numbers and texts are themselves, lists are lists, a map is ``{"map": [[key, value], …]}``, an object of
the façade ``{"ref": number, "class": Java name}``, a class ``{"type": Java name}``.
"""

from __future__ import annotations

import json
from typing import IO, Any

#: The objects of the façade that every script begins with, by their number.
ROOT = 0


def send(stream: IO[str], message: dict[str, Any]) -> None:
    """One message is one line."""
    stream.write(json.dumps(message) + "\n")
    stream.flush()


def receive(stream: IO[str]) -> dict[str, Any] | None:
    """The next message; None at the end."""
    line = stream.readline()
    message: dict[str, Any] | None = json.loads(line) if line else None
    return message
