"""Build parameters.

Source: javaposse.jobdsl.dsl.helpers.BuildParametersContext (jenkinsci/job-dsl-plugin).
"""

from __future__ import annotations

from typing import Any

from igor.groovy.xml_node import Node
from igor.jobdsl.context import Call
from igor.jobdsl.contexts import choices
from igor.jobdsl.contexts.choices import add_parameter, stable_uuid
from igor.jobdsl.declarations import OneOf, declare
from igor.jobdsl.element import node, strings
from igor.jobdsl.null import is_null, or_none

_LABEL = "org.jvnet.jenkins.plugins.nodelabelparameter"


def _simple(cls: str) -> Any:
    def handler(a: Call) -> None:
        default = "" if is_null(a.defaultValue) else a.defaultValue
        add_parameter(a, node(cls, name=a.parameterName, defaultValue=default, description=or_none(a.description)))

    return handler


def _choice(a: Call) -> None:
    a.check(not is_null(a.options), "options cannot be null")
    options = list(a.options)
    a.check(options, "at least one option must be specified")
    choices = node("choices", node("a", strings(options), cls="string-array"), cls="java.util.Arrays$ArrayList")
    add_parameter(
        a,
        node(
            "hudson.model.ChoiceParameterDefinition", choices, name=a.parameterName, description=or_none(a.description)
        ),
    )


def _file(a: Call) -> None:
    add_parameter(
        a, node("hudson.model.FileParameterDefinition", name=a.fileLocation, description=or_none(a.description))
    )


def _run(a: Call) -> None:
    a.check(a.jobToRun, "jobToRun cannot be null or empty")
    made = node(
        "hudson.model.RunParameterDefinition",
        name=a.parameterName,
        projectName=a.jobToRun,
        description=or_none(a.description),
        filter=or_none(a.filter),
    )
    add_parameter(a, made)


def _password(a: Call) -> None:
    cls = "com.michelin.cio.hudson.plugins.passwordparam.PasswordParameterDefinition"
    add_parameter(a, node(cls, name=a.parameterName, description=a.description or ""))


def _eligibility(name: str) -> Node:
    return node("nodeEligibility", cls=f"{_LABEL}.node.{name}")


def _label(a: Call) -> None:
    made = node(
        f"{_LABEL}.LabelParameterDefinition",
        name=a.parameterName,
        defaultValue=a.o.defaultValue or "",
        description=a.o.description or "",
        allNodesMatchingLabel=a.o.allNodes is not None,
        triggerIfResult=(a.o.allNodes or ("allCases",))[0],
    )
    made.append(_eligibility((a.o.allNodes or ("", "AllNodeEligibility"))[1]))
    add_parameter(a, made)


def _all_nodes(a: Call) -> None:
    a.one_of("trigger", ("success", "unstable", "allCases"))
    a.one_of("eligibility", _ELIGIBILITY)
    a.context.set_option("allNodes", (a.trigger, a.eligibility))


def _node(a: Call) -> None:
    many = a.o.trigger != "multiSelectionDisallowed"
    made = node(
        f"{_LABEL}.NodeParameterDefinition",
        name=a.parameterName,
        description="null" if a.o.description is None else a.o.description,
        allowedSlaves=strings(a.o.allowedNodes),
        defaultSlaves=strings(a.o.defaultNodes),
        triggerIfResult=a.o.trigger,
        allowMultiNodeSelection=many,
        triggerConcurrentBuilds=a.o.trigger == "allowMultiSelectionForConcurrentBuilds",
        ignoreOfflineNodes=False,
    )
    made.append(_eligibility(a.o.eligibility))
    add_parameter(a, made)


def _credentials(a: Call) -> None:
    made = node(
        "com.cloudbees.plugins.credentials.CredentialsParameterDefinition",
        name=a.paramName or a.parameterName,
        description=a.o.description or "",
        defaultValue=a.o.defaultValue or "",
        credentialType=a.o.type,
        required=a.o.required,
    )
    add_parameter(a, made)


def _credentials_type(a: Call) -> None:
    a.check(a.type, "type must not be null or empty")
    a.context.set_option("type", a.type)


def _matrix_combinations(a: Call) -> None:
    made = node(
        "hudson.plugins.matrix__configuration__parameter.MatrixCombinationsParameterDefinition",
        name=a.parameterName,
        description=a.description or "",
        defaultCombinationFilter=a.defaultValue or None,
    )
    add_parameter(a, made)


def _git(a: Call) -> None:
    made = node(
        "net.uaznia.lukanus.hudson.plugins.gitparameter.GitParameterDefinition",
        name=a.parameterName,
        description=a.o.description or "",
        uuid=str(stable_uuid(a)),
        type=f"PT_{a.o.type}",
        branch=a.o.branch or "",
        tagFilter=a.o.tagFilter or "",
        sortMode=a.o.sortMode,
        defaultValue=a.o.defaultValue or "",
    )
    add_parameter(a, made)


_ELIGIBILITY = ("AllNodeEligibility", "IgnoreOfflineNodeEligibility", "IgnoreTempOfflineNodeEligibility")

declare(
    "helpers.BuildParametersContext",
    {
        "stringParam": _simple("hudson.model.StringParameterDefinition"),
        "textParam": _simple("hudson.model.TextParameterDefinition"),
        "booleanParam": _simple("hudson.model.BooleanParameterDefinition"),
        "globalVariableParam": _simple(
            "hudson.plugins.global__variable__string__parameter.GlobalVariableStringParameterDefinition"
        ),
        "choiceParam": _choice,
        "fileParam": _file,
        "runParam": _run,
        "nonStoredPasswordParam": _password,
        "labelParam": _label,
        "nodeParam": _node,
        "credentialsParam": _credentials,
        "matrixCombinationsParam": _matrix_combinations,
        "gitParam": _git,
    }
    | choices.HANDLERS,
    extends="ParameterDefinition",
    options={"parameters": {}},
)
declare(
    "helpers.LabelParamContext",
    {"allNodes": _all_nodes},
    options={"defaultValue": None, "description": None, "allNodes": None},
)
declare(
    "helpers.NodeParamContext",
    options={
        "description": None,
        "allowedNodes": [],
        "defaultNodes": [],
        "trigger": OneOf(
            ("success", "unstable", "allCases", "allowMultiSelectionForConcurrentBuilds", "multiSelectionDisallowed"),
            "multiSelectionDisallowed",
        ),
        "eligibility": OneOf(_ELIGIBILITY, "AllNodeEligibility"),
    },
)
declare(
    "helpers.parameter.CredentialsParameterContext",
    {"type": _credentials_type},
    options={
        "type": "com.cloudbees.plugins.credentials.common.StandardCredentials",
        "required": False,
        "defaultValue": None,
        "description": None,
    },
)
declare(
    "helpers.GitParamContext",
    options={
        "description": None,
        "type": OneOf(("TAG", "BRANCH", "BRANCH_TAG", "REVISION"), "TAG"),
        "branch": None,
        "tagFilter": None,
        "sortMode": OneOf(("NONE", "ASCENDING_SMART", "DESCENDING_SMART", "ASCENDING", "DESCENDING"), "NONE"),
        "defaultValue": None,
    },
)
