"""Further lists of Java's: Vector, CopyOnWriteArrayList, and the list of fixed length that Arrays.asList gives."""

from __future__ import annotations

from typing import Any

from igor.groovy.runtime_errors import unsupported
from igor.groovy.values import BOXED
from igor.groovy.views import SubList


class Vector(list[Any]):
    """java.util.Vector."""

    java_class = "java.util.Vector"


class CopyOnWriteList(list[Any]):
    """java.util.concurrent.CopyOnWriteArrayList."""

    java_class = "java.util.concurrent.CopyOnWriteArrayList"


class FixedList(SubList):
    """``Arrays.asList(array)``: what is set in it is set in the array; nothing can be added or taken out."""

    java_class = "java.util.Arrays$ArrayList"

    def __init__(self, array: list[Any]) -> None:
        super().__init__(array, 0, len(array))

    def __setitem__(self, index: Any, value: Any) -> None:
        if isinstance(index, slice):
            value = list(value)
            length = len(range(*index.indices(len(self))))
            if length != len(value):
                raise unsupported("remove" if len(value) < length else None)
        super().__setitem__(index, value)

    def __delitem__(self, index: Any) -> None:
        raise unsupported("remove")

    def append(self, item: Any) -> None:
        """Refused."""
        raise unsupported()

    def extend(self, items: Any) -> None:
        """Refused but for nothing."""
        if list(items):
            raise unsupported()

    def insert(self, index: Any, item: Any) -> None:
        """Refused."""
        raise unsupported()

    def pop(self, index: Any = -1) -> Any:
        """Refused."""
        raise unsupported()

    def clear(self) -> None:
        """Refused but for an empty one."""
        if self:
            raise unsupported()


BOXED.update((Vector, CopyOnWriteList, FixedList))
