"""Triggering other jobs with parameters, as a step and as a publisher.

Source: helpers.common.DownstreamTriggerParameterContext, helpers.step.Downstream*, helpers.publisher.Downstream*
    (jenkinsci/job-dsl-plugin).
"""

from __future__ import annotations

from typing import Any

from igor.groovy.text import to_string
from igor.groovy.xml_node import Node
from igor.jobdsl.context import Call, Context, collect
from igor.jobdsl.declarations import declare
from igor.jobdsl.element import THRESHOLDS, joined, node, threshold

_TRIGGER = "hudson.plugins.parameterizedtrigger"


def parameter_configs(o: Context) -> Node:
    """``<configs>`` of everything that ``parameters`` set, in the plugin's fixed order."""
    made = [made for build in _CONFIGS if (made := build(o)) is not None] + list(o.nodes)
    return node("configs", made) if made else node("configs", cls="java.util.Collections$EmptyList")


def _booleans(o: Context) -> Node | None:
    configs = [node(f"{_TRIGGER}.BooleanParameterConfig", name=k, value=v) for k, v in o.booleanParam.items()]
    return node(f"{_TRIGGER}.BooleanParameters", configs=configs) if configs else None


def _flagged(option: str, cls: str) -> Any:
    return lambda o: node(cls) if o.options[option] else None


def _node_label(o: Context) -> Node | None:
    cls = "org.jvnet.jenkins.plugins.nodelabelparameter.parameterizedtrigger.NodeLabelBuildParameter"
    return node(cls, name=o.nodeLabel[0], nodeLabel=o.nodeLabel[1]) if o.nodeLabel and o.nodeLabel[0] else None


def _file(o: Context) -> Node | None:
    name, fail = o.propertiesFile or ("", False)
    if not name:
        return None
    return node(f"{_TRIGGER}.FileBuildParameters", propertiesFile=name, failTriggerOnMissing=fail)


def _git(o: Context) -> Node | None:
    if o.gitRevision is None:
        return None
    return node("hudson.plugins.git.GitRevisionBuildParameters", combineQueuedCommits=o.gitRevision)


def _predefined(o: Context) -> Node | None:
    lines = o.predefinedProps
    return node(f"{_TRIGGER}.PredefinedBuildParameters", properties=joined("\n", lines)) if lines else None


def _matrix(o: Context) -> Node | None:
    if not o.matrixSubset:
        return None
    return node(f"{_TRIGGER}.matrix.MatrixSubsetBuildParameters", filter=o.matrixSubset)


def _subversion(o: Context) -> Node | None:
    if o.subversionRevision is None:
        return None
    return node(f"{_TRIGGER}.SubversionRevisionBuildParameters", includeUpstreamParameters=o.subversionRevision)


_CONFIGS = (
    _booleans,
    _flagged("sameNode", f"{_TRIGGER}.NodeParameters"),
    _flagged("currentBuild", f"{_TRIGGER}.CurrentBuildParameters"),
    _node_label,
    _file,
    _git,
    _predefined,
    _matrix,
    _subversion,
)


def _set(option: str, make: Any) -> Any:
    return lambda a: a.context.set_option(option, make(a))


declare(
    "helpers.common.DownstreamTriggerParameterContext",
    {
        "booleanParam": lambda a: a.context.booleanParam.update({a.name: a.defaultValue}),
        "nodeLabel": _set("nodeLabel", lambda a: (a.paramName, a.nodeLabel)),
        "propertiesFile": _set("propertiesFile", lambda a: (a.fileName, a.failTriggerOnMissing)),
        "gitRevision": _set("gitRevision", lambda a: a.combineQueuedCommits),
        "subversionRevision": _set("subversionRevision", lambda a: a.includeUpstreamParameters),
        "predefinedProp": collect("predefinedProps", lambda a: f"{to_string(a.key)}={to_string(a.values['value'])}"),
        "predefinedProps": collect(
            "predefinedProps",
            lambda a: [f"{to_string(key)}={to_string(value)}" for key, value in a.predefinedPropsMap.items()],
        ),
    },
    extends="AbstractBuildParameters",
    options={
        "booleanParam": {},
        "sameNode": False,
        "currentBuild": False,
        "nodeLabel": None,
        "propertiesFile": None,
        "gitRevision": None,
        "predefinedProps": [],
        "matrixSubset": None,
        "subversionRevision": None,
    },
)


