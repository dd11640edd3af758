"""For all tests: hypothesis without deadlines (machines are busy), and with the same examples at each run of CI."""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("igor", max_examples=30, deadline=None, derandomize="CI" in os.environ)
settings.load_profile("igor")
