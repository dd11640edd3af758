"""Messages to frames and back. What comes from the wire is checked field by field, so that nothing of a wrong type gets
further; what a newer peer says beyond this version is left out, with one line in the log for each kind of it.
"""

from __future__ import annotations

import json
import logging
import re
import struct
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from igor.agents import protocol as p

log = logging.getLogger(__name__)

_PIECE_HEAD = struct.Struct(">16sQI")
#: Integers travel as far as the store can keep them.
_INT_LIMIT = 2**63
_MISSING = object()
_SCALARS = frozenset((str, int, float, bool, type(None)))

_RUN_ID = re.compile(r"[0-9a-f]{32}")
_AS_TEXT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode
_FROM_TEXT = json.JSONDecoder(parse_constant=float).decode

if TYPE_CHECKING:
    Check = Callable[[Any], Any]
    Bytes = bytes | bytearray | memoryview
    #: (run id, offset in the run's log, bytes)
    LogPiece = tuple[str, int, Bytes]


class MalformedFrame(ValueError):
    """A frame that no peer of any version sends; the message says what is wrong where."""


# --- what a field may hold ------------------------------------------------------------------------------------------


def _text(value: Any) -> str:
    if type(value) is not str:
        raise MalformedFrame(f"not a text: {value!r:.100}")
    return value


def _integer(value: Any) -> int:
    if type(value) is not int or not -_INT_LIMIT <= value < _INT_LIMIT:
        raise MalformedFrame(f"not an integer of 64 bits: {value!r:.100}")
    return value


def _count(value: Any) -> int:
    if _integer(value) < 0:
        raise MalformedFrame(f"negative: {value!r}")
    return int(value)


def _number(value: Any) -> float:
    if type(value) not in (int, float):
        raise MalformedFrame(f"not a number: {value!r:.100}")
    return float(value)


def _flag(value: Any) -> bool:
    if type(value) is not bool:
        raise MalformedFrame(f"neither true nor false: {value!r:.100}")
    return value


def _run_id(value: Any) -> str:
    if type(value) is not str or not _RUN_ID.fullmatch(value):
        raise MalformedFrame(f"not a run id (32 hexadecimal digits): {value!r:.100}")
    return value


def _object(value: Any) -> dict[str, Any]:
    if type(value) is not dict:
        raise MalformedFrame(f"not an object: {value!r:.100}")
    return value


def _or_none(check: Check) -> Check:
    return lambda value: None if value is None else check(value)


def _list_of(check: Check) -> Check:
    def read(value: Any) -> list[Any]:
        if type(value) is not list:
            raise MalformedFrame(f"not a list: {value!r:.100}")
        return [check(each) for each in value]

    return read


def _texts_by_name(value: Any) -> dict[str, str]:
    for each in _object(value).values():
        _text(each)
    return dict(value)


class _Shape:
    """One kind of object on the wire: the tuple that it becomes, and what each field may hold."""

    def __init__(self, kind: type[Any], tag: str = "", **checks: Check) -> None:
        assert tuple(checks) == kind._fields, f"{kind.__name__}: {tuple(checks)}"
        self.kind = kind
        self.tag = tag
        self._fields = [(name, check, kind._field_defaults.get(name, _MISSING)) for name, check in checks.items()]
        self._size = len(checks) + bool(tag)

    def __call__(self, data: Any) -> Any:
        """The tuple. Raises MalformedFrame."""
        values = []
        for name, check, default in self._fields:
            value = data.get(name, default) if type(data) is dict else _object(data)
            try:
                values.append(value if value is default and default is not _MISSING else check(value))
            except MalformedFrame as error:
                lacks = value is _MISSING
                raise MalformedFrame(f"{name} is missing" if lacks else f"{name}: {error}") from None
        if len(data) > self._size:
            _tell_unknown(self.kind.__name__, tuple(sorted(data.keys() - set(self.kind._fields) - {"type"})))
        return self.kind(*values)


