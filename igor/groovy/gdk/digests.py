"""Bytes as text and the other way round: Base64, hex, URLEncoder, MessageDigest, UUID."""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote_plus, unquote_plus

from igor.groovy.builtin_tables import register_kind
from igor.groovy.registry import ARRAYS as ARRAY_METHODS
from igor.groovy.registry import MethodTable, StaticTable
from igor.groovy.runtime import Runtime
from igor.groovy.runtime_errors import GroovyRuntimeError, illegal_argument
from igor.groovy.text import Printable, to_string
from igor.groovy.values import Byte, GArray, Long, to_int32, to_int64

if TYPE_CHECKING:
    import uuid


class UuidValue(Printable):
    """java.util.UUID."""

    java_class = "java.util.UUID"

    def __init__(self, value: uuid.UUID) -> None:
        self.value = value

    def to_text(self) -> str:
        return str(self.value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, UuidValue) and other.value == self.value

    def __hash__(self) -> int:
        return hash(self.value)

    def groovy_compare(self, other: Any) -> int:
        """Order as Java's: by the signed halves."""
        mine, theirs = ((to_int64(one.value.int >> 64), to_int64(one.value.int)) for one in (self, other))
        return int(mine > theirs) - int(mine < theirs)


_UUID = re.compile("-".join(["([0-9a-fA-F]{1,16})"] * 5))
UUID = StaticTable("java.util.UUID")
UUID_METHODS = MethodTable("java.util.UUID")
register_kind("java.util.UUID", UUID_METHODS)
UUID_METHODS("version")(lambda rt, receiver: receiver.value.int >> 76 & 15)
UUID_METHODS("variant")(lambda rt, receiver: receiver.value.int >> 62 & 2)
UUID_METHODS("getMostSignificantBits")(lambda rt, receiver: Long(to_int64(receiver.value.int >> 64)))
UUID_METHODS("getLeastSignificantBits")(lambda rt, receiver: Long(to_int64(receiver.value.int)))


@UUID_METHODS("hashCode")
def uuid_hash(rt: Runtime, receiver: UuidValue) -> int:
    mixed = receiver.value.int >> 64 ^ receiver.value.int & (1 << 64) - 1
    return to_int32(mixed >> 32 ^ mixed)


@UUID.constructor
def new_uuid(rt: Runtime, most: int, least: int) -> UuidValue:
    import uuid  # slow to start, rarely used

    return UuidValue(uuid.UUID(int=(most & (1 << 64) - 1) << 64 | least & (1 << 64) - 1))


@UUID("randomUUID")
def random_uuid(rt: Runtime) -> UuidValue:
    import uuid  # slow to start, rarely used

    return UuidValue(uuid.uuid4())


@UUID("fromString")
def uuid_from_string(rt: Runtime, text: str) -> UuidValue:
    import uuid  # slow to start, rarely used

    found = _UUID.fullmatch(text)
    if found is None:
        raise illegal_argument(f"Invalid UUID string: {text}")
    parts = [part[-size:].rjust(size, "0") for part, size in zip(found.groups(), (8, 4, 4, 4, 12), strict=True)]
    return UuidValue(uuid.UUID("".join(parts)))


@UUID("nameUUIDFromBytes")
def uuid_from_bytes(rt: Runtime, data: Any) -> UuidValue:
    import hashlib  # slow to start, rarely used
    import uuid

    digest = bytearray(hashlib.md5(to_bytes(data), usedforsecurity=False).digest())
    digest[6] = digest[6] & 0x0F | 0x30
    digest[8] = digest[8] & 0x3F | 0x80
    return UuidValue(uuid.UUID(bytes=bytes(digest)))


def to_bytes(data: Any) -> bytes:
    """Python's bytes of a byte[]."""
    return bytes(item & 0xFF for item in data)


def byte_array(data: bytes) -> GArray:
    """A byte[]."""
    return GArray([Byte(item - 256 if item > 127 else item) for item in data], "byte")


