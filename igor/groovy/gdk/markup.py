"""XML for scripts: ``XmlSlurper`` and ``XmlParser``, ``MarkupBuilder``, ``StreamingMarkupBuilder``, ``XmlUtil``.

Reading refuses document types and entities. Sources: groovy.util and groovy.xml of Groovy 2.4.
"""

from __future__ import annotations

from typing import Any

from igor.groovy.builtin_tables import register_kind
from igor.groovy.dispatch import invoke
from igor.groovy.gdk.gpath import GPath
from igor.groovy.host import MISSING, CallSite, HostObject
from igor.groovy.registry import MethodTable, StaticTable
from igor.groovy.runtime import Runtime
from igor.groovy.runtime_errors import GroovyRuntimeError, NoSignature
from igor.groovy.text import Printable, to_string
from igor.groovy.values import from_key
from igor.groovy.xml_node import Node, NodeBuilder, NodeList, XmlError, is_closure, parse_xml


class ReaderValue(Printable):
    """groovy.util.XmlSlurper or XmlParser."""

    def __init__(self, java_class: str) -> None:
        self.java_class = java_class


READERS = MethodTable("groovy.util.XmlParser")
for _name in ("groovy.util.XmlSlurper", "groovy.util.XmlParser"):
    register_kind(_name, READERS)
    StaticTable(_name).constructor(lambda rt, *flags, java_class=_name: ReaderValue(java_class))


def _read(text: str) -> Node:
    try:
        return parse_xml(text)
    except XmlError as error:
        raise GroovyRuntimeError("org.xml.sax.SAXParseException", str(error)) from None


@READERS("parseText")
def parse_text(rt: Runtime, receiver: ReaderValue, text: str) -> Any:
    root = _read(text)
    if receiver.java_class.endswith("XmlSlurper"):
        return GPath([root], root.name, None, "NodeChild")
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


@READERS("setFeature", "setNamespaceAware", "setKeepIgnorableWhitespace", "setTrimWhitespace", "setEntityResolver")
def ignore(rt: Runtime, receiver: ReaderValue, *values: Any) -> None:
    return None


