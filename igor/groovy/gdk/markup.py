"""Markup that scripts write: ``MarkupBuilder`` and ``StreamingMarkupBuilder``.

Sources: groovy.xml of Groovy 2.4.
"""

from __future__ import annotations

from typing import Any

from igor.groovy.builtin_tables import register_kind
from igor.groovy.dispatch import invoke
from igor.groovy.gdk.gpath import GPath
from igor.groovy.host import MISSING, CallSite, HostObject
from igor.groovy.registry import MethodTable, StaticTable
from igor.groovy.runtime import Runtime
from igor.groovy.text import Printable, to_string
from igor.groovy.values import from_key
from igor.groovy.xml_node import Node, is_closure


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
        #: For each open element whether there is an element in it.
        self.filled: list[bool] = []
        self.namespaces: dict[str, str] = {}
        self.pending_namespaces: dict[str, str] = {}
        self.encoding = ""
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
        if name in self.namespaces:
            return Prefixed(self, name)
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
        if self.filled:
            self.filled[-1] = True
        attributes = self._declared() | attributes
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
        self.filled.append(False)
        self.depth += 1
        closure.delegate = self
        try:
            closure.call()
        finally:
            self.depth -= 1
            filled = self.filled.pop()
        if self.open.pop():
            self.write(f"></{name}>" if self.flags["expandEmptyElements"] else self.tag_end)
            return
        if self.pretty and filled:
            self.write("\n" + "  " * self.depth)
        self.write(f"</{name}>")

    def _declared(self) -> dict[Any, Any]:
        found = {f"xmlns:{prefix}" if prefix else "xmlns": uri for prefix, uri in self.pending_namespaces.items()}
        self.pending_namespaces = {}
        return found

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


class Prefixed(HostObject):
    """``prefix.name(…)`` in a StreamingMarkupBuilder: elements of a declared namespace."""

    groovy_class = "groovy.xml.StreamingMarkupBuilder$Namespace"
    answers_anything = True

    def __init__(self, markup: Markup, prefix: str) -> None:
        self.markup = markup
        self.prefix = prefix

    def invoke_method(self, name: str, arguments: list[Any], site: CallSite) -> Any:
        return self.markup.invoke_method(f"{self.prefix}:{name}", arguments, site)


class Helper(HostObject):
    """``mkp`` inside a builder."""

    groovy_class = "groovy.xml.MarkupBuilderHelper"

    def __init__(self, markup: Markup) -> None:
        self.markup = markup

    def invoke_method(self, name: str, arguments: list[Any], site: CallSite) -> Any:
        markup, value = self.markup, arguments[0] if arguments else None
        if name == "yield":
            markup.plain(
                "".join(map(_compact, value.elements)) if isinstance(value, GPath) else escape(to_string(value))
            )
        elif name == "declareNamespace" and isinstance(value, dict):
            declared = {to_string(from_key(key)): to_string(uri) for key, uri in value.items()}
            markup.namespaces |= declared
            markup.pending_namespaces |= declared
        elif name == "yieldUnescaped":
            markup.plain(to_string(value))
        elif name == "comment":
            markup.plain(f"<!-- {to_string(value)} -->" if markup.pretty else f"<!--{to_string(value)}-->")
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
            encoding = f" encoding='{markup.encoding}'" if markup.encoding else ""
            markup.plain(f"<?xml version='1.0'{encoding}?>\n")


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

    def __init__(self, writer: Any, pretty: bool, indent: str = "  ") -> None:
        self.writer = writer
        self.pretty = pretty
        self.indent = indent


StaticTable("groovy.util.IndentPrinter").constructor(
    lambda rt, writer=None, indent="  ", new_lines=True: IndentPrinter(writer, bool(new_lines), to_string(indent))
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

    def __init__(self) -> None:
        self.encoding = ""


STREAMING = MethodTable("groovy.xml.StreamingMarkupBuilder")
register_kind("groovy.xml.StreamingMarkupBuilder", STREAMING)
StaticTable("groovy.xml.StreamingMarkupBuilder").constructor(lambda rt: Streaming())


class WritableMarkup(Printable):
    """What ``bind`` gives: markup made at each print."""

    java_class = "groovy.xml.StreamingMarkupBuilder$Writable"

    def __init__(self, rt: Runtime, source: Any, encoding: str = "") -> None:
        self.rt = rt
        self.source = source
        self.encoding = encoding

    def to_text(self) -> str:
        if isinstance(self.source, GPath):
            return "".join(_compact(element) for element in self.source.elements)
        buffer = Buffer()
        markup = Markup(self.rt, buffer, pretty=False)
        markup.encoding = self.encoding
        self.source.delegate = markup
        self.source.call()
        return "".join(buffer.parts)


def _compact(node: Node) -> str:
    attributes = "".join(f" {key}='{escape(to_string(value), chr(39))}'" for key, value in node.attributes.items())
    if not node.children:
        return f"<{node.name}{attributes}/>"
    inside = "".join(_compact(one) if isinstance(one, Node) else escape(to_string(one)) for one in node.children)
    return f"<{node.name}{attributes}>{inside}</{node.name}>"


@STREAMING("bind", "bindNode")
def bind(rt: Runtime, receiver: Streaming, source: Any) -> WritableMarkup:
    return WritableMarkup(rt, source, receiver.encoding)


STREAMING("getEncoding")(lambda rt, receiver: receiver.encoding)


@STREAMING("setEncoding")
def set_encoding(rt: Runtime, receiver: Streaming, name: Any) -> None:
    receiver.encoding = to_string(name)


WRITABLES = MethodTable("groovy.lang.Writable")
register_kind("groovy.xml.StreamingMarkupBuilder$Writable", WRITABLES)


@WRITABLES("writeTo")
def write_to(rt: Runtime, receiver: WritableMarkup, writer: Any) -> Any:
    invoke(rt, writer, "write", [receiver.to_text()])
    return writer
