"""Classes of Groovy and Job DSL that scripts name: node building, XML reading, and the types of the DSL.

Source: groovy.util.NodeBuilder, Node, XmlParser; the default imports of javaposse.jobdsl.dsl.JobParent.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from igor.groovy.construct import HostClass
from igor.groovy.host import MISSING, CallSite, HostError, HostObject
from igor.groovy.xml_node import Node, NodeBuilder
from igor.groovy.xml_text import XmlError, parse_xml, print_node
from igor.jobdsl.context import plain
from igor.jobdsl.enums import ENUMS


class BuiltClass(HostClass):
    """A class whose constructor is a Python function."""

    def __init__(self, groovy_class: str, make: Callable[..., Any]) -> None:
        self.groovy_class = groovy_class
        self._make = make

    def construct(self, arguments: list[Any]) -> Any:
        try:
            return self._make(*arguments)
        except TypeError as error:
            raise HostError(f"Could not find matching constructor for: {self.groovy_class}: {error}") from error


class DslType(HostClass):
    """A type of the DSL that helper classes declare parameters with; scripts cannot construct it."""

    def __init__(self, groovy_class: str) -> None:
        self.groovy_class = groovy_class


class XmlParser(HostObject):
    """``groovy.util.XmlParser``: text in, nodes out."""

    groovy_class = "groovy.util.XmlParser"

    def invoke_method(self, name: str, arguments: list[Any], site: CallSite) -> Any:
        if name not in ("parseText", "parse") or len(arguments) != 1:
            return MISSING
        text = getattr(arguments[0], "get_property", lambda _name: arguments[0])("text")
        try:
            return parse_xml(plain(text))
        except XmlError as error:
            raise HostError(str(error), "org.xml.sax.SAXParseException") from error


class XmlUtil(HostObject):
    """``groovy.xml.XmlUtil``: the text of a node."""

    groovy_class = "groovy.xml.XmlUtil"

    def invoke_method(self, name: str, arguments: list[Any], site: CallSite) -> Any:
        if name != "serialize" or len(arguments) != 1 or not isinstance(arguments[0], Node):
            return MISSING
        return '<?xml version="1.0" encoding="UTF-8"?>' + print_node(arguments[0])


def _node(parent: Node | None, name: Any, *rest: Any) -> Node:
    attributes = rest[0] if rest and isinstance(rest[0], dict) else None
    values = rest[1:] if attributes is not None else rest
    return Node(str(plain(name)), dict(attributes or {}), values[0] if values else MISSING, parent)


_DSL_TYPES = [
    "DslFactory",
    "Item",
    "Job",
    "Project",
    "View",
    "Folder",
    "jobs.FreeStyleJob",
    "jobs.WorkflowJob",
    "jobs.MatrixJob",
    "jobs.MavenJob",
    "jobs.MultiJob",
    "jobs.MultibranchWorkflowJob",
    "jobs.OrganizationFolderJob",
    "views.ListView",
    "views.NestedView",
]


def host_classes() -> dict[str, Any]:
    """Simple class name → what scripts get for it."""
    types = {name.rpartition(".")[2]: DslType(f"javaposse.jobdsl.dsl.{name}") for name in _DSL_TYPES}
    return {
        **ENUMS,
        **types,
        "NodeBuilder": BuiltClass("groovy.util.NodeBuilder", NodeBuilder),
        "Node": BuiltClass("groovy.util.Node", _node),
        "XmlParser": BuiltClass("groovy.util.XmlParser", lambda *_flags: XmlParser()),
        "XmlUtil": XmlUtil(),
    }
