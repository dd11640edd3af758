"""The plugin suite: what Igor has of what Jenkins delivers as plugins, by Jenkins' short names.

Each entry carries the version of the Jenkins plugin whose behaviour is followed: clients choose their own by it, and
Job DSL warns of methods whose plugin is missing or older than they need.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from igor.model.errors import Invalid


@dataclass(frozen=True, slots=True)
class Plugin:
    """A plugin by Jenkins' short name."""

    short_name: str
    long_name: str
    version: str


#: A plugin's row is added when Igor acts on what its elements in ``config.xml`` ask for.
SUITE = (
    Plugin("build-timeout", "Build Timeout", "1.38"),
    Plugin("cloudbees-folder", "Folders Plugin", "6.1023.v4fcb_72a_c3b_61"),
    Plugin("config-file-provider", "Config File Provider Plugin", "973.vb_a_80ecb_9a_4d0"),
    Plugin("credentials", "Credentials Plugin", "1413.va_51c53703df1"),
    Plugin("credentials-binding", "Credentials Binding Plugin", "687.v619cb_15e923f"),
    Plugin("envinject", "Environment Injector Plugin", "2.926.v69a_86a_6a_5c4d"),
    Plugin("job-dsl", "Job DSL", "1.93"),
    Plugin("lockable-resources", "Lockable Resources plugin", "1255.vf48745da_35d0"),
    Plugin("matrix-auth", "Matrix Authorization Strategy Plugin", "3.2.6"),
    Plugin("parameterized-scheduler", "Parameterized Scheduler", "277.v61a_4b_a_49a_c5c"),
    Plugin("plain-credentials", "Plain Credentials Plugin", "183.va_de8f1dd5a_2b_"),
    Plugin("PrioritySorter", "Priority Sorter Plugin", "5.2.0"),
    Plugin("role-strategy", "Role-based Authorization Strategy", "777.v4fe599cb_ee95"),
    Plugin("ssh-credentials", "SSH Credentials Plugin", "349.vb_8b_6b_9709f5b_"),
    Plugin("throttle-concurrents", "Throttle Concurrent Builds Plug-in", "2.16"),
    Plugin("timestamper", "Timestamper", "1.30"),
)

#: Newer than every version: what a plugin list does not pin, or pins to ``latest``.
LATEST = "latest"

_LINE = re.compile(r"(?P<name>[A-Za-z0-9][\w.-]*)(?::(?P<version>[\w.+-]+))?(?::.*)?")


def installed() -> dict[str, str]:
    """Short name → version of the suite."""
    return {plugin.short_name: plugin.version for plugin in SUITE}


def read_list(path: Path) -> dict[str, str]:
    """A plugin list (``plugins.txt``): a ``name``, ``name:version`` or ``name:latest`` a line, ``#`` begins a comment.

    Raises:
        Invalid: a line of another form.
        OSError: the file cannot be read.

    Source: the list that Jenkins' plugin installation manager reads.
    """
    found: dict[str, str] = {}
    for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        line = text.partition("#")[0].strip()
        match = _LINE.fullmatch(line)
        if match:
            found[match["name"]] = match["version"] or LATEST
        elif line:
            hint = "write a plugin's short name, or name:version"
            raise Invalid(f"{path}:{number}: “{line}” names no plugin", hint=hint)
    return found


def missing(plugins: Mapping[str, str], name: str, minimum: str = "") -> str:
    """What is to do for a method that needs the plugin, in Job DSL's words; empty when all is well.

    Source: javaposse.jobdsl.plugin.JenkinsJobManagement#requirePlugin, #requireMinimumPluginVersion.
    """
    version = plugins.get(name)
    if version is None:
        wanted = f"version {minimum} or later of plugin" if minimum else "plugin"
        return f"{wanted} '{name}' needs to be installed"
    if minimum and version != LATEST and _numbers(version) < _numbers(minimum):
        return f"plugin '{name}' needs to be updated to version {minimum} or later"
    return ""


def _numbers(version: str) -> tuple[int, ...]:
    """The leading numbers of a version: ``6.1023.v4fcb_72a`` is 6, 1023."""
    leading = re.match(r"\d+(?:\.\d+)*", version)
    return tuple(int(number) for number in leading[0].split(".")) if leading else ()