def escape(text: str, quote: str | None = None) -> str:
    """Markup characters as entities; ``quote`` too, and line ends, in attribute values."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if quote is None:
        return text
    text = text.replace("\n", "&#10;").replace("\r", "&#13;").replace("\t", "&#09;")
    return text.replace(quote, "&apos;" if quote == "'" else "&quot;")


class Markup(HostObject):
    """groovy.xml.MarkupBuilder: unknown methods write elements to a writer."""

    groovy_class = "groovy.xml.MarkupBuilder"
    answers_anything = True

    def __init__(self, rt: Runtime, writer: Any, pretty: bool = True) -> None:
        self.rt = rt
        self.writer = writer
        self.pretty = pretty
        self.flags: dict[str, Any] = {"doubleQuotes": False, "expandEmptyElements": False,
                                      "omitNullAttributes": False, "omitEmptyAttributes": False}  # fmt: skip
        self.depth = 0
        self.open: list[str] = []
        self.line_pending = False
        self.tag_end = " />" if pretty else "/>"

    def write(self, text: str) -> None:
        """Hand text to the writer, or to standard output."""
        if self.writer is None:
            self.rt.print_text(text)
        else:
            invoke(self.rt, self.writer, "write", [text])

    def get_property(self, name: str) -> Any:
        if name == "mkp":
            return Helper(self)
        return self.flags.get(name, MISSING)

    def set_property(self, name: str, value: Any) -> bool:
        self.flags[name] = value
        return True

    def invoke_method(self, name: str, arguments: list[Any], site: CallSite) -> Any:
        if name == "getMkp":
            return Helper(self)
        if name.startswith("set") and name[3:4].isupper() and name[3].lower() + name[4:] in self.flags:
            self.flags[name[3].lower() + name[4:]] = arguments[0]
            return None
        rest = list(arguments)
        closure = rest.pop() if rest and is_closure(rest[-1]) else None
        attributes = next((item for item in rest if isinstance(item, dict)), {})
        values = [item for item in rest if not isinstance(item, dict)]
        self._element(name, attributes, values[0] if values else MISSING, closure)
        return None

    def _element(self, name: str, attributes: dict[Any, Any], value: Any, closure: Any) -> None:
        self.close_tag()
        if self.pretty:
            if self.depth or self.line_pending:
                self.write("\n")
            self.write("  " * self.depth)
        self.line_pending = True
        self.write(f"<{name}{''.join(self._attribute(key, item) for key, item in attributes.items())}")
        if value is not MISSING and value is not None:
            self.write(f">{escape(to_string(value))}")
        if closure is None:
            empty = value is MISSING or value is None
            expanded = self.flags["expandEmptyElements"]
            self.write((f"></{name}>" if expanded else self.tag_end) if empty else f"</{name}>")
            return
        self._nest(name, closure, value is MISSING or value is None)

    def _nest(self, name: str, closure: Any, tag_open: bool) -> None:
        self.open.append(">" if tag_open else "")
        self.depth += 1
        closure.delegate = self
        try:
            closure.call()
        finally:
            self.depth -= 1
        if self.open.pop():
            self.write(f"></{name}>" if self.flags["expandEmptyElements"] else self.tag_end)
            return
        if self.pretty:
            self.write("\n" + "  " * self.depth)
        self.write(f"</{name}>")

    def close_tag(self) -> None:
        """End the start tag around whatever comes next."""
        if self.open and self.open[-1]:
            self.write(">")
            self.open[-1] = ""

    def _attribute(self, key: Any, value: Any) -> str:
        if value is None and self.flags["omitNullAttributes"]:
            return ""
        text = "" if value is None else to_string(value)
        if not text and self.flags["omitEmptyAttributes"]:
            return ""
        quote = '"' if self.flags["doubleQuotes"] else "'"
        return f" {to_string(from_key(key))}={quote}{escape(text, quote)}{quote}"

    def plain(self, text: str) -> None:
        """Text inside the open element."""
        self.close_tag()
        self.write(text)


class Helper(HostObject):
    """``mkp`` inside a builder."""

    groovy_class = "groovy.xml.MarkupBuilderHelper"

    def __init__(self, markup: Markup) -> None:
        self.markup = markup

    def invoke_method(self, name: str, arguments: list[Any], site: CallSite) -> Any:
        markup, value = self.markup, arguments[0] if arguments else None
        if name == "yield":
            markup.plain(escape(to_string(value)))
        elif name == "yieldUnescaped":
            markup.plain(to_string(value))
        elif name == "comment":
            markup.plain(f"<!-- {to_string(value)} -->")
        elif name == "xmlDeclaration":
            self._declare(value or {})
        elif name == "pi" and isinstance(value, dict):
            for target, content in value.items():
                parts = "".join(f" {k}='{to_string(v)}'" for k, v in content.items())
                markup.plain(f"<?{to_string(from_key(target))}{parts}?>")
        else:
            return MISSING
        return None

    def _declare(self, entries: dict[Any, Any]) -> None:
        markup = self.markup
        if markup.pretty:
            markup.plain("<?xml" + "".join(markup._attribute(key, value) for key, value in entries.items()) + "?>")
            markup.line_pending = True
        else:
            markup.plain("<?xml version='1.0'?>\n")


MARKUP = StaticTable("groovy.xml.MarkupBuilder")


@MARKUP.constructor
def new_markup(rt: Runtime, writer: Any = None) -> Markup:
    if isinstance(writer, IndentPrinter):
        markup = Markup(rt, writer.writer, writer.pretty)
        markup.tag_end = " />"
        return markup
    return Markup(rt, writer)


class IndentPrinter(Printable):
    """groovy.util.IndentPrinter, as far as builders need it."""

    java_class = "groovy.util.IndentPrinter"

    def __init__(self, writer: Any, pretty: bool) -> None:
        self.writer = writer
        self.pretty = pretty


StaticTable("groovy.util.IndentPrinter").constructor(
    lambda rt, writer=None, indent="  ", new_lines=True: IndentPrinter(writer, bool(new_lines))
)


class Buffer(HostObject):
    """A writer that keeps what it is given."""

    def __init__(self) -> None:
        self.parts: list[str] = []

    def invoke_method(self, name: str, arguments: list[Any], site: CallSite) -> Any:
        if name != "write":
            return MISSING
        self.parts.append(to_string(arguments[0]))
        return None


class Streaming(Printable):
    """groovy.xml.StreamingMarkupBuilder."""

    java_class = "groovy.xml.StreamingMarkupBuilder"


STREAMING = MethodTable("groovy.xml.StreamingMarkupBuilder")
register_kind("groovy.xml.StreamingMarkupBuilder", STREAMING)
StaticTable("groovy.xml.StreamingMarkupBuilder").constructor(lambda rt: Streaming())


class WritableMarkup(Printable):
    """What ``bind`` gives: markup made at each print."""

    java_class = "groovy.lang.Writable"

    def __init__(self, rt: Runtime, source: Any) -> None:
        self.rt = rt
        self.source = source

    def to_text(self) -> str:
        if isinstance(self.source, GPath):
            return "".join(_compact(element) for element in self.source.elements)
        buffer = Buffer()
        markup = Markup(self.rt, buffer, pretty=False)
        self.source.delegate = markup
        self.source.call()
        return "".join(buffer.parts)


def _compact(node: Node) -> str:
    attributes = "".join(f" {key}='{escape(to_string(value), chr(39))}'" for key, value in node.attributes.items())
    if not node.children:
        return f"<{node.name}{attributes}/>"
    inside = "".join(_compact(one) if isinstance(one, Node) else escape(to_string(one)) for one in node.children)
    return f"<{node.name}{attributes}>{inside}</{node.name}>"


@STREAMING("bind")
def bind(rt: Runtime, receiver: Streaming, source: Any) -> WritableMarkup:
    return WritableMarkup(rt, source)


@STREAMING("bindNode")
def bind_node(rt: Runtime, receiver: Streaming, source: Any) -> WritableMarkup:
    return WritableMarkup(rt, source)


XML_UTIL = StaticTable("groovy.xml.XmlUtil")
XML_UTIL("escapeXml")(lambda rt, text: escape(to_string(text)).replace('"', "&quot;").replace("'", "&apos;"))


@XML_UTIL("serialize")
def serialize(rt: Runtime, source: Any) -> str:
    nodes = source.elements if isinstance(source, GPath) else [source] if isinstance(source, Node) else None
    root = nodes[0] if nodes else _read(to_string(source))
    return f'<?xml version="1.0" encoding="UTF-8"?>{_indented(root, "")}'


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
    """groovy.util.XmlNodePrinter."""

    java_class = "groovy.util.XmlNodePrinter"

    def __init__(self, writer: Any) -> None:
        self.writer = writer


PRINTER = MethodTable("groovy.util.XmlNodePrinter")
register_kind("groovy.util.XmlNodePrinter", PRINTER)
StaticTable("groovy.util.XmlNodePrinter").constructor(lambda rt, writer=None, *options: NodePrinter(writer))
PRINTER("setPreserveWhitespace", "setExpandEmptyElements", "setQuote")(lambda rt, receiver, value: None)


@PRINTER("print")
def print_node(rt: Runtime, receiver: NodePrinter, node: Node) -> None:
    text = _printed(node, "")
    if receiver.writer is None:
        rt.print_text(text)
    else:
        invoke(rt, receiver.writer, "print", [text])


def _printed(node: Node, indent: str) -> str:
    attributes = "".join(f' {key}="{escape(to_string(value), chr(34))}"' for key, value in node.attributes.items())
    if not node.children:
        return f"{indent}<{node.name}{attributes}/>\n"
    inside = "".join(
        _printed(child, indent + "  ") if isinstance(child, Node) else f"{indent}  {escape(to_string(child))}\n"
        for child in node.children
    )
    return f"{indent}<{node.name}{attributes}>\n{inside}{indent}</{node.name}>\n"
