"""What an XML text means, so that two can be compared; and the form in which generated texts are stored."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from lxml import etree

from igor.configxml import source


@lru_cache(maxsize=4096)
def digest(xml: str) -> str:
    """SHA-256 (hex) of what an XML text means.

    Order and text matter; attribute order, quotes, ``<a/>`` or ``<a></a>``, comments, the declaration and indentation
    (blank text beside elements) do not. Source: XMLUnit's ``identical`` as Job DSL uses it, indentation aside.

    Raises:
        InvalidSource: not well-formed.
    """
    return hashlib.sha256(repr(_meaning(source.parse(xml, "config.xml"))).encode()).hexdigest()


def same(one: str, other: str) -> bool:
    """Whether two XML texts mean the same (see ``digest``)."""
    return one == other or digest(one) == digest(other)


def root_name(xml: str) -> str:
    """The name of the root element."""
    return str(source.parse(xml, "config.xml").tag)


@lru_cache(maxsize=4096)
def stored_form(xml: str) -> str:
    """A generated text as Jenkins stores a new item's: declaration and root on one line, double quotes, ``<a/>``.

    A text with references to control characters stays as it is: only its own form can hold them.
    Source: the JAXP identity transform of ``Items.createProjectFromXML``.
    """
    body = etree.tostring(source.parse(xml, "config.xml"), encoding="unicode")
    if source.restore(body) != body:
        return xml
    return f'<?xml version="1.0" encoding="UTF-8"?>{body}'


def _meaning(element: etree._Element) -> tuple[object, ...]:
    children = list(element)
    attributes = sorted(element.attrib.items())
    if not children:
        return (element.tag, attributes, element.text or "")
    texts = [element.text, *(child.tail for child in children)]
    return (
        element.tag,
        attributes,
        [text if text and text.strip() else "" for text in texts],
        [_meaning(child) for child in children],
    )
