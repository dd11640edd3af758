"""From a ``Launch`` message to a running wrapper that no longer needs the agent.

Pure: what the command line, the environment and the workspace are. Acting: ``prepare`` (files); ``launcher`` does the
rest.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import igor
from igor.agents import process, secret_files
from igor.agents.lean import remove_tree
from igor.agents.protocol import Launch, Policy
from igor.agents.runs import RunFolder, RunStore
from igor.model.errors import Invalid

#: Of the agent's own environment, what a build may see: where things are and how to speak. Never tokens.
_INHERITED = frozenset(
    ["PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LANGUAGE", "TZ", "TMPDIR", "SSL_CERT_FILE", "SSL_CERT_DIR"]
    + ["http_proxy", "https_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"]
)
#: Igor's own programs that a run may be, instead of a script; modules of this package.
_PROGRAMS = frozenset(["publish", "fetch"])
_START = (
    "import sys; from importlib import import_module; sys.path.insert(0, sys.argv[1]); "
    "sys.exit(import_module(sys.argv[2]).main(*sys.argv[3:]))"
)
_DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

#: Where ops of the agent's machine say what jobs may wish of the wrapper; ``$IGOR_POLICIES`` is another folder.
POLICIES = "/etc/igor/jobs.d"


class Workspaces(NamedTuple):
    """Where builds work: below ``root``, a path without symbolic links."""

    root: Path

    def resolve(self, name: str) -> Path:
        """The absolute folder of a workspace; an absolute name is a custom one. Raises Invalid: outside the root."""
        if name.startswith("/"):
            return Path(os.path.normpath(name))
        return self.resolve_below(name)

    def resolve_below(self, name: str) -> Path:
        """As ``resolve``, for relative names only."""
        parts, folder = name.split("/"), str(self.root)
        for part in parts:
            folder = f"{folder}/{part}"
            if part in ("", ".", "..") or os.path.islink(folder):
                folder = os.path.realpath(os.path.join(self.root, name))
                break
        if not folder.startswith(f"{self.root}/") or ".." in parts:
            raise Invalid(f"the workspace {name!r} does not lie below {self.root}")
        return Path(folder)

    def throw_away(self, *folders: Path) -> None:
        """Free the names at once; ``empty_bin`` deletes what was there. Raises OSError."""
        self._bin.mkdir(exist_ok=True)
        for folder in folders:
            if folder.exists():
                folder.rename(self._bin / os.urandom(8).hex())

    def empty_bin(self) -> None:
        """Delete what was thrown away; may take long."""
        remove_tree(self._bin)

    @property
    def _bin(self) -> Path:
        return self.root / ".deleted"


def temporary_folder(workspace: Path) -> Path:
    """``WORKSPACE_TMP``. Source: hudson.slaves.WorkspaceList.tempDir."""
    return workspace.with_name(workspace.name + "@tmp")


def inherited_environment(own: Mapping[str, str]) -> dict[str, str]:
    """The part of the agent's environment that its builds get: ``IGOR_PASS_ENVIRONMENT`` names more variables.

    Bytes that are not UTF-8 cannot be passed on.
    """
    passed = _INHERITED | set(own.get("IGOR_PASS_ENVIRONMENT", "").split())
    wanted = {name: value for name, value in own.items() if name in passed or name.startswith("LC_")}
    return {"PATH": _DEFAULT_PATH, **{name: value for name, value in wanted.items() if _is_text(value)}}


@lru_cache(maxsize=1)
def _own_environment() -> Mapping[str, str]:
    return inherited_environment(os.environ)


def _is_text(value: str) -> bool:
    return value.encode(errors="ignore").decode() == value


def build_environment(own: Mapping[str, str], launch: Launch, workspace: Path) -> dict[str, str]:
    """All that the command sees, but for what the wrapper adds for each attempt (``IGOR_ATTEMPT`` …).

    ``own``: the agent's part of it (``inherited_environment``).
    """
    cookie = {"JENKINS_SERVER_COOKIE": launch.run_id, "HUDSON_SERVER_COOKIE": launch.run_id}
    places = {"WORKSPACE": str(workspace), "WORKSPACE_TMP": str(temporary_folder(workspace))}
    ours = {"IGOR": "1", "IGOR_VERSION": igor.__version__}
    return {**own, **cookie, **ours, **launch.environment, **places}


def command_line(script: str, script_file: Path) -> list[str]:
    """By the ``#!`` of the first line, else ``/bin/sh -xe``. Source: hudson.tasks.Shell.buildCommandLine."""
    first = script.split("\n", 1)[0]
    interpreter = first[2:].split() if first.startswith("#!") else []
    return [*(interpreter or ["/bin/sh", "-xe"]), str(script_file)]


def program_line(program: str, order_file: Path, url: str) -> list[str]:
    """One of Igor's own programs, by this Python out of this very package (folder or zipapp). Raises Invalid."""
    if program not in _PROGRAMS:
        raise Invalid(f"this agent has no program {program!r}", hint="is the agent older than the controller?")
    package = str(Path(igor.__file__).parents[1])
    return [sys.executable, "-I", "-S", "-c", _START, package, f"igor.agents.{program}", str(order_file), url]


def prepare(launch: Launch, runs: RunStore, workspaces: Workspaces, url: str = "") -> tuple[RunFolder, str]:
    """Write the run's folder and make its workspace; both. Raises Invalid, OSError; the run does not exist then.

    ``url``: the controller as this agent knows it, for Igor's own programs.
    """
    folder = runs.folder(launch.run_id)
    workspace = workspaces.resolve(launch.workspace)
    if not os.path.isdir(workspace):
        os.makedirs(workspace, exist_ok=True)
    script = launch.script.replace("\r\n", "\n")
    spec = {
        "run_id": launch.run_id,
        "epoch": launch.epoch,
        "job": launch.job,
        "build": launch.build_number,
        "build_url": launch.build_url,
        "command": program_line(launch.program, folder.path / "script", url)
        if launch.program
        else command_line(script, folder.path / "script"),
        "environment": {
            **build_environment(_own_environment(), launch, workspace),
            **secret_files.paths(launch, folder),
        },
        "cwd": str(workspace),
        "policy": wrapper_policy(launch.policy),
        "policies": "" if launch.program else os.environ.get("IGOR_POLICIES", POLICIES),
        "secrets": launch.secrets,
        "inputs": launch.inputs,
        "events": ["attempt_failed"],
        "silent": bool(launch.program),
        "controller": url,
        "token": launch.token,
        "prepared_in_boot": process.boot_id(),
    }
    files = {
        "script": script.encode("utf-8", "surrogateescape"),
        **secret_files.contents(launch),
        "spec.json": json.dumps(spec).encode(),
    }
    return runs.create(launch.run_id, files), str(workspace)


def wrapper_policy(policy: Policy) -> dict[str, object]:
    """The policy in the wrapper's words."""
    said = policy._asdict()
    return {**said.pop("more"), **said}
