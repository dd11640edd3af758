"""The numbers behind ``H``: stable for a job's full name, spread over jobs, the same as Jenkins'.

MD5 of the name, its two halves XORed, seeds java.util.Random's linear congruential generator; each ``H`` of a cron
table draws the next number, line by line and field by field. Source: hudson.scheduler.Hash, java.util.Random.
"""

from __future__ import annotations

import hashlib

_MULTIPLIER = 0x5DEECE66D
_MASK = (1 << 48) - 1


class CronHash:
    """A sequence of numbers; one for all lines of one table."""

    def __init__(self, seed: str) -> None:
        digest = hashlib.md5(seed.encode("utf-8", "replace"), usedforsecurity=False).digest()
        folded = int.from_bytes(digest[:8], "big") ^ int.from_bytes(digest[8:], "big")
        self._state = (folded ^ _MULTIPLIER) & _MASK

    def next(self, bound: int) -> int:
        """A number in [0, bound), bound > 0, as ``Random.nextInt(bound)``."""
        bits = self._next_31()
        if bound & (bound - 1) == 0:
            return (bound * bits) >> 31
        # A draw from the incomplete last stretch of bounds below 2**31 would favour low numbers: Java draws again.
        while bits - bits % bound + bound - 1 >= 1 << 31:
            bits = self._next_31()
        return bits % bound

    def _next_31(self) -> int:
        self._state = (self._state * _MULTIPLIER + 0xB) & _MASK
        return self._state >> 17
