"""Hosts that are this machine, and playbooks of a test's own: Ansible for real, without ssh and without root."""

from __future__ import annotations

import sys
from pathlib import Path

from igor.deploy.hosts.playbooks import Ansible
from igor.deploy.hosts.redaction import Redactor

WAIT = "- hosts: one\n  gather_facts: false\n  tasks: [{name: Wait, ansible.builtin.command: {argv: [sleep, '600']}}]\n"
PLAYBOOKS = Path(__file__).resolve().parents[2] / "ansible"

INVENTORY = f"""\
all:
  vars: {{ansible_connection: local, ansible_python_interpreter: {sys.executable}}}
  children:
    igor_controllers: {{hosts: {{one: {{}}}}}}
    igor_agents: {{hosts: {{two: {{}}}}}}
"""


def ansible(place: Path, playbook: str, secrets: tuple[str, ...] = (), **variables: object) -> Ansible:
    """Runs ``play.yml``, which is ``playbook``, on hosts of those names, with Igor's own callback."""
    (place / "callback_plugins").symlink_to(PLAYBOOKS / "callback_plugins")
    (place / "inventory.yml").write_text(INVENTORY)
    (place / "play.yml").write_text(playbook)
    return Ansible(place, (place / "inventory.yml",), place / "log" / "run.log", variables, Redactor(secrets))