class Codec(Printable):
    """java.util.Base64's encoder and decoder."""

    java_class = "java.util.Base64$Codec"

    def __init__(self, alphabet: bytes = b"+/", padding: bool = True, mime: bool = False) -> None:
        self.alphabet = alphabet
        self.padding = padding
        self.mime = mime

    def encode(self, data: bytes) -> bytes:
        """Base64 in this alphabet; lines of 76 characters for MIME."""
        text = base64.b64encode(data, self.alphabet)
        if self.mime:
            text = b"\r\n".join(text[start : start + 76] for start in range(0, len(text), 76))
        return text if self.padding else text.rstrip(b"=")

    def decode(self, text: bytes) -> bytes:
        """The bytes; IllegalArgumentException for what is no Base64."""
        letters = b"A-Za-z0-9" + re.escape(self.alphabet)
        if self.mime:
            text = re.sub(b"[^%s=]" % letters, b"", text)
        wrong = re.search(b"[^%s=]" % letters, text)
        if wrong is not None:
            raise illegal_argument(f"Illegal base64 character {text[wrong.start()]:x}")
        body = text.rstrip(b"=")
        if len(body) % 4 == 1:
            raise illegal_argument("Last unit does not have enough valid bits")
        if b"=" in body or len(text) - len(body) > 2 or text != body and len(text) % 4:
            raise illegal_argument("Input byte array has wrong 4-byte ending unit")
        return base64.b64decode(body + b"=" * (-len(body) % 4), self.alphabet)


BASE64 = StaticTable("java.util.Base64")
BASE64("getEncoder", "getDecoder")(lambda rt: Codec())
BASE64("getMimeEncoder", "getMimeDecoder")(lambda rt: Codec(mime=True))
BASE64("getUrlEncoder", "getUrlDecoder")(lambda rt: Codec(b"-_"))
CODEC = MethodTable("java.util.Base64$Codec")
register_kind("java.util.Base64$Codec", CODEC)
CODEC("encodeToString")(lambda rt, receiver, data: receiver.encode(to_bytes(data)).decode())
CODEC("encode")(lambda rt, receiver, data: byte_array(receiver.encode(to_bytes(data))))
CODEC("withoutPadding")(lambda rt, receiver: Codec(receiver.alphabet, False, receiver.mime))


@CODEC("decode")
def decode(rt: Runtime, receiver: Codec, data: Any) -> GArray:
    text = to_bytes(data) if isinstance(data, list) else to_string(data).encode("latin-1", "replace")
    return byte_array(receiver.decode(text))


StaticTable("java.net.URLEncoder")("encode")(
    lambda rt, text, charset="UTF-8": quote_plus(to_string(text), safe="*-._").replace("~", "%7E")
)
StaticTable("java.net.URLDecoder")("decode")(lambda rt, text, charset="UTF-8": unquote_plus(to_string(text)))
ARRAY_METHODS("encodeBase64")(lambda rt, receiver: base64.b64encode(to_bytes(receiver)).decode())
ARRAY_METHODS("encodeHex")(lambda rt, receiver: to_bytes(receiver).hex())
CHARSETS = StaticTable("java.nio.charset.StandardCharsets")
CHARSETS.constants.update(UTF_8="UTF-8", US_ASCII="US-ASCII", ISO_8859_1="ISO-8859-1", UTF_16="UTF-16")


class DigestValue(Printable):
    """java.security.MessageDigest."""

    java_class = "java.security.MessageDigest"

    def __init__(self, name: str) -> None:
        self.algorithm = name
        self.reset()

    def reset(self) -> None:
        """Forget what was put in."""
        import hashlib  # slow to start, rarely used

        plain = self.algorithm.replace("-", "").lower()
        self.state = hashlib.new("sha1" if plain == "sha" else plain, usedforsecurity=False)


DIGEST = StaticTable("java.security.MessageDigest")
DIGEST_METHODS = MethodTable("java.security.MessageDigest")
register_kind("java.security.MessageDigest", DIGEST_METHODS)


@DIGEST("getInstance")
def digest_instance(rt: Runtime, name: str) -> DigestValue:
    python_name = name.replace("-", "").lower()
    if python_name not in ("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha"):
        raise GroovyRuntimeError("java.security.NoSuchAlgorithmException", f"{name} MessageDigest not available")
    return DigestValue(name)


DIGEST("isEqual")(lambda rt, left, right: to_bytes(left) == to_bytes(right))
DIGEST_METHODS("getDigestLength")(lambda rt, receiver: receiver.state.digest_size)
DIGEST_METHODS("getAlgorithm")(lambda rt, receiver: receiver.algorithm)


@DIGEST_METHODS("update")
def digest_update(rt: Runtime, receiver: DigestValue, data: Any) -> None:
    receiver.state.update(to_bytes(data))


@DIGEST_METHODS("digest")
def digest_digest(rt: Runtime, receiver: DigestValue, data: Any = None) -> GArray:
    if data is not None:
        receiver.state.update(to_bytes(data))
    result = byte_array(receiver.state.digest())
    receiver.reset()
    return result


@DIGEST_METHODS("reset")
def digest_reset(rt: Runtime, receiver: DigestValue) -> None:
    receiver.reset()
