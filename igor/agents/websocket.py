"""The client's half of RFC 6455 without any I/O: bytes of the opening, frames out of messages, messages out of bytes.

No extensions are asked for, so every reserved bit is an error. Masking a frame XORs whole slices as integers, because
a loop over bytes would be the slowest part of the agent.
"""

from __future__ import annotations

import base64
import os
import struct
from collections.abc import Iterator
from typing import NamedTuple

from igor.agents.lean import sha1

CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG = 0x0, 0x1, 0x2, 0x8, 0x9, 0xA
_KNOWN = frozenset((CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG))
_GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
_MASK_SLICE_BYTES = 16 * 1024
#: Of a frame's payload and of a message made of several.
MAX_MESSAGE_BYTES = 16 * 1024 * 1024
NORMAL, GOING_AWAY, PROTOCOL_ERROR, INVALID_TEXT, TOO_BIG = 1000, 1001, 1002, 1007, 1009


class ProtocolError(Exception):
    """The peer broke the protocol; ``code`` is the close code that says so."""

    def __init__(self, text: str, code: int = PROTOCOL_ERROR) -> None:
        super().__init__(text)
        self.code = code


class Message(NamedTuple):
    """``opcode``: TEXT, BINARY, CLOSE, PING or PONG. A TEXT's ``data`` is UTF-8."""

    opcode: int
    data: bytes

    @property
    def close_code(self) -> int:
        """Of a CLOSE; 1005: none was given. Source: RFC 6455, 7.4.1."""
        return int(struct.unpack_from(">H", self.data)[0]) if len(self.data) >= 2 else 1005

    @property
    def close_reason(self) -> str:
        return self.data[2:].decode("utf-8", "replace")


# --- the opening ----------------------------------------------------------------------------------------------------


def new_key() -> str:
    """A nonce for ``opening``."""
    return base64.b64encode(os.urandom(16)).decode()


def opening(host: str, target: str, key: str, headers: dict[str, str]) -> bytes:
    """The HTTP request that asks for a WebSocket. ``host`` with its port where it is not the scheme's own."""
    fields = {
        "Host": host,
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Key": key,
        "Sec-WebSocket-Version": "13",
        **headers,
    }
    lines = [f"GET {target} HTTP/1.1", *(f"{name}: {value}" for name, value in fields.items())]
    return "".join(f"{line}\r\n" for line in [*lines, ""]).encode("latin-1")


def check_opening(status: int, headers: dict[str, str], key: str) -> None:
    """Raises ProtocolError unless the answer (header names in lower case) makes the connection a WebSocket."""
    accept = base64.b64encode(sha1(key.encode() + _GUID)).decode()
    upgrades = [part.strip().lower() for part in headers.get("connection", "").split(",")]
    if status != 101:
        raise ProtocolError(f"the answer to the opening is {status}, not 101")
    if headers.get("upgrade", "").lower() != "websocket" or "upgrade" not in upgrades:
        raise ProtocolError("the answer to the opening does not upgrade to a WebSocket")
    if headers.get("sec-websocket-accept") != accept:
        raise ProtocolError("the answer to the opening has a wrong Sec-WebSocket-Accept")
    if headers.get("sec-websocket-extensions") or headers.get("sec-websocket-protocol"):
        raise ProtocolError("the answer to the opening chooses an extension or protocol that was not offered")


# --- frames out -----------------------------------------------------------------------------------------------------


def frame(opcode: int, data: bytes) -> bytes:
    """A whole message as one masked frame."""
    key = os.urandom(4)
    size = len(data)
    if size < 126:
        head = struct.pack(">BB", 0x80 | opcode, 0x80 | size)
    elif size < 65536:
        head = struct.pack(">BBH", 0x80 | opcode, 0x80 | 126, size)
    else:
        head = struct.pack(">BBQ", 0x80 | opcode, 0x80 | 127, size)
    return b"".join([head, key, *_masked(data, key)])


def close_frame(code: int, reason: str = "") -> bytes:
    """``reason`` is cut at 120 bytes."""
    return frame(CLOSE, struct.pack(">H", code) + reason.encode()[:120])


def mask(data: bytes, key: bytes) -> bytes:
    """XOR with the key of 4 bytes, repeated; twice is the same again."""
    return b"".join(_masked(data, key))


def _masked(data: bytes, key: bytes) -> Iterator[bytes]:
    if not data:
        return
    view = memoryview(data)
    size = min(len(data), _MASK_SLICE_BYTES)
    whole = int.from_bytes(key * (size // 4 + 1), "little") & ((1 << 8 * size) - 1)
    for start in range(0, len(data), size):
        part = view[start : start + size]
        keys = whole if len(part) == size else whole & ((1 << 8 * len(part)) - 1)
        yield (int.from_bytes(part, "little") ^ keys).to_bytes(len(part), "little")


# --- messages in ----------------------------------------------------------------------------------------------------


class Receiver:
    """Puts what comes from the server together."""

    def __init__(self, max_bytes: int = MAX_MESSAGE_BYTES) -> None:
        self._max_bytes = max_bytes
        self._buffer = bytearray()
        self._parts: list[bytes] = []
        self._opcode = CONTINUATION

    def feed(self, data: bytes) -> list[Message]:
        """The messages that are complete now. Raises ProtocolError."""
        self._buffer += data
        messages = []
        while (found := self._frame()) is not None:
            message = self._take(*found)
            if message is not None:
                messages.append(message)
        return messages

    def _frame(self) -> tuple[int, bool, bytes] | None:
        """(opcode, whether it is the message's last, payload) of the next whole frame."""
        buffer = self._buffer
        if len(buffer) < 2:
            return None
        size, start = buffer[1] & 0x7F, 2
        self._check_head(buffer[0], buffer[1])
        if size >= 126:
            start += 2 if size == 126 else 8
            if len(buffer) < start:
                return None
            size = int.from_bytes(buffer[2:start], "big")
        if size > self._max_bytes:
            raise ProtocolError(f"a frame of {size} bytes", TOO_BIG)
        if len(buffer) < start + size:
            return None
        opcode, is_last = buffer[0] & 0x0F, bool(buffer[0] & 0x80)
        payload = bytes(memoryview(buffer)[start : start + size])
        del buffer[: start + size]
        return opcode, is_last, payload

    def _check_head(self, first: int, second: int) -> None:
        opcode = first & 0x0F
        if first & 0x70:
            raise ProtocolError("a reserved bit is set")
        if opcode not in _KNOWN:
            raise ProtocolError(f"opcode {opcode} is unknown")
        if second & 0x80:
            raise ProtocolError("a server does not mask")
        if opcode >= CLOSE and (not first & 0x80 or second & 0x7F > 125):
            raise ProtocolError("a control frame is one frame of up to 125 bytes")
        if (opcode == CONTINUATION) != bool(self._opcode) and opcode < CLOSE:
            raise ProtocolError("fragments of messages are mixed up")

    def _take(self, opcode: int, is_last: bool, payload: bytes) -> Message | None:
        if opcode >= CLOSE:
            return Message(opcode, payload)
        self._opcode = self._opcode or opcode
        self._parts.append(payload)
        if sum(map(len, self._parts)) > self._max_bytes:
            raise ProtocolError("a message is too long", TOO_BIG)
        if not is_last:
            return None
        message = Message(self._opcode, b"".join(self._parts))
        self._parts, self._opcode = [], CONTINUATION
        return message
