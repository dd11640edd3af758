"""The environment variables of a build's commands: pure.

``WORKSPACE``, ``WORKSPACE_TMP``, ``JENKINS_SERVER_COOKIE`` and ``IGOR_ATTEMPT`` are set by agent and wrapper, which
know them.
Source: jenkins.model.CoreEnvironmentContributor, hudson.model.Run.getCharacteristicEnvVars,
hudson.model.StringParameterValue.buildEnvironment.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import PurePath

import igor
from igor.model.build import Cause, ParameterValue, approver_of
from igor.model.names import split, url_path

_REFERENCE = re.compile(r"\$(?:\{(\w+)\}|(\w+))")


@dataclass(frozen=True, slots=True)
class BuildFacts:
    """What the variables are made of. ``root_url`` is empty when not configured; parameters are in plain text.

    ``release``: the folder of the release that the build holds, named by its digest.
    """

    job_full_name: str
    number: int
    node_name: str
    node_labels: frozenset[str]
    executor: int
    home: PurePath
    root_url: str = ""
    display_name: str | None = None
    started_ms: int = 0
    causes: tuple[Cause, ...] = ()
    parameters: tuple[ParameterValue, ...] = ()
    extra: tuple[tuple[str, str], ...] = ()
    release: PurePath | None = None


def build_environment(facts: BuildFacts) -> dict[str, str]:
    """All variables: the build's own, then the job's (``extra``, expanded), then the parameters, which win."""
    variables = {**_identity(facts), **_place(facts), **_urls(facts), **_own(facts)}
    parameters = parameter_variables(facts.parameters, facts.root_url)
    for name, value in facts.extra:
        variables[name] = expand(value, {**variables, **parameters})
    return {**variables, **parameters}


def parameter_variables(parameters: Iterable[ParameterValue], root_url: str = "") -> dict[str, str]:
    """Each parameter under its name and under its name in capitals, as Jenkins does."""
    variables: dict[str, str] = {}
    for parameter in parameters:
        if parameter.class_name == "hudson.model.RunParameterValue":
            variables |= _run_variables(parameter, root_url)
            continue
        text = parameter_text(parameter.value)
        variables[parameter.name] = text
        variables[parameter.name.upper()] = text
    return variables


def _run_variables(parameter: ParameterValue, root_url: str) -> dict[str, str]:
    """The build's URL and what it is called. Source: hudson.model.RunParameterValue.buildEnvironment."""
    job, _, number = str(parameter.value).rpartition("#")
    root = f"{root_url.rstrip('/')}/" if root_url else ""
    facts = {
        "": f"{root}{url_path(job)}{number}/",
        "_JOBNAME": job,
        "_NUMBER": number,
        "_NAME": parameter.details.get("display_name", ""),
        "_RESULT": parameter.details.get("result", ""),
    }
    names = (parameter.name, parameter.name.upper())
    return {name + suffix: text for name in names for suffix, text in facts.items()}


def parameter_text(value: str | bool) -> str:
    """``True`` → ``true``."""
    return str(value).lower() if isinstance(value, bool) else value


def expand(text: str, variables: Mapping[str, str]) -> str:
    """``$NAME`` and ``${NAME}`` replaced where known, left as they are where not. Source: hudson.Util.replaceMacro."""
    return _REFERENCE.sub(lambda match: variables.get(match[1] or match[2], match[0]), text)


def scheduled_ms(facts: BuildFacts) -> int:
    """The time that the build was meant for: its timer slot, else its start."""
    slots = [cause.details.get("scheduled_ms") for cause in facts.causes if cause.kind == "timer"]
    return next((int(slot) for slot in slots if slot is not None), facts.started_ms)


def _identity(facts: BuildFacts) -> dict[str, str]:
    number = str(facts.number)
    return {
        "BUILD_NUMBER": number,
        "BUILD_ID": number,
        "BUILD_DISPLAY_NAME": facts.display_name or f"#{number}",
        "BUILD_TAG": f"jenkins-{facts.job_full_name.replace('/', '-')}-{number}",
        "JOB_NAME": facts.job_full_name,
        "JOB_BASE_NAME": split(facts.job_full_name)[1],
        "CLASSPATH": "",
        "CI": "true",
    }


def _place(facts: BuildFacts) -> dict[str, str]:
    return {
        "NODE_NAME": facts.node_name,
        "NODE_LABELS": " ".join(sorted(facts.node_labels | {facts.node_name})),
        "EXECUTOR_NUMBER": str(facts.executor),
        "JENKINS_HOME": str(facts.home),
        "HUDSON_HOME": str(facts.home),
    }


def _urls(facts: BuildFacts) -> dict[str, str]:
    if not facts.root_url:
        return {}
    root = facts.root_url.rstrip("/") + "/"
    job = root + url_path(facts.job_full_name)
    build = f"{job}{facts.number}/"
    return {
        "JENKINS_URL": root,
        "HUDSON_URL": root,
        "JOB_URL": job,
        "BUILD_URL": build,
        "JOB_DISPLAY_URL": job,
        "RUN_DISPLAY_URL": build,
        "RUN_ARTIFACTS_DISPLAY_URL": f"{build}artifact/",
        "RUN_CHANGES_DISPLAY_URL": f"{build}changes",
        "RUN_TESTS_DISPLAY_URL": f"{build}testReport",
    }


def _own(facts: BuildFacts) -> dict[str, str]:
    approver = approver_of(facts.causes)
    return {
        "IGOR": "1",
        "IGOR_VERSION": igor.__version__,
        "IGOR_SCHEDULED_AT": _scheduled_at(facts),
        **({"IGOR_APPROVED_BY": approver} if approver else {}),
        **_release(facts),
    }


def _release(facts: BuildFacts) -> dict[str, str]:
    """Its name, and where its files are on the controller's machine."""
    return {"IGOR_RELEASE": facts.release.name, "IGOR_RELEASE_DIR": str(facts.release)} if facts.release else {}


def _scheduled_at(facts: BuildFacts) -> str:
    """ISO 8601 with the offset of the timer's time zone; in UTC where no timer says one."""
    told = [cause.details.get("scheduled_at") for cause in facts.causes if cause.kind == "timer"]
    if told and told[0]:
        return str(told[0])
    at = datetime.fromtimestamp(scheduled_ms(facts) / 1000, UTC)
    return at.isoformat(timespec="seconds").replace("+00:00", "Z")
