"""Every promise whose parts exist has its test, which bears its number."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

_TESTS = Path(__file__).parents[1]
PROMISED = {*range(1, 15), 21, 22, 27}
_NAMED = re.compile(r"^def test_i(\d+)_\w+\(", re.MULTILINE)


def test_each_promise_has_one_test() -> None:
    """A promise that nothing holds any more, or two tests that each hold a half of it."""
    found = Counter(int(n) for file in _TESTS.rglob("test_*.py") for n in _NAMED.findall(file.read_text()))
    assert found == Counter(PROMISED)
