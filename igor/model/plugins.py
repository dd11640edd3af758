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
    Plugin("external-monitor-job", "External Monitor Job Type Plugin", "215.v2e88e894db_f8"),
    Plugin("job-dsl", "Job DSL", "1.93"),
    Plugin("junit", "JUnit Plugin", "1335.v6b_a_a_e18534e1"),
    Plugin("lockable-resources", "Lockable Resources plugin", "1255.vf48745da_35d0"),
    Plugin("mask-passwords", "Mask Passwords Plugin", "206.v5f4dee63f1a_6"),
    Plugin("matrix-auth", "Matrix Authorization Strategy Plugin", "3.2.6"),
    Plugin("parameterized-scheduler", "Parameterized Scheduler", "277.v61a_4b_a_49a_c5c"),
    Plugin("plain-credentials", "Plain Credentials Plugin", "183.va_de8f1dd5a_2b_"),
    Plugin("PrioritySorter", "Priority Sorter Plugin", "5.2.0"),
    Plugin("role-strategy", "Role-based Authorization Strategy", "777.v4fe599cb_ee95"),
    Plugin("ssh-credentials", "SSH Credentials Plugin", "349.vb_8b_6b_9709f5b_"),
    Plugin("throttle-concurrents", "Throttle Concurrent Builds Plug-in", "2.16"),
    Plugin("timestamper", "Timestamper", "1.30"),
    Plugin("xunit", "xUnit plugin", "3.1.5"),
)

#: Listed for clients, which choose the form of their XML and their own abilities by these. What jobs ask of them is
#: kept, and told where Igor does not act on it; seeds do not take them for installed.
LISTED = (
    Plugin("ant", "Ant Plugin", "520.vd082ecfb_16a_9"),
    Plugin("email-ext", "Email Extension Plugin", "1876.v28d8d38315b_d"),
    Plugin("git", "Git plugin", "5.7.0"),
    Plugin("git-client", "Git client plugin", "6.1.3"),
    Plugin("mailer", "Mailer Plugin", "489.vd4b_25144138f"),
    Plugin("matrix-project", "Matrix Project Plugin", "845.vffd7fa_f27555"),
    Plugin("metrics", "Metrics Plugin", "4.2.30-471.v55fa_495f2b_f5"),
    Plugin("nested-view", "Nested View Plugin", "1.36"),
    Plugin("next-build-number", "Next Build Number Plugin", "1.8"),
    Plugin("parameterized-trigger", "Parameterized Trigger plugin", "859.vb_e3907a_07a_16"),
    Plugin("prometheus", "Prometheus metrics plugin", "819.v50953a_c560dd"),
    Plugin("scm-api", "SCM API Plugin", "704.v3ce5c542825a_"),
    Plugin("script-security", "Script Security Plugin", "1369.v9b_98a_4e95b_2d"),
    Plugin("structs", "Structs Plugin", "343.vdcf37b_a_c81d5"),
    Plugin("swarm", "Swarm Plugin", "3.50"),
    Plugin("workflow-aggregator", "Pipeline", "608.v67378e9d3db_1"),
    Plugin("workflow-api", "Pipeline: API", "1373.v7b_813f10efa_b_"),
    Plugin("workflow-cps", "Pipeline: Groovy", "4106.v7a_8a_8176d450"),
    Plugin("workflow-job", "Pipeline: Job", "1505.vea_4b_20a_4a_495"),
    Plugin("workflow-step-api", "Pipeline: Step API", "700.v6e45cb_a_5a_a_21"),
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
