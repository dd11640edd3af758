"""An exported answer as JSON, as a Python literal, as XML; and XPath over the latter.

Source: org.kohsuke.stapler.export.{JSONDataWriter,PythonDataWriter,XMLDataWriter}, hudson.model.Api.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

import msgspec
from lxml import etree

_INDENT = "  "
_NAME_START = re.compile(r"[A-Za-z_]|[^\x00-\x7f]")
_NOT_NAME = re.compile(r"[^\w.\-\u00b7]")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")
_WRAPPER = re.compile(r"[a-zA-Z_][\w\-.]*", re.ASCII)


def to_json(value: Any, *, pretty: bool = False) -> str:
    """JSON; ``pretty`` has Jenkins' form: two blanks of indentation and ``"key" : value``."""
    return _pretty(value, 0, _json_scalar) if pretty else msgspec.json.encode(value).decode()


def to_python(value: Any, *, pretty: bool = False) -> str:
    """A literal that ``ast.literal_eval`` reads: JSON with True, False and None."""
    return _pretty(value, 0, _python_scalar) if pretty else _compact(msgspec.to_builtins(value))


def _json_scalar(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _python_scalar(value: Any) -> str:
    return repr(value) if value is None or isinstance(value, bool) else json.dumps(value, ensure_ascii=False)


def _compact(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ",".join(f"{_json_scalar(key)}:{_compact(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(_compact(item) for item in value) + "]"
    return _python_scalar(value)


def _pretty(value: Any, level: int, scalar: Any) -> str:
    if isinstance(value, dict):
        parts = [f"{_json_scalar(key)} : {_pretty(item, level + 1, scalar)}" for key, item in value.items()]
        return _block("{", parts, "}", level)
    if isinstance(value, list):
        return _block("[", [_pretty(item, level + 1, scalar) for item in value], "]", level)
    return str(scalar(value))


def _block(opening: str, parts: list[str], closing: str, level: int) -> str:
    inner = "\n" + _INDENT * (level + 1)
    return opening + inner + ("," + inner).join(parts) + "\n" + _INDENT * level + closing


def to_xml(root_name: str, value: dict[str, Any]) -> str:
    """XML without a declaration: null is absent, a list is a repeated element with a singular name."""
    out: list[str] = []
    _write_element(out, root_name, value)
    return "".join(out)


def xml_start(name: str, class_name: str) -> str:
    """The start tag of an object's element."""
    return f"<{name} _class='{escape(class_name)}'>"


def element(name: str, value: Any) -> str:
    """A plain value as an element, a list as several."""
    out: list[str] = []
    _write_element(out, name, value)
    return "".join(out)


def _write_element(out: list[str], name: str, value: Any) -> None:
    if value is None:
        return
    if isinstance(value, list):
        for item in value:
            _write_element(out, singular(name), item)
    elif isinstance(value, dict):
        _write_object(out, name, value)
    else:
        out.append(f"<{name}>{_xml_text(value)}</{name}>")


def _write_object(out: list[str], name: str, value: dict[str, Any]) -> None:
    class_name = value.get("_class")
    out.append(xml_start(name, class_name) if class_name else f"<{name}>")
    for key, item in value.items():
        if key != "_class":
            _write_element(out, xml_name(key), item)
    out.append(f"</{name}>")


def _xml_text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return escape(_NOT_XML.sub("\ufffd", str(value)))


def singular(name: str) -> str:
    """``jobs`` → ``job``, ``entries`` → ``entry``."""
    return re.sub(r"s$", "", re.sub(r"ies$", "y", name))


def xml_name(name: str) -> str:
    """A key as an element name: what XML does not allow is dropped."""
    if not _NAME_START.match(name[:1]):
        name = name[1:] if _NAME_START.match(name[1:2]) else "_" + name
    return name[:1] + _NOT_NAME.sub("", name[1:])


class XPathFailure(Exception):
    """The selection cannot be answered; ``status`` is the HTTP status, the text says why."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class Selection:
    """What an XPath selected. ``primitive``: text, a number or a boolean instead of XML."""

    text: str
    primitive: bool = False


def select_xpath(xml: str, xpath: str | None, wrapper: str | None, excludes: list[str]) -> Selection:
    """Apply ``exclude``, ``xpath`` and ``wrapper`` as hudson.model.Api does.

    Raises:
        XPathFailure: 400 wrapper is no name, 404 nothing matches, 500 several match or the expression is wrong.
    """
    document = etree.fromstring(xml.encode()).getroottree()
    for expression in excludes:
        for node in _evaluate(document, expression):
            _remove(node)
    if xpath is None:
        return Selection('<?xml version="1.0" encoding="UTF-8"?>\n' + _serialise(document.getroot()))
    found = _evaluate(document, xpath)
    if wrapper is not None:
        return _wrap(found, wrapper)
    if len(found) != 1:
        raise _not_one(xpath, len(found))
    return _selection(found[0])


def _evaluate(document: Any, expression: str) -> list[Any]:
    try:
        result = document.xpath(expression)
    except etree.XPathError as error:
        raise XPathFailure(500, f"XPath {expression}: {error}") from error
    return result if isinstance(result, list) else [result]


def _not_one(xpath: str, count: int) -> XPathFailure:
    if count == 0:
        return XPathFailure(404, f"XPath {xpath} didn’t match")
    return XPathFailure(
        500, f"XPath {xpath} matched {count} nodes. Create an XPath that only matches one, or use the “wrapper” query "
        "parameter to wrap them all under a root element."
    )  # fmt: skip


def _wrap(found: list[Any], wrapper: str) -> Selection:
    if not _WRAPPER.fullmatch(wrapper):
        raise XPathFailure(
            400, "The wrapper parameter can only contain letters, numbers, underscores, dashes and dots."
        )
    inner = "".join(_serialise(item) if etree.iselement(item) else escape(_primitive(item)) for item in found)
    return Selection(f"<{wrapper}>{inner}</{wrapper}>" if inner else f"<{wrapper}/>")


def _selection(item: Any) -> Selection:
    if etree.iselement(item):
        return Selection(_serialise(item))
    if getattr(item, "is_attribute", False):
        return Selection(f'{item.attrname}="{escape(str(item))}"')
    return Selection(_primitive(item), primitive=True)


def _primitive(item: Any) -> str:
    if isinstance(item, bool):
        return "true" if item else "false"
    return str(item)


def _serialise(element: Any) -> str:
    return etree.tostring(element, encoding="unicode", with_tail=False)


def _remove(node: Any) -> None:
    if etree.iselement(node):
        if (parent := node.getparent()) is not None:
            parent.remove(node)
    elif getattr(node, "is_attribute", False):
        node.getparent().attrib.pop(node.attrname, None)
    elif (parent := getattr(node, "getparent", lambda: None)()) is not None:
        parent.text = None
