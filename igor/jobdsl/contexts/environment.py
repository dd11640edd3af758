"""Environment variables of jobs, steps and wrappers (EnvInject).

Source: helpers.step.StepEnvironmentVariableContext, helpers.wrapper.WrapperEnvironmentVariableContext,
    helpers.toplevel.EnvironmentVariableContext (jenkinsci/job-dsl-plugin).
"""

from __future__ import annotations

from typing import Any

from igor.groovy.text import to_string
from igor.groovy.xml_node import Node
from igor.jobdsl.context import Call
from igor.jobdsl.declarations import declare
from igor.jobdsl.element import joined_or_none, node
from igor.jobdsl.item import Edit, put_node


def info(options: Any, *, load_files: bool | None = None) -> Node:
    """``<info>``: only what is set, in EnvInject's order; the step's form has no ``loadFilesFromMaster``."""
    return node(
        "info",
        propertiesFilePath=options.propertiesFile or None,
        propertiesContent=joined_or_none("\n", options.properties),
        scriptFilePath=options.options.get("scriptFile") or None,
        scriptContent=options.options.get("script") or None,
        groovyScriptContent=options.options.get("groovy") or None,
        loadFilesFromMaster=load_files,
    )


def _env(a: Call) -> None:
    a.context.options["properties"].append(f"{to_string(a.key)}={to_string(a.values['value'])}")


def _envs(a: Call) -> None:
    a.context.options["properties"].extend(f"{to_string(key)}={to_string(value)}" for key, value in a.map.items())


def job_environment(a: Call) -> Edit:
    """``environmentVariables`` of a job; variables given as a map come first."""
    mapped = [f"{to_string(key)}={to_string(value)}" for key, value in (a.vars or {}).items()]
    a.o.options["properties"][:0] = mapped
    made = node(
        "EnvInjectJobProperty",
        info(a.o, load_files=a.o.loadFilesFromMaster),
        on=True,
        keepJenkinsSystemVariables=a.o.keepSystemVariables,
        keepBuildVariables=a.o.keepBuildVariables,
        overrideBuildParameters=a.o.overrideBuildParameters,
        contributors=list(a.o.contributors),
    )
    return put_node("properties", made)


def wrapper_environment(a: Call) -> Node:
    """``wrappers { environmentVariables { … } }``."""
    return node("EnvInjectBuildWrapper", info(a.o, load_files=False))


_STEP = "helpers.step.StepEnvironmentVariableContext"
_WRAPPER = "helpers.wrapper.WrapperEnvironmentVariableContext"
declare(_STEP, {"env": _env, "envs": _envs}, options={"properties": [], "propertiesFile": None})
declare(_WRAPPER, parent=_STEP, options={"script": None, "scriptFile": None, "groovy": None})
declare(
    "helpers.toplevel.EnvironmentVariableContext",
    {"contributors": lambda a: a.context.options["contributors"].extend(a.o.nodes)},
    parent=_WRAPPER,
    options={
        "loadFilesFromMaster": False,
        "keepSystemVariables": True,
        "keepBuildVariables": True,
        "overrideBuildParameters": False,
        "contributors": [],
    },
)
declare(
    "helpers.toplevel.EnvironmentVariableContributorsContext",
    {
        "populateToolInstallations": lambda a: node(
            "org.jenkinsci.plugins.sharedobjects.ToolInstallationJobProperty", populateToolInstallation=True
        )
    },
    extends="EnvironmentContributor",
)
