"""A null where a method of Groovy's takes a closure: Java notices it when the closure is used, not when it is given."""

from __future__ import annotations

from typing import Any, Never

from igor.groovy.closure import ClosureValue
from igor.groovy.host import OWNER_FIRST
from igor.groovy.null_texts import closure_variable, null_given, null_used
from igor.groovy.registry import Builtin

_COUNT = "groovy.lang.Closure.getMaximumNumberOfParameters()"


class NullClosure(ClosureValue):
    """Stands for the null given to the method ``name``; whatever is asked of it raises a NullPointerException."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name
        self.resolve_strategy = OWNER_FIRST

    @property
    def parameter_count(self) -> int:
        """Groovy asks for it before it calls a closure with a map's entries, or with one item or two."""
        raise null_used(_COUNT, "closure")

    @property
    def call_by_name(self) -> Never:
        """Tests of items are wrapped, which asks for the parameters before there is any item."""
        raise null_used(_COUNT, "wrapped")

    def call(self, *arguments: Any) -> Any:
        """What Java says depends on the method: how it calls, and what its variable is called."""
        variable, packed = closure_variable(self.name)
        kind = "Object" if len(arguments) == 1 and not packed else "Object[]" if arguments else ""
        raise null_used(f"groovy.lang.Closure.call({kind})", variable)

    def clone(self) -> ClosureValue:
        """``with`` and its like set the delegate of a copy."""
        raise null_used("groovy.lang.Closure.clone()", "closure")


def without_nulls(builtin: Builtin, arguments: list[Any], name: str) -> list[Any]:
    """The arguments of the method ``name`` with what stands for null closures; another null is refused as Java does."""
    kinds = (*builtin.kinds, *["Any"] * len(arguments))
    for index, (kind, value) in enumerate(zip(kinds, arguments, strict=False)):
        if value is None and (refused := null_given(builtin.function, index, kind)) is not None:
            raise refused
    return [
        NullClosure(name) if value is None and kind == "ClosureValue" else value
        for kind, value in zip(kinds, arguments, strict=False)
    ]
