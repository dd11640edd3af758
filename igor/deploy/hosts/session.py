"""One run of a command against a site's hosts: its variables, its log, and phases that are runs of playbooks."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from igor.deploy.hosts.bundle import Bundle
from igor.deploy.hosts.events import Outcome
from igor.deploy.hosts.inventory import Inventory
from igor.deploy.hosts.places import log_folder
from igor.deploy.hosts.playbooks import Ansible
from igor.deploy.hosts.private import private_file
from igor.deploy.hosts.progress import Progress
from igor.deploy.hosts.redaction import Redactor
from igor.deploy.site.handover import inventory_text, revealed, secret_values
from igor.deploy.site.model import Site
from igor.deploy.site.variables import group_variables, role_variables

UNIT = "igor-controller.service"


@dataclass(frozen=True, slots=True)
class Target:
    """What is deployed where. ``site_text``: all that counts of igor.yml, as YAML; ``site_file``: where it lies."""

    site: Site
    site_file: Path
    site_text: str
    inventory_file: Path
    inventory: Inventory
    bundle: Bundle

    @property
    def local_url(self) -> str:
        """Where the controller listens on its own host."""
        return f"http://127.0.0.1:{self.site.controller.port}"

    @property
    def is_igor(self) -> bool:
        return self.site.controller.kind == "igor"

    def inputs(self) -> dict[str, str]:
        """Digests of what a plan is made of."""
        texts = {"igor.yml": self.site_text.encode(), "the inventory": _inventory_bytes(self.inventory_file)}
        digests = {name: hashlib.sha256(text).hexdigest()[:12] for name, text in texts.items()}
        return {**digests, "the bundle": self.bundle.manifest.digest}


@dataclass(slots=True)
class Session:
    """Runs phases for a target; every one tells ``progress``."""

    target: Target
    ansible: Ansible
    progress: Progress
    changed: set[str] = field(default_factory=set)

    def run(
        self,
        playbook: str,
        *,
        limit: Sequence[str] = (),
        check: bool = False,
        extra: Mapping[str, Any] | None = None,
    ) -> Outcome:
        """A playbook, its events told."""
        return self.ansible.run(playbook, self.progress.event, limit=limit, check=check, extra=extra)

    def ask(self, order: str, arguments: Mapping[str, Any]) -> tuple[dict[str, Any], Outcome]:
        """What the controller answers to an order of ``on_host``; empty when it failed, as the outcome tells."""
        outcome = self.run("controller.yml", extra={"igor_order": order, "igor_order_arguments": dict(arguments)})
        texts = list(outcome.report("answer").values())
        return (json.loads(texts[0]) if texts and not outcome.failures else {}), outcome


@contextmanager
def open_session(target: Target, progress: Progress, command: str) -> Iterator[Session]:
    """Reads the secrets, writes what belongs to groups of agents as a second inventory, opens a log.

    Raises:
        Invalid: a secret cannot be read.
    """
    site, environment = target.site, os.environ
    said, of_groups = role_variables(site), group_variables(site)
    secrets = secret_values([said, of_groups], site.folder, environment)
    variables = {**revealed(said, site.folder, environment), **_own_variables(target)}
    groups = inventory_text(revealed(of_groups, site.folder, environment), target.inventory.hosts)
    log = log_folder() / f"{time.strftime('%Y%m%d-%H%M%S')}-{command}-{os.getpid()}.log"
    with private_file("groups.yml", groups) as of_site:
        inventories = (of_site, target.inventory_file)  # of two that name the same, the later one wins
        folder = target.bundle.folder / "ansible"
        yield Session(
            target, Ansible(folder, inventories, log, variables, Redactor(secrets), site.deploy.forks), progress
        )


def _own_variables(target: Target) -> dict[str, Any]:
    bundle, manifest = target.bundle, target.bundle.manifest
    return {
        "igor_bundle_folder": str(bundle.folder),
        "igor_controller_archive": str(bundle.part("controller")),
        "igor_agent_archive": str(bundle.part("agent")),
        "igor_jobs_archive": str(bundle.part("jobs")),
        "igor_version": manifest.program,
        "igor_agent_version": manifest.agent,
        "igor_release": manifest.jobs,
        "igor_python": manifest.python,
        "igor_deploy_id": "plan",
        "igor_local_url": target.local_url,
        "igor_controller_unit": UNIT if target.is_igor else "jenkins.service",
        "igor_backup_folder": target.site.backup.folder if target.site.backup.before_deploy else "",
        "igor_health_timeout_s": target.site.deploy.health_timeout.seconds,
    }


def _inventory_bytes(path: Path) -> bytes:
    """The file, or all of a folder, with the variables of groups and hosts beside it."""
    folder = path if path.is_dir() else path.parent
    beside = [file for name in ("group_vars", "host_vars") for file in sorted((folder / name).rglob("*"))]
    files = [*(sorted(path.rglob("*")) if path.is_dir() else [path]), *beside]
    return b"".join(file.read_bytes() for file in files if file.is_file())
