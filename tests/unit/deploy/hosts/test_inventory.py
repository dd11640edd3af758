"""Which hosts are deployed to, and in which phase."""

from __future__ import annotations

import pytest

from igor.deploy.hosts.inventory import chosen, groups_of
from igor.model.errors import Invalid

LISTED = {
    "_meta": {"hostvars": {"c": {"password": "x"}}},
    "all": {"children": ["ungrouped", "site"]},
    "site": {"children": ["igor_controllers", "igor_agents", "igor_monitors", "igor_standbys"]},
    "igor_controllers": {"hosts": ["c"]},
    "igor_agents": {"children": ["linux"], "hosts": ["c", "a1"]},
    "linux": {"hosts": ["a2", "a3"]},
    "igor_monitors": {"hosts": ["m"]},
    "igor_standbys": {"hosts": ["s"]},
}


def test_phases() -> None:
    """A controller that is an agent too is deployed to once, as a controller; a standby never."""
    found = groups_of(LISTED)
    assert found.controllers == ("c",)
    assert found.agents == ("a1", "a2", "a3")
    assert found.others == ("m",)
    assert found.hosts == ("c", "a1", "a2", "a3", "m")


@pytest.mark.parametrize(
    ("limit", "expected"),
    [("", ("c", "a1", "a2", "a3", "m")), ("a2", ("a2",)), ("m,linux", ("a2", "a3", "m")), ("igor_controllers", ("c",))],
)
def test_limits(limit: str, expected: tuple[str, ...]) -> None:
    """Hosts and groups, in the order of the phases."""
    assert chosen(groups_of(LISTED), limit) == expected


@pytest.mark.parametrize("limit", ["nobody", "a1,nobody", "s"])
def test_unknown_names_are_refused(limit: str) -> None:
    """Deploying to nobody by a slip of the finger would look like success."""
    with pytest.raises(Invalid, match="there is no host or group"):
        chosen(groups_of(LISTED), limit)
