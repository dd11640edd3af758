"""The command lines of a lab."""

from __future__ import annotations

from pathlib import Path

from igor.lab import commands
from igor.lab.topology import hosts_of

HOSTS = hosts_of(["controller", "agent-1"])


def test_every_host_has_a_cable() -> None:
    """A host without a network, or with another's."""
    text = commands.cable_batch(HOSTS[1])
    assert "link add port1 type veth peer name eth0 address 02:00:c6:12:07:0b netns agent-1\n" in text
    assert "link set port1 master bridge up\n" in text
    assert "address add 198.18.7.11/24 dev eth0\n" in commands.address_batch(HOSTS[1])


def test_a_host_is_booted_apart_from_this_machine() -> None:
    """A host that is registered with this machine's systemd, or is in its network."""
    command = commands.boot_command(HOSTS[1], Path("/sys/fs/cgroup/igor-lab/x/agent-1"))
    assert {"--register=no", "--keep-unit", "--network-namespace-path=/run/netns/agent-1"} <= set(command)
    assert "--directory=/run/igor-lab/hosts/agent-1/root" in command


def test_a_lab_ends_with_its_guard() -> None:
    """Namespaces that outlive the process that made them."""
    command = commands.lab_command("python", Path("/folder"))
    assert command[:3] == ["setpriv", "--pdeathsig", "KILL"]
    assert "--kill-child" in command