_ATTEMPT = _Shape(
    p.RunAttempt,
    number=_count,
    started_ms=_count,
    duration_ms=_count,
    reason=_text,
    exit_code=_or_none(_integer),
    signal=_or_none(_count),
)
_OUTCOME = _Shape(
    p.RunOutcome,
    outcome=_text,
    exit_code=_or_none(_integer),
    attempts=_list_of(_ATTEMPT),
    duration_ms=_count,
    message=_text,
    outputs=_text,
)
_HELD = _Shape(p.HeldRun, run_id=_run_id, log_bytes=_count, finished=_or_none(_OUTCOME))
_POLICY = _Shape(p.Policy, retries=_count, backoff_ms=_count, timeout_ms=_count, grace_ms=_count, more=_object)

_FROM_AGENT = [
    _Shape(
        p.Hello,
        "hello",
        name=_text,
        version=_text,
        executors=_count,
        labels=_list_of(_text),
        remote_fs=_text,
        runs=_list_of(_HELD),
        facts=_texts_by_name,
        protocol=_count,
        boot_id=_text,
    ),
    _Shape(p.RunStarted, "run_started", run_id=_run_id, pid=_count, workspace=_text),
    _Shape(p.RunFinished, "run_finished", run_id=_run_id, outcome=_OUTCOME, log_bytes=_count),
    _Shape(p.Event, "event", event_id=_text, data=_object),
    _Shape(
        p.Heartbeat,
        "heartbeat",
        load=_number,
        disk_free_bytes=_count,
        memory_free_bytes=_count,
        swap_free_bytes=_count,
        temporary_free_bytes=_count,
        now_ms=_count,
    ),
]
_FROM_ENGINE = [
    _Shape(p.Welcome, "welcome", epoch=_count, server_version=_text),
    _Shape(
        p.Launch,
        "launch",
        run_id=_run_id,
        epoch=_count,
        job=_text,
        build_number=_count,
        workspace=_text,
        environment=_texts_by_name,
        script=_text,
        policy=_POLICY,
        build_url=_text,
        secrets=_list_of(_text),
        program=_text,
        inputs=_texts_by_name,
        files=_texts_by_name,
        token=_text,
    ),
    _Shape(p.Stop, "stop", run_id=_run_id, reason=_text),
    _Shape(p.LogFrom, "log_from", run_id=_run_id, offset=_count),
    _Shape(p.Forget, "forget", run_id=_run_id, kill=_flag),
    _Shape(p.EventSaved, "event_saved", event_id=_text),
    _Shape(p.DeleteWorkspace, "delete_workspace", workspace=_text),
    _Shape(p.SendFiles, "send_files", request_id=_run_id, token=_text, workspace=_text, path=_text, as_zip=_flag),
    _Shape(p.Upgrade, "upgrade", version=_text, sha256=_text),
]
_AGENT_SHAPES = {shape.tag: shape for shape in _FROM_AGENT}
_ENGINE_SHAPES = {shape.tag: shape for shape in _FROM_ENGINE}
_TAGS = {shape.kind: shape.tag for shape in _FROM_AGENT + _FROM_ENGINE}


@lru_cache(maxsize=256)
def _tell_unknown(kind: str, names: tuple[str, ...]) -> None:
    log.info("a newer peer says more than is understood here, left out message=%s fields=%s", kind, ",".join(names))


@lru_cache(maxsize=256)
def _tell_unknown_message(tag: str) -> None:
    log.info("a newer peer sends messages that are not understood here, left out message=%s", tag)


# --- frames ---------------------------------------------------------------------------------------------------------


def encode_messages(messages: Iterable[p.Message]) -> str:
    """One text frame. A text that is not Unicode (of a file's name) gets question marks for what cannot travel."""
    return _frame([_one(message) for message in messages])


