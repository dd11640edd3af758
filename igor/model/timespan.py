"""Spans of time as Jenkins writes them: ``4.9 sec``, ``12 sec``, ``2 min 5 sec``, ``1 day 3 hr``.

Source: hudson.Util.getTimeSpanString. Two units at most, the second one only while the first is below 10.
"""

from __future__ import annotations

_SECOND_MS = 1_000
_UNITS = (
    ("yr", 365 * 86_400 * _SECOND_MS),
    ("mo", 30 * 86_400 * _SECOND_MS),
    ("day", 86_400 * _SECOND_MS),
    ("hr", 3_600 * _SECOND_MS),
    ("min", 60 * _SECOND_MS),
    ("sec", _SECOND_MS),
)


def time_span(duration_ms: int) -> str:
    """A duration of at least 0 milliseconds."""
    for (unit, size_ms), (smaller, smaller_ms) in zip(_UNITS, _UNITS[1:], strict=False):
        if duration_ms >= size_ms:
            count, rest_ms = divmod(duration_ms, size_ms)
            return _label(count, unit) + (f" {_label(rest_ms // smaller_ms, smaller)}" if count < 10 else "")
    return _seconds(duration_ms)


def _label(count: int, unit: str) -> str:
    return f"{count} {unit}s" if unit == "day" and count != 1 else f"{count} {unit}"


def _seconds(duration_ms: int) -> str:
    if duration_ms >= 10 * _SECOND_MS:
        return f"{duration_ms // _SECOND_MS} sec"
    if duration_ms >= _SECOND_MS:
        return f"{duration_ms // 100 / 10:g} sec"
    if duration_ms >= 100:
        return f"{duration_ms // 10 / 100:g} sec"
    return f"{duration_ms} ms"
