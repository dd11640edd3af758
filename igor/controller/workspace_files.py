"""Looking at a job's workspace: asked of the agent that has it, by way of the engine; the answer comes as a file.

The asking web process waits for the file ``run/answers/<id>`` with a bound; whichever web process the agent reaches
puts it there. Source: hudson.model.AbstractProject.doWs.
"""

from __future__ import annotations

import hmac
import time
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from igor.agents.files import replace_file
from igor.controller import build_lookup, builds, nodes
from igor.controller.build_publish import run_token
from igor.controller.context import Controller
from igor.controller.external_builds import checked_id
from igor.model.errors import Invalid, NotFound, Unauthenticated
from igor.storage import queries
from igor.storage.records import ItemRow

_SQL = queries.load("leavings")
_PATIENCE_S = 10.0
_HINT = "a workspace is there once a build has run, and while its agent is connected"


@dataclass(frozen=True, slots=True)
class Found:
    """``kind``: ``folder file zip``; ``entries`` of a folder: name, whether it is a folder, size, time of change."""

    kind: str
    entries: list[tuple[str, bool, int, int]]
    data: bytes


def look(controller: Controller, row: ItemRow, path: str, *, as_zip: bool) -> Found:
    """What a path in the workspace of the job's last build names.

    Raises:
        NotFound: there is no workspace, no agent that could tell, or no such file.
        Invalid: it is too large to be shown.
    """
    node_name, workspace = _place(controller, row)
    request_id = uuid.uuid4().hex
    values = {"id": request_id, "node_name": node_name, "folder": workspace, "path": path, "as_zip": as_zip}
    values["asked_ms"] = controller.now_ms()
    controller.store.write(lambda connection: connection.execute(_SQL["ask_agent"], values))
    return _decoded(_await(_answer(controller, request_id)), path)


def _place(controller: Controller, row: ItemRow) -> tuple[str, str]:
    """Node and folder of the last build's workspace."""
    for number in build_lookup.numbers(controller, row.id, 1):
        build = builds.get(controller, row.full_name, number)
        if build.workspace and nodes.get(controller, build.node_name).connected:
            return build.node_name, build.workspace
    raise NotFound(f"there is no workspace of {row.full_name} to be seen", hint=_HINT)


def _await(path: Path) -> bytes:
    deadline = time.monotonic() + _PATIENCE_S
    while not path.exists():
        if time.monotonic() > deadline:
            raise NotFound("the agent that has the workspace does not answer", hint="try again")
        time.sleep(0.01)
    data = path.read_bytes()
    path.unlink(missing_ok=True)
    return data


def _decoded(answer: bytes, path: str) -> Found:
    head, _, data = answer.partition(b"\n")
    facts: dict[str, Any] = msgspec.json.decode(head)
    if facts["kind"] == "missing":
        raise NotFound("Not Found")
    if facts["kind"] == "too_large":
        raise Invalid(f"{path or 'the workspace'} is too large to be shown", hint="archive it, then it is an artifact")
    entries = msgspec.convert(facts.get("entries", []), list[tuple[str, bool, int, int]])
    return Found(facts["kind"], entries, data)


def take_answer(controller: Controller, request_id: str, token: str, body: bytes) -> None:
    """What an agent sends for a request.

    Raises:
        Unauthenticated: the token is not the request's.
    """
    if not hmac.compare_digest(run_token(controller.secret_box, checked_id(request_id)).encode(), token.encode()):
        raise Unauthenticated("this token is not the request's")
    path = _answer(controller, request_id)
    path.parent.mkdir(parents=True, exist_ok=True)
    _forget_old(path.parent)
    replace_file(path, body)


def _answer(controller: Controller, request_id: str) -> Path:
    return controller.home.run / "answers" / request_id


def _forget_old(folder: Path) -> None:
    """Those that nobody waited for."""
    for path in folder.iterdir():
        if path.stat().st_mtime < time.time() - 60:
            path.unlink(missing_ok=True)
