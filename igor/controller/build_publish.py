"""What the agent's publishing program is told (``igor.agents.publish``), and the token by which it may deliver."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from igor.configxml.codec import tagged
from igor.controller.environment import expand
from igor.controller.secrets import SecretBox
from igor.model.job import Publisher


@dataclass(frozen=True, slots=True)
class Order:
    """``url``: for agents that do not know their controller's; ``result``: the build's before it publishes.

    ``references``: files of the workspace that its outputs name.
    """

    run_id: str
    url: str
    token: str
    result: str
    publishers: Sequence[Mapping[str, Any]]
    references: Sequence[str] = ()

    def to_json(self) -> str:
        fields = ("run_id", "url", "token", "result", "publishers", "references")
        return json.dumps({name: getattr(self, name) for name in fields})


def order_of(publisher: Publisher, variables: Mapping[str, str]) -> dict[str, Any]:
    """A publisher as its program reads it, ``$NAME`` in patterns replaced."""
    fields = tagged(publisher)
    patterns = {name: expand(fields[name], variables) for name in ("includes", "excludes") if name in fields}
    return fields | patterns


def run_token(box: SecretBox, run_id: str) -> str:
    """What proves that a request comes from this run; made of its id alone, so nothing is kept."""
    return box.digest(f"deliver for run {run_id}".encode())
