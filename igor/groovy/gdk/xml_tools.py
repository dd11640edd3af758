"""XML that scripts read and print: ``XmlSlurper``, ``XmlParser``, ``XmlUtil``, ``XmlNodePrinter``, ``Node``.

Reading refuses document types and entities. Sources: groovy.util and groovy.xml of Groovy 2.4.
"""

from __future__ import annotations

from typing import Any

from igor.groovy.builtin_tables import register_kind
from igor.groovy.dispatch import invoke
from igor.groovy.gdk.gpath import GPath
from igor.groovy.gdk.markup import IndentPrinter, escape
from igor.groovy.registry import MethodTable, StaticTable
from igor.groovy.runtime import Runtime
from igor.groovy.runtime_errors import GroovyRuntimeError, NoSignature
from igor.groovy.text import Printable, to_string
from igor.groovy.xml_node import Node, NodeBuilder, NodeList
from igor.groovy.xml_text import XmlError, parse_xml


class ReaderValue(Printable):
    """groovy.util.XmlSlurper or XmlParser."""

    def __init__(self, java_class: str, flags: tuple[Any, ...] = ()) -> None:
        self.java_class = java_class
        self.namespace_aware = len(flags) < 2 or bool(flags[1])
        self.trim = False


READERS = MethodTable("groovy.util.XmlParser")
for _name in ("groovy.util.XmlSlurper", "groovy.util.XmlParser"):
    register_kind(_name, READERS)
    StaticTable(_name).constructor(lambda rt, *flags, java_class=_name: ReaderValue(java_class, flags))


def _read(text: str) -> Node:
    try:
        return parse_xml(text)
    except XmlError as error:
        raise GroovyRuntimeError("org.xml.sax.SAXParseException", error.sax_message) from None


@READERS("parseText")
def parse_text(rt: Runtime, receiver: ReaderValue, text: str) -> Any:
    root = _read(text)
    if receiver.java_class.endswith("XmlSlurper"):
        path = GPath([root], root.name, None, "NodeChild")
        path.raw_names = not receiver.namespace_aware
        return path
    if receiver.trim:
        _trim(root)
    return root


def _trim(node: Node) -> None:
    for position, child in enumerate(node.children):
        if isinstance(child, Node):
            _trim(child)
        else:
            node.children[position] = to_string(child).strip()


@READERS("parse")
def parse(rt: Runtime, receiver: ReaderValue, source: Any) -> Any:
    return parse_text(rt, receiver, to_string(invoke(rt, source, "getText", [])))


@READERS("setTrimWhitespace")
def set_trim(rt: Runtime, receiver: ReaderValue, trim: Any) -> None:
    receiver.trim = bool(trim)


@READERS("setFeature", "setNamespaceAware", "setKeepIgnorableWhitespace", "setEntityResolver")
def ignore(rt: Runtime, receiver: ReaderValue, *values: Any) -> None:
    return None


XML_UTIL = StaticTable("groovy.xml.XmlUtil")
XML_UTIL("escapeXml")(lambda rt, text: escape(to_string(text)).replace('"', "&quot;").replace("'", "&apos;"))


@XML_UTIL("serialize")
def serialize(rt: Runtime, source: Any) -> str:
    if isinstance(source, Node):
        text = _spaced(source, 0)
    else:
        root = source.elements[0] if isinstance(source, GPath) else _read(to_string(source))
        text = _indented(root, "")
    return f'<?xml version="1.0" encoding="UTF-8"?>{text}'


def _indented(node: Node, indent: str) -> str:
    attributes = "".join(f' {key}="{escape(to_string(value), chr(34))}"' for key, value in node.attributes.items())
    if not node.children:
        return f"{indent}<{node.name}{attributes}/>\n"
    if any(isinstance(child, Node) for child in node.children):
        inside = "".join(
            _indented(child, indent + "  ") if isinstance(child, Node) else f"{indent}  {escape(to_string(child))}\n"
            for child in node.children
        )
        return f"{indent}<{node.name}{attributes}>\n{inside}{indent}</{node.name}>\n"
    return f"{indent}<{node.name}{attributes}>{escape(to_string(node.children[0]))}</{node.name}>\n"


