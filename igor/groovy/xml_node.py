"""``groovy.util.Node``, ``NodeList`` and ``NodeBuilder`` for scripts.

A node's value is either a list (child nodes and texts) or one plain value, as in Groovy; ``children`` sees both as a
list. The operators ``/`` and ``<<`` are the ones that Job DSL adds inside configure blocks.

Source: groovy.util.Node, NodeList, NodeBuilder (Groovy 2.4);
    javaposse.jobdsl.dsl.NodeEnhancement for the operators.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from igor.groovy.host import DELEGATE_FIRST, MISSING, CallSite, HostError, HostObject
from igor.groovy.iteration import IteratorValue
from igor.groovy.text import java_text, to_string


class NodeList(list[Any], HostObject):
    """``groovy.util.NodeList``: a list whose unknown properties collect the children of all its nodes."""

    groovy_class = "groovy.util.NodeList"

    def invoke_method(self, name: str, arguments: list[Any], site: CallSite) -> Any:
        """Only what a plain list lacks; the rest is answered by the built-ins for lists."""
        if name == "text" and not arguments:
            return "".join(child.text() if isinstance(child, Node) else str(child) for child in self)
        if name == "getAt" and len(arguments) == 1 and isinstance(arguments[0], str):
            return self.get_property(arguments[0])
        return MISSING

    def get_property(self, name: str) -> Any:
        """The children of that name (or attributes, with ``@``) of every node in the list."""
        found = [child.get(name) for child in self if isinstance(child, Node)]
        if name.startswith("@"):
            return found
        return NodeList(item for part in found for item in part)

    def operate(self, operator: str, other: Any, site: CallSite) -> Any:
        """``list[0]`` (null beyond the end) and ``list['name']``."""
        if operator != "[" or not isinstance(other, int):
            return MISSING
        return self[other] if -len(self) <= other < len(self) else None

    def to_groovy_string(self) -> str:
        return "[" + ", ".join(to_string(item) for item in self) + "]"


class Node(HostObject):
    """One element: ``name``, ``attributes`` in order, and a value that is a list or one plain value."""

    groovy_class = "groovy.util.Node"

    def __init__(
        self, name: str, attributes: dict[str, Any] | None = None, value: Any = MISSING, parent: Node | None = None
    ) -> None:
        self.name = name
        self.attributes: dict[str, Any] = {} if attributes is None else attributes
        self.parent: Node | None = None
        self.value: Any = value
        if value is MISSING:
            self.value = NodeList()
        elif isinstance(value, list):
            _adopt(self, value)
        if parent is not None:
            parent.append(self)

    @property
    def children(self) -> list[Any]:
        """The value as a list; changing it does not change a plain value."""
        if isinstance(self.value, list):
            return self.value
        return [] if self.value is None else [self.value]

    def items(self) -> list[Any]:
        """What a script's iteration over the node runs through."""
        return list(self.children)

    def elements(self, name: str) -> list[Node]:
        """The direct child nodes of that name."""
        return [child for child in self.children if isinstance(child, Node) and child.name == name]

    def first(self, name: str) -> Node | None:
        """The first direct child node of that name."""
        return next(iter(self.elements(name)), None)

    def text(self) -> str:
        """All texts inside, joined."""
        if not isinstance(self.value, list):
            return "" if self.value is None else to_string(self.value)
        return "".join(child.text() if isinstance(child, Node) else to_string(child) for child in self.value)

    def append(self, child: Node) -> bool:
        """Make ``child`` the last child, taking it from its former parent."""
        if child.parent is not None:
            child.parent.remove(child)
        if not isinstance(self.value, list):
            self.value = NodeList(self.children)
        self.value.append(child)
        child.parent = self
        return True

    def append_node(self, name: str, *rest: Any) -> Node:
        """Create and append a child from ``([attributes], [value])``."""
        attributes = rest[0] if rest and isinstance(rest[0], dict) else None
        values = rest[1:] if attributes is not None else rest
        return Node(str(name), dict(attributes or {}), values[0] if values else MISSING, self)

    def remove(self, child: Node) -> bool:
        """Take ``child`` out; False when it is not here."""
        for position, present in enumerate(self.children):
            if present is child:
                del self.children[position]
                child.parent = None
                return True
        return False

    def get(self, name: str) -> Any:
        """What GPath's ``node.name`` gives: children, ``@attribute``, ``*``, ``**`` or ``..``."""
        if name.startswith("@"):
            return self.attributes.get(name[1:])
        if name == "..":
            return self.parent
        if name == "*":
            return self.children
        if name == "**":
            return NodeList([self, *_below(self)])
        return NodeList(self.elements(name))

    def depth_first(self) -> Iterator[Node]:
        """This node and all below it, parents first."""
        yield self
        for child in self.children:
            if isinstance(child, Node):
                yield from child.depth_first()

    def breadth_first(self) -> list[Any]:
        """This node and all below it, level by level; texts where they are not alone in their element."""
        level: list[Any] = [self]
        found: list[Any] = []
        while level:
            found += level
            inside = [node.children for node in level if isinstance(node, Node)]
            level = [child for part in inside for child in part if isinstance(child, Node) or len(part) > 1]
        return found

    def clone(self) -> Node:
        """A deep copy without a parent; attributes keep their order."""
        return self._copy(dict)

    def clone_hashed(self) -> Node:
        """A deep copy as ``/`` and ``<<`` make it: attributes in the order of a Java HashMap."""
        return self._copy(hash_order)

    def _copy(self, order: Callable[[dict[str, Any]], dict[str, Any]]) -> Node:
        value = self.value
        if isinstance(value, list):
            value = NodeList([item._copy(order) if isinstance(item, Node) else item for item in value])
        return Node(self.name, order(self.attributes) if self.attributes else {}, value)

    def slash(self, other: Node | str) -> Node:
        """``node / other``: the child of that name (a node: also with these attributes), made when absent.

        A node's value replaces the value of the child that was found, and its attributes are added.
        """
        if not isinstance(other, Node):
            return self.first(str(other)) or Node(str(other), parent=self)
        orphan = other.clone_hashed()
        wanted = orphan.attributes.items()
        matches = [c for c in self.elements(orphan.name) if all(c.attributes.get(k) == v for k, v in wanted)]
        if not matches:
            self.append(orphan)
            return orphan
        found = matches[0]
        if orphan.value is not None:
            found.replace_value(orphan.value)
        found.attributes.update(wanted)
        return found

    def replace_value(self, value: Any) -> None:
        """Set the value; nodes in it become children of this one."""
        self.value = value
        if isinstance(value, list):
            _adopt(self, value)
        elif isinstance(value, Node):
            self.value = NodeList([value])
            _adopt(self, self.value)

    def shift(self, other: Any) -> Node:
        """``node << other``: set the text, append a copy of a node, or append what a closure builds."""
        if isinstance(other, Node):
            self.append(other.clone_hashed())
        elif is_closure(other):
            other.resolve_strategy = DELEGATE_FIRST
            for child in list(NodeBuilder().build("dummyNode", [other]).children):
                self.append(child)
        else:
            self.value = to_string(other)
        return self

    def operate(self, operator: str, other: Any, site: CallSite) -> Any:
        """``/`` and ``<<`` of Job DSL's configure blocks."""
        if operator == "/":
            if other is None:
                raise HostError(
                    "Ambiguous method overloading for method groovy.util.Node#div.\nCannot resolve which method to "
                    "invoke for [null] due to overlapping prototypes between:\n\t[class groovy.util.Node]\n\t"
                    "[class java.lang.String]",
                    "groovy.lang.GroovyRuntimeException",
                )
            return self.slash(other if isinstance(other, Node) else to_string(other))
        if operator == "<<":
            return self.shift(other)
        if operator == "[" and isinstance(other, int):
            return self.children[other]
        return self.get(to_string(other)) if operator == "[" else MISSING

    def invoke_method(self, name: str, arguments: list[Any], site: CallSite) -> Any:
        """The methods of groovy.util.Node."""
        method = _NODE_METHODS.get(name)
        if method is None or not method[0] <= len(arguments) <= method[1]:
            return MISSING
        return method[2](self, *arguments)

    def get_property(self, name: str) -> Any:
        """GPath access; ``value`` and the like are children here, as in Groovy."""
        return self.get(name)

    def set_property(self, name: str, value: Any) -> bool:
        """``node.value = x`` and ``node.@attribute = x``; Groovy sets the fields name and attributes too."""
        if name.startswith("@"):
            self.attributes[name[1:]] = value
            return True
        if name == "value":
            self.replace_value(value)
            return True
        if name == "name":
            self.name = to_string(value)
            return True
        if name == "attributes" and isinstance(value, dict):
            self.attributes = value
            return True
        return False

    def method_names(self) -> list[str]:
        return list(_NODE_METHODS)

    def to_groovy_string(self) -> str:
        return f"{self.name}[attributes={java_text(self.attributes)}; value={to_string(self.value)}]"


