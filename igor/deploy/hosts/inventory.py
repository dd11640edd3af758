"""Which hosts a site has, by Ansible's own reading of the inventory. Only names and groups are kept: no variables."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from igor.deploy.hosts.playbooks import check_installed
from igor.model.errors import Invalid, NotFound

CONTROLLERS = "igor_controllers"
AGENTS = "igor_agents"
#: Reserved for the failover pair: nothing touches them.
_LEFT_ALONE = "igor_standbys"


@dataclass(frozen=True, slots=True)
class Inventory:
    """Names of hosts by group, in the inventory's order. A host belongs to the first phase that has it."""

    groups: Mapping[str, tuple[str, ...]]

    @property
    def controllers(self) -> tuple[str, ...]:
        return self.groups.get(CONTROLLERS, ())

    @property
    def agents(self) -> tuple[str, ...]:
        """Those that are no controllers as well."""
        return tuple(host for host in self.groups.get(AGENTS, ()) if host not in self.controllers)

    @property
    def others(self) -> tuple[str, ...]:
        """Monitors and whatever else the roles know."""
        known = {*self.controllers, *self.agents}
        found = [host for name in self.groups if name.startswith("igor_") for host in self.groups[name]]
        return tuple(dict.fromkeys(host for host in found if host not in known))

    @property
    def hosts(self) -> tuple[str, ...]:
        return (*self.controllers, *self.agents, *self.others)


def groups_of(listed: Mapping[str, Any]) -> Inventory:
    """What ``ansible-inventory --list`` says, groups of groups resolved. Pure."""

    def members(name: str) -> tuple[str, ...]:
        group = listed.get(name, {})
        nested = [host for child in group.get("children", ()) for host in members(child)]
        return tuple(dict.fromkeys([*group.get("hosts", ()), *nested]))

    standing_by = set(members(_LEFT_ALONE))
    names = [name for name in listed if name != "_meta"]
    return Inventory({name: tuple(host for host in members(name) if host not in standing_by) for name in names})


def load(path: Path) -> Inventory:
    """Read an inventory.

    Raises:
        NotFound: there is none. Invalid: Ansible cannot read it, or it has no controller.
    """
    check_installed()
    if not path.exists():
        raise NotFound(f"there is no inventory {path}", hint="igor lab up makes one of a lab; docs/deploy.md has one")
    command = [sys.executable, "-m", "ansible", "inventory", "-i", str(path), "--list"]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    try:
        inventory = groups_of(json.loads(done.stdout) if done.returncode == 0 else {})
    except ValueError:
        inventory = Inventory({})
    if done.returncode or not inventory.controllers:
        raise Invalid(_why(path, done.stderr), hint=f"a host in the group {CONTROLLERS} runs the controller")
    return inventory


def chosen(inventory: Inventory, limit: str) -> tuple[str, ...]:
    """The hosts that ``--limit`` names: hosts and groups, separated by commas. Raises Invalid: no such one."""
    if not limit:
        return inventory.hosts
    found: list[str] = []
    for name in filter(None, limit.split(",")):
        members = (name,) if name in inventory.hosts else inventory.groups.get(name, ())
        if not members:
            known = ", ".join([*inventory.hosts, *(group for group in inventory.groups if group.startswith("igor_"))])
            raise Invalid(f"--limit: there is no host or group “{name}”", hint=f"there are {known}")
        found += members
    return tuple(host for host in inventory.hosts if host in found)


def _why(path: Path, told: str) -> str:
    lines = [line for line in told.splitlines() if line.strip() and not line.startswith("[DEPRECATION")]
    said = "\n".join(f"  | {line}" for line in lines[-6:])
    return f"{path} has no hosts in the group {CONTROLLERS}" + (f":\n{said}" if said else "")
