"""Reading one document: typed texts of elements, errors at their place, and the list of what is not acted on.

Every element is either read by a handler, known to be harmless at its value, or reported as unsupported. A handler
table maps an element's name to a function; ``Cursor.dispatch`` is the only place that goes through children.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from lxml import etree

from igor.configxml.classes import class_of
from igor.configxml.source import restore
from igor.model.errors import InvalidSource
from igor.model.job import Result, UnsupportedElement

Element = etree._Element
Handler = Callable[[Element], None]
T = TypeVar("T")


class Cursor:
    """One document being read. ``source`` names it in errors."""

    def __init__(self, xml: str, source: str) -> None:
        self.source = source
        self._lines = xml.splitlines()
        self.unsupported: list[UnsupportedElement] = []

    def dispatch(
        self,
        parent: Element,
        handlers: Mapping[str, Handler],
        *,
        harmless: Mapping[str, frozenset[str]] | None = None,
        consequence: str = "Igor does not act on it",
        repeatable: bool = False,
    ) -> None:
        """Give each child to its handler; report the others unless they are empty or hold a harmless text.

        Raises:
            InvalidSource: an element twice, where its name is a field (``repeatable`` false).
        """
        seen: set[str] = set()
        for child in parent:
            name = tag(child)
            if name in seen and not repeatable:
                raise self.error(child, f"<{name}> occurs twice in <{tag(parent)}>", hint="keep one of them")
            seen.add(name)
            if handler := handlers.get(name):
                handler(child)
            elif not is_harmless(child, harmless or {}):
                self.report(child, consequence)

    def report(self, element: Element, consequence: str) -> None:
        self.unsupported.append(UnsupportedElement(describe(element), line(element), consequence))

    def error(self, element: Element, what: str, *, hint: str = "") -> InvalidSource:
        number = line(element)
        text = self._lines[number - 1] if 0 < number <= len(self._lines) else ""
        column = text.find(f"<{element.tag}") + 1
        return InvalidSource(
            what, file_name=self.source, line=number, column=column, line_text=text if column else "", hint=hint
        )

    def boolean(self, element: Element) -> bool:
        text = text_of(element).strip().lower()
        if text in ("true", "false", ""):
            return text == "true"
        raise self.error(element, f"<{tag(element)}> is “{text}”", hint="write true or false")

    def integer(self, element: Element, *, at_least: int | None = None) -> int:
        text = text_of(element).strip()
        if not re.fullmatch(r"[+-]?\d{1,18}", text):
            raise self.error(element, f"<{tag(element)}> is “{text}”, not a whole number")
        value = int(text)
        if at_least is not None and value < at_least:
            raise self.error(element, f"<{tag(element)}> is {value}; it must be at least {at_least}")
        return value

    def converted(self, element: Element, convert: Callable[[str], T]) -> T:
        """``convert`` of the text; its ValueError becomes an error at the element."""
        try:
            return convert(text_of(element).strip())
        except ValueError as error:
            raise self.error(element, f"<{tag(element)}>: {error}") from error

    def threshold(self, element: Element | None) -> Result:
        """``<threshold><name>UNSTABLE</name>…`` (hudson.model.Result's XStream form); SUCCESS when there is none."""
        name = None if element is None else element.find("name")
        if name is None:
            return Result.SUCCESS
        try:
            return Result(text_of(name).strip())
        except ValueError as error:
            known = ", ".join(result.value for result in Result)
            raise self.error(name, f"there is no result “{text_of(name)}”", hint=f"one of {known}") from error


def tag(element: Element) -> str:
    return str(element.tag)


def line(element: Element) -> int:
    return element.sourceline if isinstance(element.sourceline, int) else 0


def text_of(element: Element | None) -> str:
    """The element's own text, control characters restored; empty for none."""
    return "" if element is None else restore(element.text or "")


def child_text(element: Element, name: str) -> str:
    return text_of(element.find(name))


def optional_text(element: Element) -> str | None:
    """The text, None if it is empty."""
    return text_of(element) or None


def child_names(element: Element, name: str) -> tuple[str, ...]:
    """A comma separated list of names in a child."""
    return names_in(child_text(element, name))


def names_in(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (name.strip() for name in text.split(","))))


def describe(element: Element) -> str:
    """``scm (hudson.plugins.git.GitSCM)`` or the class of an element that is named by one."""
    name, class_name = class_of(tag(element)), element.get("class")
    return f"{name} ({class_name})" if class_name else name


def is_harmless(element: Element, harmless: Mapping[str, frozenset[str]]) -> bool:
    """Nothing in it (a leaf without text and class), or a text, or a class, that the table allows for its name."""
    value = element.get("class") or text_of(element).strip()
    if tag(element) in harmless:
        return value in harmless[tag(element)] or "*" in harmless[tag(element)]
    is_field = "." not in tag(element)
    return is_field and len(element) == 0 and not value


def texts(elements: Iterable[Element]) -> tuple[str, ...]:
    return tuple(text_of(element) for element in elements)