def _spaced(node: Node, depth: int) -> str:
    """A Node as Java prints it: the blanks that its own printer leaves between elements have lines of their own."""
    if not any(isinstance(child, Node) for child in node.children):
        return _indented(node, "  " * depth)
    deeper = "  " * (depth + 1)
    inside = "".join(
        f"{deeper}{deeper}\n"
        + (_spaced(child, depth + 1) if isinstance(child, Node) else f"{deeper}{escape(to_string(child))}\n")
        for child in node.children
    )
    start = _indented(Node(node.name, dict(node.attributes)), "  " * depth).rstrip("\n").removesuffix("/>")
    return f"{start}>\n{inside}{deeper}{'  ' * depth}\n{'  ' * depth}</{node.name}>\n"


NODE = StaticTable("groovy.util.Node")


@NODE.constructor
def new_node(rt: Runtime, parent: Any, name: Any, *rest: Any) -> Node:
    if len(rest) > 2:
        raise NoSignature
    attributes = rest[0] if rest and isinstance(rest[0], dict) else {}
    values = rest[1:] if rest and isinstance(rest[0], dict) else rest
    value = values[0] if values else NodeList()
    return Node(to_string(name), dict(attributes), value, parent)


StaticTable("groovy.util.NodeBuilder").constructor(lambda rt: NodeBuilder())


class NodePrinter(Printable):
    """groovy.util.XmlNodePrinter: what it writes to, how it indents and quotes."""

    java_class = "groovy.util.XmlNodePrinter"

    def __init__(self, writer: Any, indent: str = "  ", quote: str = '"') -> None:
        self.writer = writer.writer if isinstance(writer, IndentPrinter) else writer
        self.indent = writer.indent if isinstance(writer, IndentPrinter) else indent
        self.quote = quote
        self.preserve = False
        self.expand = False

    def text(self, node: Node, depth: int = 0) -> str:
        """The element with all inside, on lines of its own."""
        before = self.indent * depth
        attributes = "".join(
            f" {key}={self.quote}{escape(to_string(value), self.quote)}{self.quote}"
            for key, value in node.attributes.items()
        )
        start = f"{before}<{node.name}{attributes}"
        if not node.children:
            return f"{start}></{node.name}>\n" if self.expand else f"{start}/>\n"
        if self.preserve and not any(isinstance(child, Node) for child in node.children):
            inside = "".join(escape(to_string(child)) for child in node.children)
            return f"{start}>{inside}</{node.name}>\n"
        return f"{start}>\n{''.join(self._inside(child, depth + 1) for child in node.children)}{before}</{node.name}>\n"

    def _inside(self, child: Any, depth: int) -> str:
        if isinstance(child, Node):
            return self.text(child, depth)
        return f"{self.indent * depth}{escape(to_string(child))}\n"


PRINTER = MethodTable("groovy.util.XmlNodePrinter")
register_kind("groovy.util.XmlNodePrinter", PRINTER)
StaticTable("groovy.util.XmlNodePrinter").constructor(
    lambda rt, writer=None, *options: NodePrinter(writer, *map(to_string, options))
)


def _option(name: str, attribute: str) -> None:
    @PRINTER(name)
    def run(rt: Runtime, receiver: NodePrinter, value: Any) -> None:
        setattr(receiver, attribute, value)


_option("setPreserveWhitespace", "preserve")
_option("setExpandEmptyElements", "expand")
_option("setQuote", "quote")


@PRINTER("print")
def print_node(rt: Runtime, receiver: NodePrinter, node: Node) -> None:
    text = receiver.text(node)
    if receiver.writer is None:
        rt.print_text(text)
    else:
        invoke(rt, receiver.writer, "print", [text])