def _adopt(parent: Node, items: Iterable[Any]) -> None:
    for item in items:
        if isinstance(item, Node):
            item.parent = parent


def _replace_node(node: Node, replacement: Any) -> Node:
    parent = node.parent
    if parent is None:
        raise HostError("Replacing the root node is not supported", "java.lang.UnsupportedOperationException")
    built = NodeBuilder().build("dummyNode", [replacement]).children if is_closure(replacement) else [replacement]
    position = next(i for i, item in enumerate(parent.children) if item is node)
    parent.children[position : position + 1] = list(built)
    _adopt(parent, built)
    node.parent = None
    return node


def _plus(node: Node, addition: Any) -> None:
    built = NodeBuilder().build("dummyNode", [addition]).children if is_closure(addition) else [addition]
    if node.parent is not None:
        position = next(i for i, item in enumerate(node.parent.children) if item is node)
        node.parent.children[position + 1 : position + 1] = list(built)
        _adopt(node.parent, built)


def _below(node: Node) -> list[Any]:
    """What ``depthFirst()`` lists below a node: elements, and texts where they are not alone in theirs."""
    found: list[Any] = []
    for child in node.children if isinstance(node.value, list) else to_string(node.value or ""):
        found.append(child)
        if isinstance(child, Node):
            inner = _below(child)
            found += inner if len(inner) > 1 or (inner and isinstance(inner[0], Node)) else []
    return found


