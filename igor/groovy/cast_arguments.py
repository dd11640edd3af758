"""Arguments that are casts: ``f((Object) 5)`` chooses among methods by the type that is named, not by the value's.

Source: ``org.codehaus.groovy.runtime.wrappers.PojoWrapper``.
"""

from __future__ import annotations

from typing import Any


class TypeOnly:
    """Stands for an argument of a type while a method is chosen."""

    __slots__ = ("java_class",)

    def __init__(self, java_class: str) -> None:
        self.java_class = java_class


class CastArguments(list[Any]):
    """The arguments of a call, with what stands for each of them while a method is chosen."""

    __slots__ = ("stand_ins",)

    def __init__(self, values: list[Any], stand_ins: list[Any]) -> None:
        super().__init__(values)
        self.stand_ins = stand_ins
