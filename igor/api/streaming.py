"""An object written piece by piece, so that its long lists never are in memory as a whole: JSON, Python, XML.

Source: org.kohsuke.stapler.export.Model, which writes to a stream too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Protocol

import msgspec

from igor.api.export import Bean, Exporter, Listing, Pruner
from igor.api.formats import element, singular, xml_name, xml_start


class Form(Protocol):
    """How an object's parts look."""

    def begin(self, class_name: str) -> str:
        """The object's start."""

    def value(self, name: str, value: Any) -> str:
        """One property with its value."""

    def pages(self, name: str, pages: Iterator[list[Any]]) -> Iterator[str]:
        """One property that is a list, page by page."""

    def end(self) -> str:
        """The object's end."""


class Literal:
    """JSON and Python: ``encode`` writes one plain value compactly."""

    def __init__(self, encode: Callable[[Any], str]) -> None:
        self._encode = encode

    def begin(self, class_name: str) -> str:
        return "{" + f'"_class":{self._encode(class_name)}'

    def value(self, name: str, value: Any) -> str:
        return f",{self._encode(name)}:{self._encode(value)}"

    def pages(self, name: str, pages: Iterator[list[Any]]) -> Iterator[str]:
        yield f",{self._encode(name)}:["
        separator = ""
        for page in pages:
            if page:
                yield separator + self._encode(page)[1:-1]
                separator = ","
        yield "]"

    def end(self) -> str:
        return "}"


class Xml:
    """XML below a root element."""

    def __init__(self, root_name: str) -> None:
        self._root_name = root_name

    def begin(self, class_name: str) -> str:
        return xml_start(self._root_name, class_name)

    def value(self, name: str, value: Any) -> str:
        return element(xml_name(name), value)

    def pages(self, name: str, pages: Iterator[list[Any]]) -> Iterator[str]:
        one = singular(xml_name(name))
        for page in pages:
            yield "".join(element(one, row) for row in msgspec.to_builtins(page))

    def end(self) -> str:
        return f"</{self._root_name}>"


def pieces(bean: Bean, pruner: Pruner, form: Form) -> Iterator[str]:
    """The written object. Raises TooManyObjects on the way."""
    exporter = Exporter()
    yield form.begin(bean.type.class_name)
    for prop, child in exporter.select(bean.type, pruner):
        value = prop.get(bean.value)
        if isinstance(value, Listing):
            yield from form.pages(prop.name, value.wanted(child, exporter.write))
        else:
            yield form.value(prop.name, exporter.write(value, prop.declared, child))
    yield form.end()