#: name → (fewest arguments, most arguments, implementation)
_NODE_METHODS: dict[str, tuple[int, int, Callable[..., Any]]] = {
    "name": (0, 0, lambda node: node.name),
    "value": (0, 0, lambda node: node.value),
    "text": (0, 0, Node.text),
    "children": (0, 0, lambda node: node.children),
    "attributes": (0, 0, lambda node: node.attributes),
    "breadthFirst": (0, 0, lambda node: NodeList(node.breadth_first())),
    "iterator": (0, 0, lambda node: IteratorValue(iter(list(node.children)))),
    "attribute": (1, 1, lambda node, key: node.attributes.get(to_string(key))),
    "parent": (0, 0, lambda node: node.parent),
    "get": (1, 1, lambda node, name: node.get(to_string(name))),
    "getAt": (1, 1, lambda node, name: node.get(to_string(name))),
    "append": (1, 1, Node.append),
    "appendNode": (1, 3, lambda node, name, *rest: node.append_node(to_string(name), *rest)),
    "remove": (1, 1, Node.remove),
    "setValue": (1, 1, Node.replace_value),
    "depthFirst": (0, 0, lambda node: NodeList([node, *_below(node)])),
    "clone": (0, 0, Node.clone),
    "replaceNode": (1, 1, _replace_node),
    "plus": (1, 1, _plus),
    "div": (1, 1, lambda node, other: node.operate("/", other, CallSite("", 0, 0))),
    "leftShift": (1, 1, Node.shift),
}


def is_closure(value: Any) -> bool:
    """Whether ``value`` is a script's closure (``igor.groovy.host.Closure``)."""
    return hasattr(value, "resolve_strategy") and hasattr(value, "call")


class NodeBuilder(HostObject):
    """``groovy.util.NodeBuilder``: every method call makes a node below the one being built."""

    groovy_class = "groovy.util.NodeBuilder"
    answers_anything = True

    def __init__(self) -> None:
        self._current: Node | None = None

    def invoke_method(self, name: str, arguments: list[Any], site: CallSite) -> Any:
        return self.build(name, arguments)

    def get_property(self, name: str) -> Any:
        return MISSING

    def build(self, name: str, arguments: list[Any]) -> Any:
        """Make the node ``name([attributes], [value], [closure])``; MISSING for other shapes of arguments."""
        rest = list(arguments)
        closure = rest.pop() if rest and is_closure(rest[-1]) else None
        maps = [item for item in rest[:2] if isinstance(item, dict)]
        values = [item for item in rest if not isinstance(item, dict)]
        if len(maps) > 1 or len(values) > 1:
            return MISSING
        value = MISSING if not values else NodeList([None]) if values[0] is None else _builder_value(values[0])
        node = Node(name, dict(maps[0]) if maps else {}, value, self._current)
        if closure is not None:
            self._fill(node, closure)
        return node

    def _fill(self, node: Node, closure: Any) -> None:
        outer, self._current = self._current, node
        closure.delegate = self
        try:
            closure.call()
        finally:
            self._current = outer


def _builder_value(value: Any) -> Any:
    return NodeList(value) if isinstance(value, list) else value


def hash_order(attributes: dict[str, Any]) -> dict[str, Any]:
    """The entries in the iteration order of a ``java.util.HashMap`` copy (JDK up to 18)."""
    if len(attributes) < 2:
        return dict(attributes)
    needed = int(len(attributes) / 0.75 + 1)
    mask = (1 << (needed - 1).bit_length()) - 1
    return dict(sorted(attributes.items(), key=lambda entry: _spread(_java_hash(str(entry[0]))) & mask))


def _java_hash(text: str) -> int:
    code = 0
    for character in text:
        code = (31 * code + ord(character)) & 0xFFFFFFFF
    return code


def _spread(code: int) -> int:
    return code ^ (code >> 16)
