"""One lab for all tests of a session that want one; it ends with the session, however that ends."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from igor.lab import base
from igor.lab import lab as labs
from igor.lab.lab import Lab
from igor.model.errors import IgorError


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All of them are slow, and the first may have to make the base. The longest file is begun before all others."""
    items.sort(key=lambda item: item.path != Path(__file__).with_name("test_deploy.py"))
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("lab")
            item.add_marker("slow")
            item.add_marker(pytest.mark.timeout(900))


@pytest.fixture(scope="session")
def can_lab() -> None:
    """Skips where the machine cannot have a lab and says why; where ``IGOR_CI`` is set that is a failure."""
    try:
        labs.check_machine()
        base.ensure(print)
    except IgorError as error:
        reason = f"{error} ({error.hint})"
        if "IGOR_CI" in os.environ:
            pytest.fail(reason)
        pytest.skip(reason)


@pytest.fixture(scope="session")
def lab(can_lab: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """Controller, two agents and a monitor."""
    name = f"test-{os.getpid()}"
    made = labs.up(name, folder=tmp_path_factory.mktemp("lab"), owner_pid=os.getpid(), say=print)
    yield made
    labs.down(name)
