"""The Ansible roles: lint, the documented interface, no collections, secrets that are not told."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

import pytest
import yaml
from role_docs import ROLES, readme, variables

ANSIBLE = ROLES.parent
NAMES = sorted(path.name for path in ROLES.iterdir())
#: What a task is given that nobody is to see.
_SECRET = re.compile(r"\{\{[^}]*(password|certificate_key|secret_files|token)[^}]*\}\}|src: \S+/(admin|join)-token")


def tasks_of(role: str) -> list[dict[str, object]]:
    """Every task and handler of a role."""
    files = [*(ROLES / role / "tasks").glob("*.yml"), *(ROLES / role / "handlers").glob("*.yml")]
    return [task for file in files for task in yaml.safe_load(file.read_text()) or []]


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_ansible_lint_finds_nothing(tmp_path: Path) -> None:
    """Broken: a role that the rules for production refuse. They run in a copy: the tool leaves a cache behind."""
    if importlib.util.find_spec("ansiblelint") is None:
        assert "IGOR_CI" not in os.environ, "ansible-lint is not installed: ./igorw test installs it"
        pytest.skip("ansible-lint is not installed")
    project = shutil.copytree(ANSIBLE, tmp_path / "ansible", ignore=shutil.ignore_patterns("__pycache__", ".ansible"))
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        [sys.executable, "-m", "ansiblelint", "--offline", "--profile", "production", "--nocolor", "-q"],
        cwd=project,
        env={**os.environ, "PATH": path, "HOME": str(tmp_path), "ANSIBLE_CONFIG": str(project / "ansible.cfg")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("role", NAMES)
def test_variables_are_documented(role: str) -> None:
    """Broken: a variable without a comment or its role's prefix, or a README that says something else."""
    found = variables((ROLES / role / "defaults" / "main.yml").read_text())
    assert [each.name for each in found if not each.comment or not each.name.startswith(f"{role}_")] == []
    assert {each.name for each in found} == set(yaml.safe_load((ROLES / role / "defaults" / "main.yml").read_text()))
    said = (ROLES / role / "README.md").read_text()
    assert said == readme(ROLES / role), "renew it: python tests/quality/role_docs.py"


@pytest.mark.parametrize("role", NAMES)
def test_only_modules_that_ansible_core_has(role: str) -> None:
    """Broken: a role needs a collection, which a machine without a network cannot fetch."""
    modules = {key for task in tasks_of(role) for key in task if "." in key}
    assert {module for module in modules if not module.startswith("ansible.builtin.")} == set()


@pytest.mark.parametrize("role", NAMES)
def test_secrets_are_not_told(role: str) -> None:
    """Broken: a task that touches a password, key or token shows it, or puts it where every process can read it."""
    for task in tasks_of(role):
        given = {key: value for key, value in task.items() if "." in key or key in ("loop", "vars")}
        is_told = _SECRET.search(yaml.safe_dump(given, width=10_000)) and "import_tasks" not in str(given)
        assert not is_told or task.get("no_log") is True, task["name"]
        command = task.get("ansible.builtin.command")
        assert not command or not _SECRET.search(str(command)), task["name"]


@pytest.mark.parametrize("role", NAMES)
def test_commands_say_when_they_change_something(role: str) -> None:
    """Broken: a second run reports changes where there are none; a shell where a module would do."""
    for task in tasks_of(role):
        assert "ansible.builtin.shell" not in task, task["name"]
        command = task.get("ansible.builtin.command")
        assert not command or "changed_when" in task or "creates" in command, task["name"]  # type: ignore[operator]


@pytest.mark.parametrize("role", NAMES)
@pytest.mark.parametrize("family", ["Debian", "RedHat"])
def test_families_are_data(role: str, family: str) -> None:
    """Broken: a role that knows one family of distributions only; both files say the same things."""
    folder = ROLES / role / "vars"
    if not folder.is_dir():
        assert "include_vars" not in str(tasks_of(role))
        return
    found = {name: set(yaml.safe_load((folder / f"{name}.yml").read_text())) for name in ("Debian", "RedHat")}
    assert found[family] == found["Debian"]
    assert all(name.startswith(f"__{role}_") for name in found[family])


#: What roles write into that is not theirs: folders and files that stay when Igor goes.
_OF_OTHERS = {
    "/etc/hosts",
    "/etc/nagios4/nagios.cfg",
    "/etc/nginx/sites-enabled/default",
    "/etc/systemd/journald.conf.d",
    "/etc/systemd/system/nginx.service.d",
}
_LAYING = ("copy", "template", "file", "unarchive", "get_url", "blockinfile")


def laid(role: str) -> set[str]:
    """The paths that tasks of a role write, of loops all; what else is a variable there is ``*``."""
    found = set()
    for task in tasks_of(role):
        given = [task[f"ansible.builtin.{module}"] for module in _LAYING if f"ansible.builtin.{module}" in task]
        items = task["loop"] if isinstance(task.get("loop"), list) else [""]
        for path in [each.get("dest") or each.get("path") for each in given]:  # type: ignore[attr-defined]
            found |= {re.sub(r"\{\{ item \}\}", str(item), path) for item in items}  # type: ignore[attr-defined]
    paths = {re.sub(r"\{\{.*?\}\}", "*", path) for path in found}
    return {path for path in paths if path.startswith("/") and path not in _OF_OTHERS}


def test_destroy_takes_away_what_roles_lay() -> None:
    """Broken: a role lays something that no role names in ``leaves.yml``, so that it stays for ever."""
    facts = {role: yaml.safe_load((ROLES / role / "tasks" / "leaves.yml").read_text()) for role in NAMES}
    said = [task["ansible.builtin.set_fact"][f"{role}_leaves"] for role, (task,) in facts.items()]
    left = [re.sub(r"\{\{.*?\}\}", "*", path) for each in said for path in each["laid"] + each["data"]]
    for role in NAMES:
        assert {path for path in laid(role) if not any(is_below(path, pattern) for pattern in left)} == set(), role


def is_below(path: str, pattern: str) -> bool:
    """The path, or a folder that it is in, is what the pattern names."""
    parts = path.split("/")
    return pattern != "*" and any(fnmatch("/".join(parts[: n + 1]), pattern) for n in range(1, len(parts)))
