"""An open WebSocket as the agent's loop uses it: never blocks, notices a silent peer, knows what waits to be sent."""

from __future__ import annotations

import socket
from collections import deque

from igor.agents import websocket
from igor.agents.websocket import Message

_READ_BYTES = 64 * 1024
#: Read at once before other things have their turn.
_READS = 16
#: So much goes to the socket in one piece: the engine wakes up once for it.
_JOINED_BYTES = 64 * 1024


class LinkClosed(Exception):
    """The connection is over; ``code`` as in RFC 6455, 1006: without a word."""

    def __init__(self, text: str, code: int = 1006) -> None:
        super().__init__(text)
        self.code = code


class Link:
    """``received``: what the server sent together with its answer to the opening. Every call may raise LinkClosed."""

    def __init__(self, connection: socket.socket, received: bytes, *, silence_s: float, now_s: float) -> None:
        connection.setblocking(False)
        self._socket = connection
        self._receiver = websocket.Receiver()
        self._received = received
        self._silence_s = silence_s
        self._heard_s = now_s
        self._pinged_s = now_s
        self._waiting: deque[memoryview] = deque()
        #: Bytes that the socket had no room for yet.
        self.waiting_bytes = 0

    def fileno(self) -> int:
        return self._socket.fileno()

    def receive(self, now_s: float) -> list[Message]:
        """The TEXT and BINARY messages that have come."""
        messages = []
        try:
            for _ in range(_READS):
                data = self._received or self._read()
                self._received = b""
                if not data:
                    break
                self._heard_s = now_s
                messages += self._receiver.feed(data)
        except websocket.ProtocolError as error:
            self._say_close(error.code, str(error))
            raise LinkClosed(f"the engine broke the protocol: {error}", error.code) from error
        return [message for message in messages if not self._is_control(message)]

    def put(self, opcode: int, data: bytes) -> None:
        """For the next ``flush``, which sends it together with what else waits."""
        frame = websocket.frame(opcode, data)
        self._waiting.append(memoryview(frame))
        self.waiting_bytes += len(frame)

    def flush(self) -> None:
        """Send what waits, as far as there is room."""
        if len(self._waiting) > 1 and self.waiting_bytes <= _JOINED_BYTES:
            self._waiting = deque([memoryview(b"".join(self._waiting))])
        while self._waiting:
            sent = self._write(self._waiting[0])
            self.waiting_bytes -= sent
            if sent < len(self._waiting[0]):
                self._waiting[0] = self._waiting[0][sent:]
                return
            self._waiting.popleft()

    def keep_alive(self, now_s: float) -> float:
        """Ping when it is time to; seconds until this is to be called again."""
        silent_s = now_s - self._heard_s
        if silent_s > self._silence_s:
            raise LinkClosed(f"the engine has been silent for {silent_s:.1f} s")
        if now_s - max(self._pinged_s, self._heard_s) >= self._silence_s / 3:
            self._pinged_s = now_s
            self.put(websocket.PING, b"")
            self.flush()
        return self._silence_s / 6

    def close(self, code: int = websocket.GOING_AWAY) -> None:
        """Say goodbye if there is room, and close. Raises nothing."""
        if not self._waiting:
            self._say_close(code, "")
        self._socket.close()

    def _is_control(self, message: Message) -> bool:
        if message.opcode == websocket.PING:
            self.put(websocket.PONG, message.data)
        elif message.opcode == websocket.CLOSE:
            self._say_close(websocket.NORMAL, "")
            raise LinkClosed(f"closed by the engine: {message.close_code} {message.close_reason}", message.close_code)
        return message.opcode not in (websocket.TEXT, websocket.BINARY)

    def _say_close(self, code: int, reason: str) -> None:
        try:
            self._write(memoryview(websocket.close_frame(code, reason)))
        except LinkClosed:
            return

    def _read(self) -> bytes:
        """Empty when there is nothing to read now."""
        try:
            data = self._socket.recv(_READ_BYTES)
        except OSError as error:
            if _would_block(error):
                return b""
            raise LinkClosed(f"the connection broke: {error}") from error
        if not data:
            raise LinkClosed("the connection ended without a word")
        return data

    def _write(self, data: memoryview) -> int:
        try:
            return self._socket.send(data)
        except OSError as error:
            if _would_block(error):
                return 0
            raise LinkClosed(f"the connection broke: {error}") from error


def _would_block(error: OSError) -> bool:
    """Also of TLS, by name: importing ``ssl`` would cost an agent without TLS 7 MiB."""
    return isinstance(error, BlockingIOError) or type(error).__name__ in ("SSLWantReadError", "SSLWantWriteError")
