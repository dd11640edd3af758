"""The moment in which secrets are read: variables with their values, in the forms that Ansible takes.

What is made here goes into files of mode 0600 that are removed afterwards; nobody prints it.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from igor.deploy.site.secret import Secret, reveal
from igor.deploy.site.variables import FileText, Words
from igor.model.errors import Invalid


def revealed(value: Any, folder: Path, environment: Mapping[str, str]) -> Any:
    """A value of ``role_variables`` with everything in it that was a reference, ready to be written as JSON.

    Texts with braces are marked, so that Ansible takes no password for a template.

    Raises:
        Invalid: a secret, or a file beside igor.yml, cannot be read.
    """
    match value:
        case Secret():
            text = reveal(value, folder, environment)
            return text if value.kind == "inventory" else _plain(text)
        case Words(parts):
            return _plain(" ".join(_text(part, folder, environment) for part in parts))
        case FileText(path):
            return _plain(_file_text(folder / path))
        case str():
            return _plain(str(value))
        case Mapping():
            return {name: revealed(each, folder, environment) for name, each in value.items()}
        case list() | tuple():
            return [revealed(each, folder, environment) for each in value]
    return value


def secret_values(value: Any, folder: Path, environment: Mapping[str, str]) -> list[str]:
    """The values of all secrets in there, for whoever has to keep them out of an output."""
    match value:
        case Secret():
            return [] if value.kind == "inventory" else [reveal(value, folder, environment)]
        case Words(parts):
            return [each for part in parts for each in secret_values(part, folder, environment)]
        case Mapping():
            return [found for each in value.values() for found in secret_values(each, folder, environment)]
        case list() | tuple():
            return [found for each in value for found in secret_values(each, folder, environment)]
    return []


def inventory_text(groups: Mapping[str, Mapping[str, Any]], hosts: Collection[str]) -> str:
    """``group_variables`` as an inventory (YAML) to be given after the site's own. ``hosts``: the hosts of that one.

    Names that are no host are groups; one without hosts is made by it and does no harm.
    """
    of_hosts = {name: dict(said) for name, said in groups.items() if name in hosts}
    of_groups = {name: {"vars": dict(said)} for name, said in groups.items() if name not in hosts}
    return json.dumps({"all": {"hosts": of_hosts, "children": of_groups}}, ensure_ascii=False, indent=1)


def _plain(text: str) -> Any:
    return {"__ansible_unsafe": text} if "{{" in text or "{%" in text or "{#" in text else text


def _text(part: str | Secret, folder: Path, environment: Mapping[str, str]) -> str:
    return reveal(part, folder, environment) if isinstance(part, Secret) else part


def _file_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise Invalid(
            f"{path}: {error.strerror}", hint="igor.yml names it; paths are relative to its folder"
        ) from error
    except UnicodeDecodeError as error:
        raise Invalid(f"{path} is not UTF-8 text", hint="a PEM or YAML file is wanted") from error
