"""Nodes from XML text and back: the reader and the printer.

Printing follows ``groovy.util.XmlNodePrinter`` as Job DSL sets it up: four blanks, single quotes, ``<a></a>``, texts
kept verbatim.

Source: groovy.util.XmlParser, XmlNodePrinter (Groovy 2.4).
"""

from __future__ import annotations

import re
from typing import Any
from xml.parsers import expat

from igor.groovy.text import to_string
from igor.groovy.xml_node import Node


class XmlError(ValueError):
    """The text is not well-formed XML, or uses document types or entities, which are refused.

    ``sax_message`` is how Java's parser says it.
    """

    def __init__(self, message: str, sax_message: str = "") -> None:
        super().__init__(message)
        self.sax_message = sax_message or message


def print_node(node: Node) -> str:
    """The XML text of ``node``, ending in a newline."""
    lines: list[str] = []
    _print(node, "", lines)
    return "".join(lines)


def _print(node: Node, indent: str, out: list[str]) -> None:
    name = node.name
    attributes = "".join([_attribute(k, v) for k, v in node.attributes.items()]) if node.attributes else ""
    children = node.children
    for child in children:
        if isinstance(child, Node):
            break
    else:
        out.append(f"{indent}<{name}{attributes}>{_texts(children)}</{name}>\n")
        return
    out.append(f"{indent}<{name}{attributes}>\n")
    inner = indent + "    "
    for child in children:
        if isinstance(child, Node):
            _print(child, inner, out)
        else:
            out.append(_escape(to_string(child)))
    out.append(f"{indent}</{name}>\n")


def _texts(values: list[Any]) -> str:
    return "".join([_escape(to_string(value)) for value in values]) if values else ""


def _attribute(name: str, value: Any) -> str:
    text = _escape(to_string(value)).replace("'", "&apos;").replace("\n", "&#10;").replace("\r", "&#13;")
    return f" {name}='{text}'"


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


def parse_xml(text: str) -> Node:
    """Read XML as ``XmlParser`` does: blanks between elements dropped, other text verbatim.

    Jenkins' XML 1.1 declaration is accepted. Raises XmlError with line and column.
    """
    return _Reader().read(_DECLARATION.sub("", text, count=1))


class _Reader:
    """Builds nodes from expat's events; document types and entities are refused."""

    def __init__(self) -> None:
        self._open: list[Node] = []
        self._text: list[str] = []
        self._root: Node | None = None

    def read(self, text: str) -> Node:
        parser = expat.ParserCreate()
        parser.ordered_attributes = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text.append
        parser.StartDoctypeDeclHandler = self._refuse
        try:
            parser.Parse(text, True)
        except expat.ExpatError as error:
            message = expat.ErrorString(error.code)
            where = f"line {error.lineno}, column {error.offset + 1}: {message}"
            raise XmlError(where, self._sax_message(error, text)) from error
        assert self._root is not None  # expat refuses a document without an element
        return self._root

    def _sax_message(self, error: expat.ExpatError, text: str) -> str:
        names = expat.errors.codes
        if error.code == names["no element found"]:
            whole = "XML document structures must start and end within the same entity."
            return whole if text.strip() else "Premature end of file."
        if error.code == names["mismatched tag"] and self._open:
            name = self._open[-1].name
            return f'The element type "{name}" must be terminated by the matching end-tag "</{name}>".'
        if error.code == names["syntax error"] and self._root is None:
            return "Content is not allowed in prolog."
        if error.code == names["junk after document element"]:
            return "The markup in the document following the root element must be well-formed."
        return ""

    def _start(self, name: str, pairs: Any) -> None:
        self._flush()
        attributes = dict(zip(pairs[::2], pairs[1::2], strict=True))
        node = Node(name, attributes, parent=self._open[-1] if self._open else None)
        self._root = self._root or node
        self._open.append(node)

    def _end(self, _name: str) -> None:
        self._flush()
        self._open.pop()

    def _flush(self) -> None:
        text = "".join(self._text)
        self._text.clear()
        if text.strip() and self._open:
            self._open[-1].children.append(text)

    def _refuse(self, *_arguments: Any) -> None:
        feature = "http://apache.org/xml/features/disallow-doctype-decl"
        raise XmlError(
            "document types are refused in job XML: remove the <!DOCTYPE …> line",
            f'DOCTYPE is disallowed when the feature "{feature}" set to true.',
        )
