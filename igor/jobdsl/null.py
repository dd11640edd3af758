"""The null that a script gave to a DSL method, as opposed to an argument or option that was not given (None).

Job DSL builds most of its XML with ``groovy.util.NodeBuilder``, which writes a null value as the text ``null``, where
it does not leave the element out because the value is false.

Source: groovy.util.BuilderSupport, javaposse.jobdsl.dsl.helpers (jenkinsci/job-dsl-plugin).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from igor.groovy.host import HostObject


class Null(HostObject):
    """False, ``null`` as a text and empty to iterate over, as Groovy's null is."""

    def __bool__(self) -> bool:
        return False

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __str__(self) -> str:
        return "null"

    def to_groovy_string(self) -> str:
        return "null"


NULL: Final = Null()


def is_null(value: Any) -> bool:
    """Whether a value is absent or was given as null."""
    return value is None or value is NULL


def or_none(value: Any) -> Any:
    """None for a null that was given; any other value as it is."""
    return None if value is NULL else value
