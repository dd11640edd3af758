"""Durations as people write them: ``90`` (seconds), ``500ms``, ``30s``, ``15m``, ``4h``, ``1d``."""

from __future__ import annotations

import re

_FACTOR_MS = {"ms": 1, "": 1_000, "s": 1_000, "m": 60_000, "h": 3_600_000, "d": 86_400_000}
_DURATION = re.compile(r"(\d{1,12}(?:\.\d{1,3})?)\s*(ms|s|m|h|d|)")


def parse_duration_ms(text: str) -> int:
    """Milliseconds.

    Raises:
        ValueError: with the forms that are understood.
    """
    if not (found := _DURATION.fullmatch(text.strip())):
        raise ValueError(f"“{text}” is not a duration: write 90 (seconds), 500ms, 30s, 15m or 4h")
    return round(float(found[1]) * _FACTOR_MS[found[2]])
