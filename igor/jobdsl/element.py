"""Short forms for writing XML nodes in the tables of DSL methods."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from igor.groovy.host import MISSING
from igor.groovy.text import to_string
from igor.groovy.xml_node import Node, NodeList
from igor.jobdsl.null import or_none

#: result name → (ordinal, colour), as Jenkins' hudson.model.Result writes a threshold.
THRESHOLDS = {"SUCCESS": (0, "BLUE"), "UNSTABLE": (1, "YELLOW"), "FAILURE": (2, "RED"), "ABORTED": (4, "ABORTED")}


def node(tag: str, /, *content: Any, cls: Any = "", at: Any = None, **fields: Any) -> Node:
    """A node with attributes (``cls`` is ``class``), then ``content`` (nodes, lists of nodes, or one text), then
    a child per field in order. None is left out, NULL is the text ``null``, ``""`` gives an empty element, a list its
    nodes."""
    made = Node(tag, ({"class": cls} if cls else {}) | (at or {}))
    for item in content:
        _add(made, item)
    for name, value in fields.items():
        if value is not None:
            _add(Node(name, None, MISSING, made), value)
    return made


def _add(parent: Node, item: Any) -> None:
    if isinstance(item, Node):
        parent.append(item)
    elif isinstance(item, list):
        for part in item:
            _add(parent, part)
    elif item is not None and item != "":
        parent.children.append(or_none(item))


def strings(texts: Iterable[Any]) -> list[Node]:
    """``<string>`` per text, as XStream writes a list of strings."""
    return [node("string", to_string(text)) for text in texts]


def threshold(tag: str, name: str, *, complete: bool = True) -> Node:
    """Jenkins' Result as ``name, ordinal, color`` and, unless told, ``completeBuild``."""
    ordinal, color = THRESHOLDS[name]
    return node(tag, name=name, ordinal=ordinal, color=color, completeBuild=True if complete else None)


def joined(separator: str, texts: Iterable[Any]) -> str:
    """What a script gave in one text, as Groovy joins it: null is ``null``."""
    return separator.join([to_string(text) for text in texts])


def joined_or_none(separator: str, texts: Iterable[Any]) -> str | None:
    """The texts joined; None, for an element that is left out, when there are none."""
    listed = list(texts)
    return joined(separator, listed) if listed else None


def properties_text(entries: dict[Any, Any]) -> str:
    """``key=value`` lines."""
    return "\n".join(f"{to_string(key)}={to_string(value)}" for key, value in entries.items())


def named(tag: str, source: Node) -> Node:
    """The same content under ``tag``, the former name as its (unescaped) class attribute."""
    copy = source.clone_hashed()
    attributes = copy.attributes | {"class": source.name.replace("_-", "$").replace("__", "_")}
    return Node(tag, attributes, NodeList(copy.children))
