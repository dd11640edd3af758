"""Parameters whose choices come from a script, from Subversion tags, or from a build selector.

Source: helpers.BuildParametersContext, helpers.parameter.ActiveChoice*, ListTagsParamContext,
    helpers.BuildSelectorParameterContext (jenkinsci/job-dsl-plugin).
"""

from __future__ import annotations

import uuid
from typing import Any

from igor.groovy.xml_node import Node
from igor.jobdsl.context import Call, store
from igor.jobdsl.declarations import OneOf, declare
from igor.jobdsl.element import joined, node

_CHOICE = "org.biouno.unochoice"
_SELECTOR = "hudson.plugins.copyartifact"


def add_parameter(a: Call, made: Node) -> None:
    """Keep the parameter under its name; the same name twice in one ``parameters`` block is refused."""
    name = a.parameterName or a.paramName or a.fileLocation
    parameters: dict[str, Node] = a.context.options["parameters"]
    a.check(name, "parameterName cannot be null")
    a.check(name not in parameters, f"parameter {name} already defined")
    parameters[name] = made


def stable_uuid(a: Call) -> uuid.UUID:
    """A uuid that stays the same from run to run, where Job DSL's is random."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{a.context.item.full_name}#{a.parameterName}")


def _active_choice(a: Call, cls: str) -> Node:
    """The fields that all active choices begin with; the random name stays the same from run to run."""
    made = node(
        f"{_CHOICE}.{cls}",
        name=a.parameterName,
        description=a.o.description or "",
        randomName=f"choice-parameter-{stable_uuid(a).int % 10**15}",
        visibleItemCount=1,
    )
    if a.o.groovyScript is not None:
        made.append(a.o.groovyScript)
    return made


def _append(made: Node, **fields: Any) -> Node:
    for name, value in fields.items():
        made.append(node(name, value))
    return made


def _choice(a: Call) -> None:
    made = _active_choice(a, "ChoiceParameter")
    add_parameter(a, _append(made, filterable=a.o.filterable, choiceType=f"PT_{a.o.choiceType}"))


def _referenced(a: Call) -> str:
    return joined(", ", dict.fromkeys(a.o.referencedParameter))


def _reactive(a: Call) -> None:
    made = _active_choice(a, "CascadeChoiceParameter")
    _append(made, filterable=a.o.filterable, choiceType=f"PT_{a.o.choiceType}", referencedParameters=_referenced(a))
    made.append(node("parameters", cls="linked-hash-map"))
    add_parameter(a, made)


def _reactive_reference(a: Call) -> None:
    made = _active_choice(a, "DynamicReferenceParameter")
    kind = f"ET_{a.o.choiceType}"
    _append(made, referencedParameters=_referenced(a), choiceType=kind, omitValueField=a.o.omitValueField)
    made.append(node("parameters", cls="linked-hash-map"))
    add_parameter(a, made)


def _groovy_script(a: Call) -> Node:
    return node(
        "script",
        cls=f"{_CHOICE}.model.GroovyScript",
        script=a.o.script or "",
        fallbackScript=a.o.fallbackScript or "",
    )


def _list_tags(a: Call) -> None:
    a.check(a.scmUrl, "scmUrl cannot be null or empty")
    o = a.o.options | {name: value for name, value in a.values.items() if name in a.o.options}
    made = node(
        "hudson.scm.listtagsparameter.ListSubversionTagsParameterDefinition",
        name=a.parameterName,
        tagsDir=a.scmUrl,
        tagsFilter=o["tagFilterRegex"] or "",
        reverseByDate=o["sortNewestFirst"],
        reverseByName=o["sortZtoA"],
        maxTags=o["maxTagsToDisplay"] or "",
        defaultValue=o["defaultValue"] or "",
        description=o["description"] or "",
        credentialsId=o["credentialsId"] or "",
        uuid=str(stable_uuid(a)),
    )
    add_parameter(a, made)


def _build_selector(a: Call) -> None:
    chosen = a.o.defaultBuildSelector or node("selector", cls=f"{_SELECTOR}.StatusBuildSelector")
    made = node(f"{_SELECTOR}.BuildSelectorParameter", name=a.parameterName, description=a.o.description)
    made.append(Node("defaultSelector", chosen.attributes, chosen.children))
    add_parameter(a, made)


#: Method of BuildParametersContext → what adds its parameter.
HANDLERS: dict[str, Any] = {
    "activeChoiceParam": _choice,
    "activeChoiceReactiveParam": _reactive,
    "activeChoiceReactiveReferenceParam": _reactive_reference,
    "listTagsParam": _list_tags,
    "buildSelectorParam": _build_selector,
}

_PREFIX = "helpers.parameter"
_SCRIPT = {"groovyScript": store("groovyScript", _groovy_script)}
_COMMON = {"description": None, "groovyScript": None}
_SELECT = OneOf(("SINGLE_SELECT", "MULTI_SELECT", "CHECKBOX", "RADIO"), "SINGLE_SELECT")
_SHOWN = OneOf(("FORMATTED_HTML", "FORMATTED_HIDDEN_HTML", "TEXT_BOX", "ORDERED_LIST", "UNORDERED_LIST"), "TEXT_BOX")

declare(f"{_PREFIX}.ActiveChoiceContext", _SCRIPT, options=_COMMON | {"filterable": False, "choiceType": _SELECT})
declare(
    f"{_PREFIX}.ActiveChoiceReactiveContext",
    parent=f"{_PREFIX}.ActiveChoiceContext",
    options={"referencedParameter": []},
)
declare(
    f"{_PREFIX}.ActiveChoiceReactiveReferenceContext",
    _SCRIPT,
    options=_COMMON | {"referencedParameter": [], "omitValueField": False, "choiceType": _SHOWN},
)
declare(f"{_PREFIX}.ActiveChoiceGroovyScriptContext", options={"script": None, "fallbackScript": None})
declare(
    f"{_PREFIX}.ListTagsParamContext",
    options={
        "description": None,
        "tagFilterRegex": None,
        "sortNewestFirst": False,
        "sortZtoA": False,
        "maxTagsToDisplay": None,
        "defaultValue": None,
        "credentialsId": None,
    },
)
declare(
    "helpers.BuildSelectorParameterContext",
    {"defaultBuildSelector": store("defaultBuildSelector", lambda a: a.o.nodes[-1] if a.o.nodes else None)},
    options={"description": None, "defaultBuildSelector": None},
)