def encode_batches(messages: Iterable[p.Message], limit: int = p.MAX_FRAME_BYTES) -> Iterator[str]:
    """As few text frames as hold all messages and have up to ``limit`` characters; a longer message has its own."""
    batch: list[str] = []
    size = 0
    for text in map(_one, messages):
        if batch and size + len(text) > limit:
            yield _frame(batch)
            batch, size = [], 0
        batch.append(text)
        size += len(text) + 1
    if batch:
        yield _frame(batch)


def decode_from_agent(frame: str) -> list[p.AgentMessage]:
    """What is understood of it, in order. Raises MalformedFrame."""
    return _decode(frame, _AGENT_SHAPES)


def decode_from_engine(frame: str) -> list[p.EngineMessage]:
    """What is understood of it, in order. Raises MalformedFrame."""
    return _decode(frame, _ENGINE_SHAPES)


def encode_log(pieces: Iterable[LogPiece]) -> bytes:
    """One binary frame."""
    parts: list[Bytes] = []
    for run_id, offset, data in pieces:
        parts += (_PIECE_HEAD.pack(bytes.fromhex(run_id), offset, len(data)), data)
    return b"".join(parts)


def decode_log(frame: bytes) -> list[tuple[str, int, memoryview]]:
    """The pieces in order, as views into the frame. Raises MalformedFrame."""
    pieces = []
    view = memoryview(frame)
    position = 0
    while position < len(view):
        if position + _PIECE_HEAD.size > len(view):
            raise MalformedFrame(f"a log piece's head is cut off at byte {position} of {len(view)}")
        run_id, offset, length = _PIECE_HEAD.unpack_from(view, position)
        position += _PIECE_HEAD.size
        if position + length > len(view) or offset >= _INT_LIMIT:
            raise MalformedFrame(f"a log piece of {length} bytes for offset {offset} at byte {position} of {len(view)}")
        pieces.append((run_id.hex(), offset, view[position : position + length]))
        position += length
    return pieces


def read_outcome(data: Any) -> p.RunOutcome:
    """A run's outcome from its JSON object, whatever else that holds. Raises MalformedFrame."""
    outcome: p.RunOutcome = _OUTCOME({name: data[name] for name in p.RunOutcome._fields if name in _object(data)})
    return outcome


def read_attempts(data: Any) -> list[p.RunAttempt]:
    """Raises MalformedFrame."""
    attempts: list[p.RunAttempt] = _list_of(_ATTEMPT)(data)
    return attempts


def plain(value: Any) -> Any:
    """The same with each named tuple as an object, ready for JSON."""
    if type(value) in _SCALARS:
        return value
    if isinstance(value, tuple):
        return {name: plain(part) for name, part in zip(value._fields, value)}  # type: ignore[attr-defined]  # noqa: B905
    return [plain(part) for part in value] if type(value) is list else value


def _one(message: p.Message) -> str:
    text = _AS_TEXT({"type": _TAGS[type(message)], **plain(message)})
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def _frame(texts: list[str]) -> str:
    return "[" + ",".join(texts) + "]"


def _decode(frame: str, shapes: dict[str, _Shape]) -> list[Any]:
    try:
        batch = _FROM_TEXT(frame)
        if "\\ud" in frame or "\\uD" in frame:
            _AS_TEXT(batch).encode()
    except (ValueError, RecursionError) as error:
        raise MalformedFrame(f"not JSON: {error!s:.200}") from None
    if type(batch) is not list:
        raise MalformedFrame(f"not a list of messages: {frame:.100}")
    return [message for message in (_decode_one(data, shapes) for data in batch) if message is not None]


def _decode_one(data: Any, shapes: dict[str, _Shape]) -> Any:
    tag = data.get("type") if type(data) is dict else None
    if type(tag) is not str:
        raise MalformedFrame(f"a message without a type: {data!r:.100}")
    shape = shapes.get(tag)
    if shape is None:
        _tell_unknown_message(tag)
        return None
    try:
        return shape(data)
    except MalformedFrame as error:
        raise MalformedFrame(f"{tag}: {error}") from None
