"""The client's half of RFC 6455, byte by byte."""

from __future__ import annotations

import struct

import pytest

from igor.agents import websocket
from igor.agents.websocket import BINARY, CLOSE, CONTINUATION, PING, TEXT, Message, ProtocolError, Receiver

#: Key and answer of RFC 6455, 1.3.
KEY, ACCEPT = "dGhlIHNhbXBsZSBub25jZQ==", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="
GOOD = {"upgrade": "WebSocket", "connection": "keep-alive, Upgrade", "sec-websocket-accept": ACCEPT}


def served(opcode: int, data: bytes, *, last: bool = True, bits: int = 0, masked: int = 0) -> bytes:
    """A frame as a server sends it."""
    size = len(data)
    length = bytes([masked | size]) if size < 126 else struct.pack(">BH" if size < 65536 else ">BQ", 0, size)
    if size >= 126:
        length = bytes([126 if size < 65536 else 127]) + length[1:]
    return bytes([(0x80 if last else 0) | bits | opcode]) + length + data


def unmasked(frame: bytes) -> tuple[int, bytes]:
    """(opcode, payload) of a client's frame."""
    size, start = frame[1] & 0x7F, 2
    if size >= 126:
        width = 2 if size == 126 else 8
        size, start = int.from_bytes(frame[2 : 2 + width], "big"), 2 + width
    assert frame[1] & 0x80, "a client masks"
    key, payload = frame[start : start + 4], frame[start + 4 :]
    assert len(payload) == size
    return frame[0] & 0x0F, bytes(byte ^ key[index % 4] for index, byte in enumerate(payload))


@pytest.mark.parametrize("size", [0, 1, 3, 125, 126, 65535, 65536, 100_001])
def test_frames_are_masked_and_tell_their_length(size: int) -> None:
    """Broken: a length at the border of two forms, or a mask that loses step at the end of a slice."""
    data = bytes(range(256)) * (size // 256) + bytes(range(size % 256))
    assert unmasked(websocket.frame(BINARY, data)) == (BINARY, data)


def test_every_frame_has_a_mask_of_its_own() -> None:
    """Broken: who chooses the payload can foretell the bytes on the wire."""
    assert len({websocket.frame(TEXT, b"x" * 8)[2:6] for _ in range(20)}) > 10


@pytest.mark.parametrize("size", [0, 1, 125, 126, 65535, 65536])
def test_messages_come_in_any_pieces(size: int) -> None:
    """Broken: a message is lost when the network cuts it."""
    data = served(TEXT, b"a" * size) + served(PING, b"p") + served(BINARY, b"b")
    wanted = [Message(TEXT, b"a" * size), Message(PING, b"p"), Message(BINARY, b"b")]
    step = 1 if size < 200 else 997
    receiver = Receiver()
    assert [m for at in range(0, len(data), step) for m in receiver.feed(data[at : at + step])] == wanted
    assert Receiver().feed(data) == wanted


def test_fragments_make_one_message_and_pings_may_come_between() -> None:
    """Broken: a server that splits messages is not understood."""
    data = served(TEXT, b"one ", last=False) + served(PING, b"") + served(CONTINUATION, b"two ", last=False)
    assert Receiver().feed(data + served(CONTINUATION, b"three")) == [
        Message(PING, b""),
        Message(TEXT, b"one two three"),
    ]


def test_close_codes() -> None:
    """Broken: the agent does not learn why it was sent away."""
    [message] = Receiver().feed(served(CLOSE, struct.pack(">H", 4401) + b"wrong token"))
    assert (message.close_code, message.close_reason) == (4401, "wrong token")
    assert Message(CLOSE, b"").close_code == 1005
    assert unmasked(websocket.close_frame(1001, "x" * 500)) == (CLOSE, struct.pack(">H", 1001) + b"x" * 120)


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (served(TEXT, b"x", bits=0x40), "reserved bit"),
        (served(3, b""), "opcode 3 is unknown"),
        (served(TEXT, b"x", masked=0x80), "does not mask"),
        (served(PING, b"x", last=False), "control frame"),
        (served(PING, b"x" * 126), "control frame"),
        (served(CONTINUATION, b"x"), "mixed up"),
        (served(TEXT, b"x", last=False) + served(TEXT, b"y"), "mixed up"),
        (served(BINARY, b"x" * 101), "a frame of 101 bytes"),
        (served(BINARY, b"x" * 60, last=False) + served(CONTINUATION, b"x" * 60), "too long"),
    ],
)
def test_what_no_server_may_send_is_refused(data: bytes, complaint: str) -> None:
    """Broken: a confused or hostile peer puts something else into the agent than it says, or fills its memory."""
    with pytest.raises(ProtocolError, match=complaint):
        Receiver(max_bytes=100).feed(data)


def test_the_opening() -> None:
    """Broken: servers do not take the request for a WebSocket's."""
    sent = websocket.opening("host:8080", "/agents?x=1", KEY, {"Authorization": "Bearer t"}).decode()
    assert sent.startswith("GET /agents?x=1 HTTP/1.1\r\nHost: host:8080\r\n")
    assert "Sec-WebSocket-Version: 13\r\n" in sent
    assert sent.endswith("Authorization: Bearer t\r\n\r\n")
    websocket.check_opening(101, GOOD, KEY)


@pytest.mark.parametrize(
    ("status", "changes", "complaint"),
    [
        (200, {}, "is 200, not 101"),
        (101, {"upgrade": "h2c"}, "does not upgrade"),
        (101, {"connection": "close"}, "does not upgrade"),
        (101, {"sec-websocket-accept": "x"}, "wrong Sec-WebSocket-Accept"),
        (101, {"sec-websocket-extensions": "permessage-deflate"}, "not offered"),
    ],
)
def test_answers_that_make_no_websocket(status: int, changes: dict[str, str], complaint: str) -> None:
    """Broken: an answer of a cache or of something else is taken for the engine."""
    with pytest.raises(ProtocolError, match=complaint):
        websocket.check_opening(status, {**GOOD, **changes}, KEY)
