"""The hash codes of objects that define none."""

from __future__ import annotations

#: Python's objects lie 16 bytes apart.
_UNUSED_BITS = 4


def identity_hash(value: object) -> int:
    """``System.identityHashCode(value)``: 31 bits, and eight hexadecimal digits as seven out of eight of Java's."""
    return id(value) >> _UNUSED_BITS & 0x6FFFFFFF | 0x10000000
