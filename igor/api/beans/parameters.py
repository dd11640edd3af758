"""The parameters that a job declares. Source: hudson.model.ParametersDefinitionProperty, ParameterDefinition."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from igor.api.beans.actions import parameter
from igor.api.export import Bean, BeanType, Property
from igor.controller.parameters import VALUE_CLASSES, default_of
from igor.model.build import ParameterValue
from igor.model.job import ParameterDefinition


def parameters_property(definitions: Sequence[ParameterDefinition]) -> Bean:
    """The property of a job that holds its parameters."""
    return Bean(_PROPERTY, definitions)


def _definition_beans(definitions: Sequence[ParameterDefinition]) -> list[Bean]:
    return [Bean(_definition_type(each.class_name, each.kind), each) for each in definitions]


def _default(definition: ParameterDefinition) -> Bean | None:
    if definition.kind in ("file", "run"):
        return None
    class_name = VALUE_CLASSES[definition.kind]
    secret = definition.kind == "password"
    return parameter(ParameterValue(definition.name, default_of(definition), class_name, secret))


@lru_cache
def _definition_type(class_name: str, kind: str) -> BeanType:
    own = [Property("choices", lambda definition: list(definition.choices), 3)] if kind == "choice" else []
    if kind == "run":
        own = [
            Property("filter", lambda definition: definition.filter, 3),
            Property("projectName", lambda definition: definition.project, 3),
        ]
    return BeanType(class_name, own, extends=_DEFINITION)


_PROPERTY = BeanType(
    "hudson.model.ParametersDefinitionProperty", [Property("parameterDefinitions", _definition_beans, 2)]
)
_DEFINITION = BeanType(
    "hudson.model.ParameterDefinition",
    [
        Property("defaultParameterValue", _default, 3),
        Property("description", lambda definition: definition.description, 3),
        Property("name", lambda definition: definition.name, 3),
        Property("type", lambda definition: definition.class_name.rpartition(".")[2], 3),
    ],
)
