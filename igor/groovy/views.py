"""Live views: what ``keySet()``, ``values()`` and ``entrySet()`` of a map and ``subList()`` of a list give.

Taking something out of a view takes it out of what it shows; nothing can be added to the views of a map.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from igor.groovy.values import BOXED, GSet, HashMap, ImmutableMap, MapEntryValue, SortedMap, from_key, to_key

_UNMODIFIABLE = {
    "KeySet": "UnmodifiableSet",
    "EntrySet": "UnmodifiableMap$UnmodifiableEntrySet",
    "Values": "UnmodifiableCollection",
}


def _view_class(owner: dict[Any, Any], of_linked: str, of_others: str) -> str:
    if isinstance(owner, ImmutableMap):
        return f"java.util.Collections${_UNMODIFIABLE[of_others]}"
    if isinstance(owner, (HashMap, SortedMap)):
        return f"java.util.{'HashMap' if isinstance(owner, HashMap) else 'TreeMap'}${of_others}"
    return f"java.util.LinkedHashMap${of_linked}"


class MapView(GSet):
    """One of the three views of the map ``owner``."""

    __slots__ = ("owner",)

    def __init__(self, owner: dict[Any, Any], of_linked: str, of_others: str) -> None:
        self.owner = owner
        self.java_class = _view_class(owner, of_linked, of_others)

    def __len__(self) -> int:
        return len(self.owner)

    def copy(self) -> GSet:
        """A set of its own."""
        return GSet(self)


class KeyView(MapView):
    """``map.keySet()``."""

    __slots__ = ()

    def __init__(self, owner: dict[Any, Any]) -> None:
        super().__init__(owner, "LinkedKeySet", "KeySet")

    @property
    def items(self) -> dict[Any, Any]:
        """The map itself: its keys are the items."""
        return self.owner

    @items.setter
    def items(self, kept: dict[Any, Any]) -> None:
        for key in [key for key in self.owner if key not in kept]:
            del self.owner[key]


class EntryView(MapView):
    """``map.entrySet()``."""

    __slots__ = ()

    def __init__(self, owner: dict[Any, Any]) -> None:
        super().__init__(owner, "LinkedEntrySet", "EntrySet")

    def __iter__(self) -> Iterator[Any]:
        return iter([MapEntryValue(from_key(key), value, self.owner) for key, value in self.owner.items()])

    @property
    def items(self) -> dict[Any, Any]:
        """The entries as dictionary keys."""
        return {to_key(entry): None for entry in self}

    @items.setter
    def items(self, kept: dict[Any, Any]) -> None:
        for entry in self:
            if to_key(entry) not in kept:
                del self.owner[to_key(entry.key)]

    def discard(self, item: Any) -> bool:
        """Take the entry out of the map; False when it was not there."""
        found = item in self
        if found:
            del self.owner[to_key(item.key)]
        return found


class ValueView(MapView):
    """``map.values()``: a collection that is neither a list nor a set; items may be there twice."""

    __slots__ = ()

    def __init__(self, owner: dict[Any, Any]) -> None:
        super().__init__(owner, "LinkedValues", "Values")

    def __iter__(self) -> Iterator[Any]:
        return iter(list(self.owner.values()))

    @property
    def items(self) -> dict[Any, Any]:
        """The different values as dictionary keys."""
        return {to_key(value): None for value in self}

    @items.setter
    def items(self, kept: dict[Any, Any]) -> None:
        for key in [key for key, value in self.owner.items() if to_key(value) not in kept]:
            del self.owner[key]

    def discard(self, item: Any) -> bool:
        """Take the first such value out of the map; False when it was not there."""
        wanted = to_key(item)
        for key, value in self.owner.items():
            if to_key(value) == wanted:
                del self.owner[key]
                return True
        return False


class SubList(list[Any]):
    """``list.subList(from, to)``: what changes in it changes in the list that it was taken from."""

    java_class = "java.util.ArrayList$SubList"

    def __init__(self, source: list[Any], begin: int, end: int) -> None:
        super().__init__(source[begin:end])
        self.source = source
        self.begin = begin


BOXED.add(SubList)


def _writing_through(name: str) -> Callable[..., Any]:
    change = getattr(list, name)

    def run(self: SubList, *arguments: Any, **named: Any) -> Any:
        before = len(self)
        result = change(self, *arguments, **named)
        self.source[self.begin : self.begin + before] = list(self)
        return result

    return run


for _name in ("__setitem__", "__delitem__", "append", "insert", "pop", "clear", "extend", "remove", "reverse", "sort"):
    setattr(SubList, _name, _writing_through(_name))
