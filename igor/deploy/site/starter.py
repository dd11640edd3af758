"""What ``igor init --ops`` makes: a site's file with its schema, an inventory, and a place for secrets."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from igor.deploy.site.layers import FILE_NAME
from igor.deploy.site.schema import schema
from igor.model.errors import Conflict

SCHEMA_FILE = "igor.schema.json"
_PASSWORD_BYTES = 18

SITE = f"""\
# yaml-language-server: $schema=./{SCHEMA_FILE}
# One site: “igor config check” looks at it, “igor config explain KEY” explains it.

url: https://ci.example.org/          # where people, agents and clients reach it

controller:
  users:
    - name: admin
      password: secret://file/secrets/admin
      rights: admin

agents:
  linux:
    hosts: igor_agents                # a group of the inventory
    labels: [linux]
    executors: 2

wrapper:
  policy:                             # what jobs may ask for
    retries: {{max: 5}}
    timeout: {{max: 12h}}

jobs:
  defaults:                           # what holds for jobs that do not say
    timeout: 2h

monitoring:
  kinds: []                           # nagios, sensu-go, sensu-core, prometheus
  sinks: []                           # such as mail://relay.example.org?to=owner

retention:
  builds: 100
  age: 90d
"""

_INVENTORY = """\
# The hosts of the site, as Ansible knows them. A host's own variables win over igor.yml.

[igor_controllers]
ci.example.org

[igor_agents]
agent-1.example.org
agent-2.example.org

# Hosts that run the checks, where they are not the controller itself.
[igor_monitors]
"""

_IGNORED = """\
# Nothing in this folder but this file is kept in Git.
*
!.gitignore
"""


@dataclass(frozen=True, slots=True)
class File:
    """``mode`` as of ``chmod``."""

    text: str
    mode: int = 0o644


def files(password: str) -> Mapping[str, File]:
    """By path below the site's folder."""
    return {
        FILE_NAME: File(SITE),
        SCHEMA_FILE: File(json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"),
        "inventory/hosts": File(_INVENTORY),
        "secrets/.gitignore": File(_IGNORED),
        "secrets/admin": File(f"{password}\n", 0o600),
    }


def make(folder: Path) -> list[Path]:
    """Write the files of a new site; nothing is overwritten.

    Raises:
        Conflict: one of them is there already; nothing was written.
        OSError: the folder cannot be written.
    """
    wanted = files(secrets.token_urlsafe(_PASSWORD_BYTES))
    there = [name for name in wanted if (folder / name).exists()]
    if there:
        raise Conflict(f"{folder / there[0]} is there already", hint="go on with it, or begin in another folder")
    for name, file in wanted.items():
        path = folder / name
        path.parent.mkdir(mode=0o700 if name.startswith("secrets") else 0o755, parents=True, exist_ok=True)
        path.touch(mode=file.mode, exist_ok=False)
        path.write_text(file.text, encoding="utf-8")
    return [folder / name for name in wanted]
