"""Matrices of permissions in items' and nodes' own XML."""

from __future__ import annotations

import pytest

from igor.configxml.authorization import FOLDER_PROPERTY, JOB_PROPERTY, NODE_PROPERTY, read_matrix
from igor.model.access import Who
from igor.model.permissions import COMPUTER_CONNECT, ITEM_BUILD, ITEM_READ

ALICE = Who("alice").sids
_INHERITANCE = "org.jenkinsci.plugins.matrixauth.inheritance"


def project(inside: str, property_name: str = JOB_PROPERTY, root: str = "project") -> str:
    return f"<{root}><properties><{property_name}>{inside}</{property_name}></properties></{root}>"


@pytest.mark.parametrize(
    "line",
    ["USER:hudson.model.Item.Build:alice", "hudson.model.Item.Build:alice", "EITHER:hudson.model.Item.Build:alice"],
)
@pytest.mark.parametrize(
    ("name", "root"), [(JOB_PROPERTY, "project"), (FOLDER_PROPERTY, "com.cloudbees.hudson.plugins.folder.Folder")]
)
def test_grants(line: str, name: str, root: str) -> None:
    """The present form, the one before there were kinds, in jobs and folders."""
    found = read_matrix(project(f"<permission>{line}</permission>", name, root))
    assert found is not None
    assert found.inherit == "parent"
    assert found.matrix.allows(ALICE, ITEM_BUILD)
    assert not found.matrix.allows(ALICE, ITEM_READ)


@pytest.mark.parametrize(
    ("inside", "inherit"),
    [
        ("", "parent"),
        ("<blocksInheritance>true</blocksInheritance>", "none"),
        (f'<inheritanceStrategy class="{_INHERITANCE}.NonInheritingStrategy"/>', "none"),
        (f'<inheritanceStrategy class="{_INHERITANCE}.InheritGlobalStrategy"/>', "global"),
        (f'<inheritanceStrategy class="{_INHERITANCE}.InheritParentStrategy"/>', "parent"),
    ],
)
def test_inheritance(inside: str, inherit: str) -> None:
    """An item that stands alone must not be opened by what it would inherit."""
    found = read_matrix(project(inside))
    assert found is not None
    assert found.inherit == inherit


def test_a_node_has_one_too() -> None:
    """Agents that only some may use."""
    xml = (
        f"<slave><nodeProperties><{NODE_PROPERTY}><permission>USER:{COMPUTER_CONNECT}:alice</permission>"
        f"</{NODE_PROPERTY}></nodeProperties></slave>"
    )
    found = read_matrix(xml)
    assert found is not None
    assert found.matrix.allows(ALICE, COMPUTER_CONNECT)


@pytest.mark.parametrize("line", ["USER:hudson.model.Item.Fly:alice", "hudson.model.Item.Build", "", "USER:x"])
def test_what_nobody_knows_grants_nothing(line: str) -> None:
    """A permission of a plugin that Igor has not, or a line that is broken."""
    found = read_matrix(project(f"<permission>{line}</permission>"))
    assert found is not None
    assert not found.matrix.allows(ALICE, ITEM_BUILD)


def test_without_one() -> None:
    """Most items have none."""
    assert read_matrix("<project/>") is None
    assert read_matrix("<project><description>AuthorizationMatrix</description></project>") is None
