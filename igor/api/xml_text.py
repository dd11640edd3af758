"""XML between bytes and text: in the charset of the content type, else the one that its declaration names."""

from __future__ import annotations

import re

from igor.model.errors import Invalid

_DECLARED = re.compile(r"""\s*<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z][A-Za-z0-9._-]*)""")


def decode_body(data: bytes, charset: str | None) -> str:
    """A body as text: in the content type's charset, else the one that its XML declaration names, else UTF-8.

    Raises:
        Invalid: it is not in that encoding.
    """
    encoding = charset or declared_encoding(data[:200].decode("ascii", errors="replace"))
    try:
        return data.decode("utf-8-sig" if encoding.lower() in ("utf-8", "utf8") else encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise Invalid(f"The body is not {encoding} text: {error}", hint="send UTF-8") from error


def encode_body(text: str) -> bytes:
    """Stored XML as bytes in the encoding that it declares; what that lacks becomes character references."""
    try:
        return text.encode(declared_encoding(text), errors="xmlcharrefreplace")
    except LookupError:
        return text.encode()


def declared_encoding(text: str) -> str:
    """The encoding in the XML declaration; UTF-8 without one."""
    found = _DECLARED.match(text)
    return found[1] if found else "utf-8"
