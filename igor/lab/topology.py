"""Which hosts a lab has, and the texts that tell them of each other and tell ssh and Ansible of them. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address

import yaml

from igor.model.errors import Invalid

DEFAULT_HOSTS = ("controller", "agent-1", "agent-2", "monitor")
#: Reserved for measurements within one network (RFC 2544): in use nowhere else.
GATEWAY = IPv4Address("198.18.7.1")
FIRST_ADDRESS = IPv4Address("198.18.7.10")
PREFIX_LENGTH = 24
MAX_HOSTS = 32

#: The first word of a host's name → its group in the inventory.
GROUPS = {
    "controller": "igor_controllers",
    "standby": "igor_standbys",
    "agent": "igor_agents",
    "monitor": "igor_monitors",
}
_NAME = re.compile(r"[a-z][a-z0-9-]{0,22}[a-z0-9]")


@dataclass(frozen=True, slots=True)
class Host:
    """One host: ``name`` as the others know it, its address, its ``number`` in the lab from 0."""

    name: str
    address: str
    number: int

    @property
    def group(self) -> str:
        """Its group in the inventory; empty for a name that says nothing."""
        return GROUPS.get(re.split(r"[-0-9]", self.name)[0], "")

    @property
    def port_name(self) -> str:
        """Its end of the cable at the bridge; at most 15 characters, as the kernel wants it."""
        return f"port{self.number}"

    @property
    def hardware_address(self) -> str:
        """The same at each boot, as others remember it; from the range that is everybody's own."""
        return f"02:00:c6:12:07:{self.number + 10:02x}"


def check_name(name: str, what: str) -> str:
    """The name if it can be a host's.

    Raises:
        Invalid: it cannot.
    """
    if not _NAME.fullmatch(name):
        raise Invalid(f"“{name}” cannot be the name of a {what}", hint="2 to 24 of a-z, 0-9 and -, a letter first")
    return name


def hosts_of(names: Sequence[str]) -> tuple[Host, ...]:
    """Hosts with addresses in the order of their names.

    Raises:
        Invalid: no name, one that cannot be one, the same twice, or too many.
    """
    if not 0 < len(names) <= MAX_HOSTS:
        raise Invalid(f"a lab has 1 to {MAX_HOSTS} hosts, not {len(names)}")
    if len(set(names)) < len(names):
        raise Invalid(f"a host is named twice: {', '.join(names)}")
    return tuple(Host(check_name(name, "host"), str(FIRST_ADDRESS + n), n) for n, name in enumerate(names))


def etc_hosts(hosts: Sequence[Host]) -> str:
    """/etc/hosts of every host."""
    lines = ["127.0.0.1 localhost", f"{GATEWAY} lab", *(f"{host.address} {host.name}" for host in hosts)]
    return "\n".join(lines) + "\n"


def ssh_config(hosts: Sequence[Host], *, folder: str, proxy: str) -> str:
    """What ``ssh -F`` needs to reach the hosts by name or address from outside. ``proxy``: the ProxyCommand."""
    common = (
        f"Host {' '.join(f'{host.name} {host.address}' for host in hosts)}\n"
        "    User root\n"
        f'    IdentityFile "{folder}/key"\n'
        "    IdentitiesOnly yes\n"
        f'    UserKnownHostsFile "{folder}/known_hosts"\n'
        "    GlobalKnownHostsFile none\n"
        "    HostKeyAlias lab\n"
        "    ConnectTimeout 10\n"
        "    LogLevel ERROR\n"
        f"    ProxyCommand {proxy}\n"
    )
    return "".join([*(f"Host {host.name}\n    HostName {host.address}\n" for host in hosts), common])


def inventory(hosts: Sequence[Host], *, folder: str, control_folder: str) -> str:
    """inventory.yml: Ansible reaches the hosts from outside, with connections of this lab alone."""
    groups: dict[str, dict[str, dict[str, dict[str, str]]]] = {}
    for host in hosts:
        members = groups.setdefault(host.group or "ungrouped", {"hosts": {}})
        members["hosts"][host.name] = {"ansible_host": host.address}
    variables = {
        "ansible_user": "root",
        "ansible_python_interpreter": "/usr/bin/python3",
        "ansible_ssh_common_args": f"-F '{folder}/ssh_config'",
        "ansible_control_path_dir": control_folder,
    }
    text: str = yaml.safe_dump({"all": {"vars": variables, "children": groups}}, sort_keys=False)
    return text
