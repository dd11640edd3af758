"""Names, addresses and the texts about them."""

from __future__ import annotations

import pytest
import yaml

from igor.lab import topology
from igor.model.errors import Invalid


def test_addresses_follow_the_order() -> None:
    """Hosts whose addresses are not where the inventory says."""
    hosts = topology.hosts_of(["controller", "agent-1"])
    assert [(host.name, host.address) for host in hosts] == [("controller", "198.18.7.10"), ("agent-1", "198.18.7.11")]


@pytest.mark.parametrize(
    ("name", "group"),
    [
        ("controller", "igor_controllers"),
        ("controller-2", "igor_controllers"),
        ("standby", "igor_standbys"),
        ("agent-1", "igor_agents"),
        ("agent17", "igor_agents"),
        ("monitor", "igor_monitors"),
        ("database", ""),
        ("agents-friend", ""),
    ],
)
def test_groups_follow_the_name(name: str, group: str) -> None:
    """A host that roles do not find."""
    assert topology.hosts_of([name])[0].group == group


@pytest.mark.parametrize(
    "name", ["", "a", "Agent", "agent_1", "-agent", "agent-", "1agent", "a" * 25, "a b", "../x", "ä1"]
)
def test_names_that_cannot_be(name: str) -> None:
    """A name that some program on the way takes for something else."""
    with pytest.raises(Invalid, match="cannot be the name of a host"):
        topology.hosts_of([name])


def test_numbers_of_hosts() -> None:
    """Ports with names that are too long, addresses that run out."""
    with pytest.raises(Invalid, match="twice"):
        topology.hosts_of(["agent", "agent"])
    for count in (0, topology.MAX_HOSTS + 1):
        with pytest.raises(Invalid, match="1 to 32 hosts"):
            topology.hosts_of([f"agent-{n}" for n in range(count)])
    assert max(len(host.port_name) for host in topology.hosts_of([f"agent-{n}" for n in range(32)])) <= 15


def test_everybody_knows_everybody() -> None:
    """A host that another does not find by its name."""
    text = topology.etc_hosts(topology.hosts_of(["controller", "agent-1"]))
    assert "198.18.7.10 controller\n198.18.7.11 agent-1\n" in text


def test_inventory() -> None:
    """Groups that roles do not know, a connection that is shared with another lab."""
    hosts = topology.hosts_of(["controller", "agent-1", "agent-2", "monitor", "other"])
    tree = yaml.safe_load(topology.inventory(hosts, folder="/a folder", control_folder="/run/x"))["all"]
    assert {group: list(members["hosts"]) for group, members in tree["children"].items()} == {
        "igor_controllers": ["controller"],
        "igor_agents": ["agent-1", "agent-2"],
        "igor_monitors": ["monitor"],
        "ungrouped": ["other"],
    }
    assert tree["vars"]["ansible_ssh_common_args"] == "-F '/a folder/ssh_config'"
    assert tree["vars"]["ansible_control_path_dir"] == "/run/x"


def test_ssh_config() -> None:
    """A host that ssh finds by its name or by its address, but not by both."""
    text = topology.ssh_config(topology.hosts_of(["controller", "agent-1"]), folder="/f", proxy="in %h %p")
    assert "Host controller\n    HostName 198.18.7.10\n" in text
    assert "Host controller 198.18.7.10 agent-1 198.18.7.11\n" in text
    assert '    IdentityFile "/f/key"\n' in text
    assert "    ProxyCommand in %h %p\n" in text
