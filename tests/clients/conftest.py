"""A deployed Igor for the clients that can share one: its built-in node builds, at once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from client_site import prepare
from deployed import Igor, free_port


@pytest.fixture(scope="session")
def igor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Igor]:
    """Deployed, and emptied."""
    deployed = Igor(tmp_path_factory.mktemp("clients") / "home", free_port())
    try:
        deployed.deploy()
        prepare(deployed, quiet_period_s="0")
        yield deployed
    finally:
        deployed.run("down", "--purge")
