"""``XmlSlurper``: the lazy results of its paths (``groovy.util.slurpersupport.GPathResult``), changed in place.

Every path is a sequence of elements or of attribute values; names select children of all of its elements.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from igor.groovy.casts import as_java_type
from igor.groovy.host import MISSING, CallSite, HostObject
from igor.groovy.iteration import IteratorValue
from igor.groovy.null_closure import NullClosure
from igor.groovy.semantics import truth
from igor.groovy.text import to_string
from igor.groovy.xml_node import Node, NodeBuilder, is_closure

_PACKAGE = "groovy.util.slurpersupport"
_NUMBERS = {"toInteger": "Integer", "toLong": "Long", "toDouble": "Double", "toFloat": "Float",
            "toBigDecimal": "BigDecimal", "toBigInteger": "BigInteger"}  # fmt: skip


def deep_text(node: Node) -> str:
    """All texts below a node, in document order."""
    return "".join(deep_text(child) if isinstance(child, Node) else to_string(child) for child in node.children)


class GPath(HostObject):
    """Any result of a path: ``elements`` for element paths, ``values`` (with their names) for attributes."""

    iterates = True

    def __init__(self, elements: list[Node], name: str, above: GPath | None, kind: str = "NodeChildren") -> None:
        self.elements = elements
        self.name = name
        self.above = above
        self.kind = kind
        self.groovy_class = f"{_PACKAGE}.{kind}"
        self.namespaces: dict[str, str] = above.namespaces if above is not None else {}
        #: Whether names are compared with their prefixes: the reader was not aware of namespaces.
        self.raw_names: bool = above.raw_names if above is not None else False

    def items(self) -> list[Any]:
        """One result per element."""
        if self.kind == "NodeChild":
            return [self]
        return [GPath([element], element.name, self.above, "NodeChild") for element in self.elements]

    def text(self) -> str:
        """All texts inside, joined."""
        return "".join(deep_text(element) for element in self.elements)

    def to_groovy_string(self) -> str:
        return self.text()

    def get_property(self, name: str) -> Any:
        if name.startswith("@"):
            return AttributePath(self, name[1:])
        if name == "..":
            return self.parent()
        if name == "**":
            return self.depth_first()
        found = [child for element in self.elements for child in element.children if isinstance(child, Node)]
        if name not in ("*", ""):
            found = [child for child in found if self._matches(child, name)]
        return GPath(found, name, self)

    def _matches(self, node: Node, name: str) -> bool:
        if self.raw_names:
            return node.name == name
        prefix, colon, local = name.rpartition(":")
        if not colon:
            return node.name.rpartition(":")[2] == local
        return prefix in self.namespaces and node.name.rpartition(":")[2] == local

    def parent(self) -> GPath:
        """``..``: the elements that hold these."""
        found: list[Node] = []
        for element in self.elements:
            if element.parent is not None and all(element.parent is not one for one in found):
                found.append(element.parent)
        if not found:
            return self
        return GPath(found, found[0].name, None, "NodeChild" if len(found) == 1 else "NodeChildren")

    def depth_first(self) -> list[GPath]:
        """This and all elements below, parents first."""
        nodes = [node for element in self.elements for node in element.depth_first()]
        return [GPath([node], node.name, self, "NodeChild") for node in nodes]

    def breadth_first(self) -> list[GPath]:
        """This and all elements below, level by level."""
        level, found = list(self.elements), []
        while level:
            found += level
            level = [child for node in level for child in node.children if isinstance(child, Node)]
        return [GPath([node], node.name, self, "NodeChild") for node in found]

    def set_property(self, name: str, value: Any) -> bool:
        """``path.@attribute = x``, ``path.child = text``."""
        if name.startswith("@"):
            for element in self.elements:
                element.attributes[name[1:]] = to_string(value)
            return True
        self.get_property(name).replace_body(value)
        return True

    def replace_body(self, value: Any) -> None:
        """Put ``value`` (text, or what a closure builds) in place of what the elements hold."""
        for element in self.elements:
            built = _built(value)
            element.replace_value(built if built is not None else [to_string(value)])

    def replace_node(self, closure: Any) -> None:
        """Put what the closure builds in place of the elements."""
        for element in list(self.elements):
            holder = element.parent
            if holder is None:
                continue
            position = next(index for index, child in enumerate(holder.children) if child is element)
            holder.children[position : position + 1] = _built(closure) or []
            holder.replace_value(holder.children)

    def append_node(self, value: Any) -> None:
        """Add what the closure builds (or another path) at the end."""
        for element in self.elements:
            for child in _built(value) or []:
                element.append(child) if isinstance(child, Node) else element.children.append(child)

    def operate(self, operator: str, other: Any, site: CallSite) -> Any:
        if operator == "<<":
            self.append_node(other)
            return self
        if operator != "[":
            return MISSING
        if isinstance(other, int):
            return self._at(other)
        return self.get_property(to_string(other))

    def _at(self, position: int) -> Any:
        items = self.items()
        if -len(items) <= position < len(items):
            return items[position]
        return GPath([], self.name, self, "NoChildren")

    def invoke_method(self, name: str, arguments: list[Any], site: CallSite) -> Any:
        if name == "asBoolean" and not arguments:
            return self.kind != "NoChildren"
        method = _METHODS.get((name, len(arguments)))
        if method is not None:
            return method(self, *arguments)
        if name == "toBoolean" and not arguments:
            return self.text().strip().lower() in ("true", "y", "1")
        if name in _NUMBERS and not arguments:
            kind = _NUMBERS[name]
            return as_java_type(self.text().strip(), f"java.{'math' if kind.startswith('Big') else 'lang'}.{kind}")
        return MISSING

    def find_all(self, closure: Any) -> GPath:
        """The elements that the closure accepts."""
        found = [item for item in self.items() if truth(closure.call(item))]
        return GPath([item.elements[0] for item in found], self.name, self, "FilteredNodeChildren")

    def find(self, closure: Any) -> GPath:
        """The first element that the closure accepts."""
        for item in self.items():
            if truth(closure.call(item)):
                return item  # type: ignore[no-any-return]
        return GPath([], self.name, self, "NoChildren")


class AttributePath(GPath):
    """``path.@name``: the attribute of every element that has it."""

    def __init__(self, above: GPath, name: str) -> None:
        super().__init__([], name, above, "Attributes")
        self.values = [to_string(one.attributes[name]) for one in above.elements if name in one.attributes]

    def items(self) -> list[Any]:
        return [Attribute(self, value) for value in self.values]

    def text(self) -> str:
        return "".join(self.values)

    def get_property(self, name: str) -> Any:
        return GPath([], name, self)

    def find_all(self, closure: Any) -> Any:
        return [item for item in self.items() if truth(closure.call(item))]


class Attribute(AttributePath):
    """One attribute."""

    def __init__(self, above: AttributePath, value: str) -> None:
        GPath.__init__(self, [], above.name, above.above, "Attribute")
        self.values = [value]

    def items(self) -> list[Any]:
        return [self]


def _built(value: Any) -> list[Any] | None:
    """The nodes that a closure of markup (or a path) stands for; None for plain text."""
    if isinstance(value, GPath):
        return [element.clone() for element in value.elements]
    if not is_closure(value):
        return None
    return list(NodeBuilder().build("dummyNode", [value]).children)


def _declare(path: GPath, names: dict[Any, Any]) -> GPath:
    path.namespaces = {to_string(key): to_string(value) for key, value in names.items()}
    return path


def _namespace(path: GPath) -> str:
    node: Node | None = path.elements[0] if path.elements else None
    prefix = node.name.rpartition(":")[0] if node is not None else ""
    wanted = f"xmlns:{prefix}" if prefix else "xmlns"
    while node is not None:
        if wanted in node.attributes:
            return to_string(node.attributes[wanted])
        node = node.parent
    return ""


def _local_name(path: GPath) -> str:
    return path.name.rpartition(":")[2]


def _first_attributes(path: GPath) -> Any:
    if path.kind != "NodeChild":
        return MISSING
    entries = path.elements[0].attributes if path.elements else {}
    return {key: value for key, value in entries.items() if not key.startswith("xmlns")}


def _tested(closure: Any) -> Any:
    return NullClosure("GPathResult.find") if closure is None else closure


_METHODS: dict[tuple[str, int], Callable[..., Any]] = {
    ("text", 0): lambda path: path.text(),
    ("toString", 0): lambda path: path.text(),
    ("name", 0): _local_name,
    ("size", 0): lambda path: len(path.items()),
    ("isEmpty", 0): lambda path: not path.items(),
    ("children", 0): lambda path: path.get_property("*"),
    ("parent", 0): lambda path: path.parent(),
    ("attributes", 0): _first_attributes,
    ("list", 0): lambda path: path.items(),
    ("iterator", 0): lambda path: IteratorValue(iter(path.items())),
    ("nodeIterator", 0): lambda path: IteratorValue(iter(path.items())),
    ("depthFirst", 0): lambda path: path.depth_first(),
    ("breadthFirst", 0): lambda path: path.breadth_first(),
    ("findAll", 1): lambda path, closure: path.find_all(_tested(closure)),
    ("find", 1): lambda path, closure: path.find(_tested(closure)),
    ("equals", 1): lambda path, other: other is not None and path.text() == to_string(other),
    ("replaceNode", 1): lambda path, closure: path.replace_node(closure),
    ("replaceBody", 1): lambda path, value: path.replace_body(value),
    ("appendNode", 1): lambda path, value: path.append_node(value),
    ("leftShift", 1): lambda path, value: path.operate("<<", value, CallSite("", 0, 0)),
    ("declareNamespace", 1): _declare,
    ("namespaceURI", 0): _namespace,
    ("lookupNamespace", 1): lambda path, prefix: path.namespaces.get(to_string(prefix)),
    ("getAt", 1): lambda path, key: path.operate("[", key, CallSite("", 0, 0)),
    ("getProperty", 1): lambda path, name: path.get_property(to_string(name)),
}