def add_parameters(a: Call) -> None:
    """Several ``parameters`` blocks add up, as if they were one."""
    present = a.context.options["parameters"]
    if present is None:
        a.context.set_option("parameters", a.o)
        return
    for name, value in a.o.options.items():
        if isinstance(value, list):
            present.options[name].extend(value)
        elif isinstance(value, dict):
            present.options[name].update(value)
        elif name in a.o.given:
            present.options[name] = value
    present.nodes.extend(a.o.nodes)


def configs_of(o: Context) -> Node:
    """``<configs>`` of a context with a ``parameters`` block."""
    parameters = o.options["parameters"]
    return (
        node("configs", cls="java.util.Collections$EmptyList") if parameters is None else parameter_configs(parameters)
    )


def _projects(a: Call) -> str:
    return a.projects if isinstance(a.projects, str) else joined(", ", a.projects)


def _block(o: Context) -> Node:
    wanted = (("buildStepFailure", o.buildStepFailure), ("unstable", o.unstable), ("failure", o.failure))
    return node("block", [threshold(f"{tag}Threshold", name) for tag, name in wanted if name != "never"])


def _step_trigger(a: Call) -> Node:
    o = a.o
    made = node(
        f"{_TRIGGER}.BlockableBuildTriggerConfig",
        node("projects", _projects(a)),
        node("condition", "ALWAYS"),
        node("triggerWithNoParameters", False),
        configs_of(o),
    )
    if o.parameterFactories:
        made.append(node("configFactories", list(o.parameterFactories)))
    if o.block is not None:
        made.append(_block(o.block))
    return made


def _publisher_trigger(a: Call) -> Node:
    return node(
        f"{_TRIGGER}.BuildTriggerConfig",
        node("projects", _projects(a)),
        node("condition", a.o.condition),
        node("triggerWithNoParameters", a.o.triggerWithNoParameters),
        configs_of(a.o),
    )


def _condition(a: Call) -> None:
    a.check(a.condition in _CONDITIONS, f"Trigger condition has to be one of these values: {','.join(_CONDITIONS)}")
    a.context.set_option("condition", a.condition)


_CONDITIONS = (
    "SUCCESS",
    "UNSTABLE",
    "UNSTABLE_OR_BETTER",
    "UNSTABLE_OR_WORSE",
    "FAILED",
    "ALWAYS",
    "FAILED_OR_BETTER",
)


def _block_threshold(a: Call) -> None:
    values = ("never", *THRESHOLDS)
    a.check(a.threshold in values, f"threshold must be one of {', '.join(values)}")
    a.context.set_option(a.method, a.threshold)


def _matching_files(a: Call) -> Node:
    a.one_of("noFilesFoundAction", ("SKIP", "NOPARMS", "FAIL"))
    return node(
        f"{_TRIGGER}.BinaryFileParameterFactory",
        parameterName=a.parameterName,
        filePattern=a.filePattern,
        noFilesFoundAction=a.noFilesFoundAction,
    )


declare("helpers.step.DownstreamContext", {"trigger": _step_trigger})
declare(
    "helpers.step.DownstreamTriggerContext",
    {
        "parameters": add_parameters,
        "block": lambda a: a.context.set_option("block", a.o),
        "parameterFactories": collect("parameterFactories", lambda a: list(a.o.nodes)),
    },
    options={"parameters": None, "block": None, "parameterFactories": []},
)
declare(
    "helpers.step.DownstreamTriggerBlockContext",
    dict.fromkeys(("buildStepFailure", "failure", "unstable"), _block_threshold),
    options=dict.fromkeys(("buildStepFailure", "failure", "unstable"), "never"),
)
declare(
    "helpers.step.DownstreamTriggerParameterFactoryContext",
    {"forMatchingFiles": _matching_files},
    extends="AbstractBuildParameterFactory",
)
declare("helpers.publisher.DownstreamContext", {"trigger": _publisher_trigger})
declare(
    "helpers.publisher.DownstreamTriggerContext",
    {"parameters": add_parameters, "condition": _condition},
    options={"parameters": None, "condition": "SUCCESS", "triggerWithNoParameters": False},
)
