"""Configure blocks: closures that edit the XML of an item, a step or a publisher.

Source: javaposse.jobdsl.dsl.MissingPropertyToStringDelegate, ContextHelper (jenkinsci/job-dsl-plugin).
"""

from __future__ import annotations

from typing import Any

from igor.groovy.host import DELEGATE_FIRST, CallSite, HostObject
from igor.groovy.xml_node import Node, NodeBuilder, is_closure


class ConfigureDelegate(HostObject):
    """Inside a configure block: an unknown property is its own name, an unknown method builds a detached node."""

    groovy_class = "javaposse.jobdsl.dsl.MissingPropertyToStringDelegate"
    answers_anything = True

    def get_property(self, name: str) -> Any:
        return name

    def invoke_method(self, name: str, arguments: list[Any], site: CallSite) -> Any:
        for argument in arguments:
            if is_closure(argument):
                argument.resolve_strategy = DELEGATE_FIRST
        return NodeBuilder().build(name, arguments)


def configure_node(target: Node, closure: Any) -> Node:
    """Run a configure block on ``target``."""
    if closure is not None:
        closure.delegate = ConfigureDelegate()
        closure.call(target)
    return target
