"""The hash codes of objects that define none."""

from __future__ import annotations

#: Python's objects lie so many bytes apart.
_APART = 16
#: Hash codes have 31 bits, and eight hexadecimal digits as seven out of eight of Java's.
LEAST, GREATEST = 0x10000000, 0x7FFFFFFF


def identity_hash(value: object) -> int:
    """``System.identityHashCode(value)``."""
    return LEAST + id(value) // _APART % (GREATEST - LEAST + 1)
