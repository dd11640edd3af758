"""What builds leave for others by name: outputs of their steps, committed with the step's end.

A value is text, or bytes in base64, or refers to a file that the build keeps (``artifact:dist/app.tgz``: the file is
archived when the steps are over, and whoever reads the output finds its path, size and SHA-256). Limits are those of
the wrapper, checked again here: an agent is not trusted with the store.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from igor.agents.publish import ARTIFACTS
from igor.controller import item_rows
from igor.controller.builds import number_of
from igor.controller.context import Controller
from igor.model.errors import Invalid, NotFound
from igor.storage import queries

_SQL = queries.load("leavings")
KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,63}")
MAX_VALUE_BYTES = 64 * 1024
MAX_TOTAL_BYTES = 1024 * 1024
_REFERENCE = "artifact:"
#: Base64 is a third longer than what it stands for.
_BASE64_BYTES = MAX_VALUE_BYTES * 4 // 3 + 4


@dataclass(frozen=True, slots=True)
class Output:
    """``kind``: ``text base64 artifact``. ``value``: of an artifact JSON, ``path``, later ``size`` and ``sha256``."""

    key: str
    value: str
    kind: str = "text"

    @property
    def reference(self) -> str | None:
        """The artifact that it refers to."""
        return str(self.facts["path"]) if self.kind == "artifact" else None

    @property
    def source(self) -> str:
        """Where publishing finds an artifact: in the workspace, or among what a run put into ``$IGOR_ARTIFACTS``."""
        return source_of(self.facts)

    @property
    def facts(self) -> dict[str, Any]:
        """Of an artifact: ``path``, ``size``, ``sha256``."""
        return dict(msgspec.json.decode(self.value))


class _Given(msgspec.Struct):
    """As the wrapper commits it; what is said of artifacts is found out again when they are delivered."""

    outputs: dict[str, str | dict[str, str]]
    artifacts: dict[str, Any] = {}


def source_of(facts: dict[str, Any]) -> str:
    """See ``igor.agents.publish``."""
    path = str(facts["path"])
    return f"{ARTIFACTS}{facts['run']}/{path}" if "run" in facts else path


def decode(text: str, secrets: Sequence[str] = (), run_id: str = "") -> list[Output]:
    """What an agent reported of a run.

    Raises:
        Invalid: another form, a key or value beyond the limits, or a secret in a value.
    """
    try:
        given = msgspec.json.decode(text, type=_Given)
    except msgspec.DecodeError as error:
        raise Invalid(f"the outputs cannot be read: {error}") from error
    outputs = [_output(key, value) for key, value in given.outputs.items()]
    outputs += [_artifact(name, run_id) for name in given.artifacts]
    if sum(len(output.value.encode()) for output in outputs) > MAX_TOTAL_BYTES * 4 // 3:
        raise Invalid(
            f"the outputs have more than {MAX_TOTAL_BYTES >> 20} MiB together", hint="keep large things as files"
        )
    for output in outputs:
        if any(secret in output.value for secret in secrets):
            raise Invalid(f"output {output.key} holds a secret", hint="nobody may read secrets from outputs")
    return outputs


def _output(key: str, value: str | dict[str, str]) -> Output:
    if not KEY.fullmatch(key):
        raise Invalid(f"{key!r:.80} is no name of an output", hint="letters, digits and _, up to 64")
    if isinstance(value, dict):
        encoded = value.get("base64", "")
        return Output(key, _short_enough(key, encoded, _BASE64_BYTES), "base64")
    if value.startswith(_REFERENCE):
        path = _checked(key, value.removeprefix(_REFERENCE).strip().removeprefix("./"))
        return Output(key, msgspec.json.encode({"path": path}).decode(), "artifact")
    return Output(key, _short_enough(key, value, MAX_VALUE_BYTES))


def _artifact(name: str, run_id: str) -> Output:
    """A file that the command put into ``$IGOR_ARTIFACTS``."""
    facts = {"path": _checked(name, name), "run": run_id}
    return Output(f"artifacts/{name}", msgspec.json.encode(facts).decode(), "artifact")


def _checked(key: str, path: str) -> str:
    if not path or path.startswith(("/", ARTIFACTS)) or ".." in path.split("/") or "\0" in path:
        raise Invalid(f"output {key:.80} refers to {path!r:.100}", hint="name a file below the workspace")
    return path


def _short_enough(key: str, value: str, limit: int) -> str:
    if len(value.encode()) > limit:
        raise Invalid(
            f"output {key} has more than {MAX_VALUE_BYTES >> 10} KiB", hint="keep it as a file: artifact:PATH"
        )
    return value


def put(connection: sqlite3.Connection, build_id: int, step: int, outputs: Sequence[Output]) -> None:
    """Keep outputs of a step; a key that is there gets its new value."""
    for output in outputs:
        values = {"build_id": build_id, "key": output.key, "value": output.value, "kind": output.kind, "step": step}
        connection.execute(_SQL["put_output"], values)


def fill_in(connection: sqlite3.Connection, build_id: int, delivered: dict[str, tuple[int, str]]) -> None:
    """What outputs refer to has come: size and SHA-256 by path."""
    for output in of_build(connection, build_id):
        if output.reference in delivered:
            size, sha256 = delivered[output.reference]
            facts = msgspec.json.encode(output.facts | {"size": size, "sha256": sha256}).decode()
            connection.execute(_SQL["set_output"], {"build_id": build_id, "key": output.key, "value": facts})


def of_build(connection: sqlite3.Connection, build_id: int) -> list[Output]:
    """By key."""
    rows = connection.execute(_SQL["outputs_of_build"], {"build_id": build_id})
    return [Output(row["key"], row["value"], row["kind"]) for row in rows]


def read(controller: Controller, full_name: str, which: int | str) -> list[Output]:
    """The outputs of a build, named by number or permalink.

    Raises:
        NotFound: no such job or build.
    """
    with controller.store.read() as connection:
        row = item_rows.row_of(connection, full_name)
        number = number_of(row, which)
        build_id = id_of(connection, row.id, number)
        if build_id is None:
            raise NotFound(f"{row.full_name} has no build #{number}")
        return of_build(connection, build_id)


def id_of(connection: sqlite3.Connection, item_id: int, number: int) -> int | None:
    """The row of a build."""
    row = connection.execute(_SQL["build_id"], {"item_id": item_id, "number": number}).fetchone()
    return int(row["id"]) if row else None
