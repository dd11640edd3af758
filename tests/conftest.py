"""For all tests: hypothesis without deadlines (machines are busy), and with the same examples at each run of CI; the
marker of promises.
"""

from __future__ import annotations

import os
import re

import pytest
from hypothesis import settings

settings.register_profile("igor", max_examples=30, deadline=None, derandomize="CI" in os.environ)
settings.load_profile("igor")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """``-m promise`` selects the tests that are named by a promise's number."""
    for item in items:
        if re.match(r"test_i\d+_", item.name):
            item.add_marker("promise")
