"""Methods, constructors and fields of classes written in Groovy."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from igor.groovy.class_model import GroovyClass


class CompiledMethod:
    """A method or constructor of a script or class, ready to run: ``run(this, arguments)``.

    ``parameter_types`` are Java type names ("java.lang.Object" when untyped), ``fewest`` … ``len`` arguments fit.
    """

    __slots__ = ("accepts", "declaring", "fewest", "is_abstract", "is_final", "is_static", "is_vararg", "name",
                 "parameter_types", "private", "public", "result", "run")  # fmt: skip

    def __init__(self, name: str, parameter_types: tuple[str, ...], fewest: int, run: Callable[..., Any]) -> None:
        self.name = name
        self.parameter_types = parameter_types
        self.fewest = fewest
        self.run = run
        self.is_static = False
        self.is_abstract = False
        self.is_final = False
        self.result = "java.lang.Object"
        self.is_vararg = False
        self.private = False
        self.public = True
        self.declaring: GroovyClass | None = None
        self.accepts: Callable[[list[Any]], int] = lambda arguments: -1

    def parameter_text(self) -> str:
        """``int, java.lang.String`` as messages show it."""
        return ", ".join(self.parameter_types)

    def signature(self) -> str:
        """``static java.lang.Object Owner#name(int)`` as lists of methods show it."""
        owner = self.declaring.name if self.declaring is not None else "java.lang.Object"
        result = "" if self.name == "<init>" else f"{self.result} "
        return f"{'static ' * self.is_static}{result}{owner}#{self.name}({self.parameter_text()})"

    def signatures(self) -> list[str]:
        """That of each method that defaults make of it, by the number of parameters."""
        head = self.signature().partition("(")[0]
        types = self.parameter_types
        return [f"{head}({', '.join(types[:count])})" for count in range(self.fewest, len(types) + 1)]


class FieldInfo:
    """A field or property of a class written in Groovy."""

    __slots__ = ("coerce", "final", "initial", "is_property", "is_static", "java_type", "name", "private")

    def __init__(self, name: str, java_type: str, is_property: bool) -> None:
        self.name = name
        self.java_type = java_type
        self.is_property = is_property
        self.is_static = False
        self.final = False
        self.private = False
        self.initial: Callable[[Any], Any] | None = None
        self.coerce: Callable[[Any], Any] | None = None

    def hidden_below(self) -> bool:
        """Whether ``.@name`` of a subclass does not see it: a property's field is private."""
        return self.is_property or self.private
