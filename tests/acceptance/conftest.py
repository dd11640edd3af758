"""A deployed Igor for the tests that use it as people do: a shared one, and empty homes for those that break it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from deployed import Igor, free_port


@pytest.fixture(scope="session")
def igor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Igor]:
    """One deployed Igor that tests share; they leave it running and whole."""
    deployed = Igor(tmp_path_factory.mktemp("igor") / "home", free_port())
    try:
        deployed.deploy()
        yield deployed
    finally:
        deployed.run("down", "--purge")


@pytest.fixture
def fresh_igor(tmp_path: Path) -> Iterator[Igor]:
    """A home with nothing in it."""
    fresh = Igor(tmp_path / "home", free_port())
    yield fresh
    fresh.run("down", "--purge")
