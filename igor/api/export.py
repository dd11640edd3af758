"""Jenkins' export model: which properties of an object appear in an answer, in which order, with which ``_class``.

An object is a ``Bean``: a ``BeanType`` (its exported properties) over any Python value. ``export`` turns it into plain
dicts and lists, calling the getters of wanted properties only. Source: org.kohsuke.stapler.export.

A property has a *visibility*. The root is written with the threshold 1 − depth; a property appears when its visibility
reaches the threshold, which grows by one with each step into a child, unless the property is ``inline``.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Protocol

import msgspec

from igor.api.tree import TreeNode


@dataclass(frozen=True, slots=True)
class Property:
    """One exported property.

    ``get`` yields None, str, int, float, bool, a Bean, a dict of these or a list of these. ``declared`` is the class
    that Jenkins declares for the value (or the list's elements): a value of just that class carries no ``_class``.
    """

    name: str
    get: Callable[[Any], Any]
    visibility: int = 1
    declared: str | None = None
    inline: bool = False


class BeanType:
    """The exported properties of a Jenkins class: inherited ones first, each group by name."""

    def __init__(
        self, class_name: str, properties: Iterable[Property] = (), *, extends: BeanType | None = None
    ) -> None:
        self.class_name = class_name
        own = sorted(properties, key=attrgetter("name"))
        replaced = {prop.name for prop in own}
        inherited: tuple[Property, ...] = extends.properties if extends else ()
        self.properties: tuple[Property, ...] = (*(prop for prop in inherited if prop.name not in replaced), *own)

    @property
    def xml_name(self) -> str:
        """The root element's name: the simple class name, decapitalised as java.beans.Introspector does."""
        simple = self.class_name.rpartition(".")[2].rpartition("$")[2]
        return simple if simple[:2].isupper() and len(simple) > 1 else simple[:1].lower() + simple[1:]


@dataclass(frozen=True, slots=True)
class Bean:
    """A value as an object of Jenkins."""

    type: BeanType
    value: Any


class Pruner(Protocol):
    """Decides what is written of an object."""

    def select(self, properties: Sequence[Property]) -> list[tuple[Property, Pruner]]:
        """The wanted properties, each with the pruner of its value."""

    def part(self, values: Sequence[Any]) -> Sequence[Any]:
        """The wanted part of a list."""


class DepthPruner:
    """By visibility: see the module's text."""

    def __init__(self, threshold: int) -> None:
        self._threshold = threshold
        self._children: DepthPruner | None = None

    def select(self, properties: Sequence[Property]) -> list[tuple[Property, Pruner]]:
        if self._children is None:
            self._children = DepthPruner(self._threshold + 1)
        children = self._children
        return [(prop, self if prop.inline else children) for prop in properties if prop.visibility >= self._threshold]

    def part(self, values: Sequence[Any]) -> Sequence[Any]:
        return values


class TreePruner:
    """By name: the ``tree`` parameter."""

    def __init__(self, node: TreeNode) -> None:
        self._node = node
        self._children: dict[int, TreePruner] = {}

    def select(self, properties: Sequence[Property]) -> list[tuple[Property, Pruner]]:
        wanted = ((prop, self._node.child(prop.name)) for prop in properties)
        return [(prop, self._pruner(node)) for prop, node in wanted if node is not None]

    def _pruner(self, node: TreeNode) -> TreePruner:
        return self._children.setdefault(id(node), TreePruner(node))

    def part(self, values: Sequence[Any]) -> Sequence[Any]:
        return self._node.part(values)


#: Writes one value of a declared class, pruned: the exporter's own way, for what nests in columns.
Write = Callable[[Any, str | None, Pruner], Any]
_ENDLESS = range(2**62)


class Listing(ABC):
    """A list of objects that may be long: read page by page while it is written."""

    @abstractmethod
    def pages(self, part: range, pruner: Pruner, write: Write) -> Iterator[list[Any]]:
        """Pages of what is written of a part of the elements: dicts, or what msgspec takes for such."""

    def wanted(self, pruner: Pruner, write: Write) -> Iterator[list[Any]]:
        """Pages of what is written of the elements that a pruner wants."""
        part = pruner.part(_ENDLESS)
        assert isinstance(part, range)
        return self.pages(part, pruner, write)


#: An answer of more objects than this is refused: depth grows them exponentially.
MAX_OBJECTS = 300_000


class TooManyObjects(Exception):
    """The answer would hold more objects than allowed."""


def export(bean: Bean, pruner: Pruner, *, max_objects: int = MAX_OBJECTS) -> dict[str, Any]:
    """The answer as plain dicts and lists; ``_class`` first where it is due. Raises TooManyObjects."""
    return Exporter(max_objects).write_bean(bean, None, pruner)


class Exporter:
    """Remembers, for each pair of type and pruner, the properties to write: lists hold many equal objects."""

    def __init__(self, max_objects: int = MAX_OBJECTS) -> None:
        self._selected: dict[tuple[BeanType, Pruner], list[tuple[Property, Pruner]]] = {}
        self._left = max_objects
        self._max_objects = max_objects

    def write_bean(self, bean: Bean, declared: str | None, pruner: Pruner) -> dict[str, Any]:
        kind = bean.type
        self._left -= 1
        if self._left < 0:
            raise TooManyObjects(f"The answer would hold more than {self._max_objects:,} objects")
        written: dict[str, Any] = {} if kind.class_name == declared else {"_class": kind.class_name}
        for prop, child in self.select(kind, pruner):
            written[prop.name] = self.write(prop.get(bean.value), prop.declared, child)
        return written

    def write(self, value: Any, declared: str | None, pruner: Pruner) -> Any:
        if isinstance(value, Bean):
            return self.write_bean(value, declared, pruner)
        if isinstance(value, dict):
            return {key: self.write(item, None, pruner) for key, item in value.items()}
        if isinstance(value, (list, tuple)):
            return [self.write(item, declared, pruner) for item in pruner.part(value)]
        if isinstance(value, Listing):
            return [row for page in value.wanted(pruner, self.write) for row in msgspec.to_builtins(page)]
        return value

    def select(self, kind: BeanType, pruner: Pruner) -> list[tuple[Property, Pruner]]:
        """The properties of a type that are written, each with the pruner of its value."""
        found = self._selected.get((kind, pruner))
        if found is None:
            found = self._selected[kind, pruner] = pruner.select(kind.properties)
        return found
