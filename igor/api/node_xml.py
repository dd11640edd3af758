"""A node as Jenkins' XML: what was posted is kept, with what Igor acts on as it is now.

Source: hudson.model.Slave's fields, hudson.slaves.DumbSlave's form.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from lxml import etree

from igor.api.xml_root import root_of, set_child, to_text
from igor.model.node import Node

_PLAIN = (
    "<slave>\n  <name/>\n  <description/>\n  <remoteFS/>\n  <numExecutors/>\n  <mode/>\n"
    '  <retentionStrategy class="hudson.slaves.RetentionStrategy$Always"/>\n'
    '  <launcher class="hudson.slaves.JNLPLauncher"/>\n  <label/>\n  <nodeProperties/>\n</slave>'
)
#: What in a form says of which class a part is.
_CLASS_KEYS = ("stapler-class", "$class")
_NAME = re.compile(r"[A-Za-z_][\w.\-]*")


def of_node(node: Node, stored: str) -> str:
    """The node's XML. ``stored``: as it was posted or made from a form, empty for neither."""
    root = root_of(stored or _PLAIN)
    label = root.findtext("label") or ""
    values = {
        "name": node.name,
        "description": node.description,
        "remoteFS": node.remote_fs,
        "numExecutors": str(node.executors),
        "mode": node.mode,
        "label": label if set(label.split()) == node.labels else " ".join(sorted(node.labels)),
    }
    for name, text in values.items():
        set_child(root, name, text)
    return to_text(root)


def of_form(form: Mapping[str, Any]) -> str:
    """The XML of what a form says of launcher, retention and properties."""
    root = root_of(_PLAIN)
    for name in ("retentionStrategy", "launcher"):
        element, said = root.find(name), form.get(name)
        if element is not None and isinstance(said, Mapping):
            _fill(element, said)
    set_child(root, "label", str(form.get("labelString") or ""))
    return etree.tostring(root, encoding="unicode")


def _fill(element: etree._Element, said: Mapping[str, Any]) -> None:
    """The part's class as an attribute, its texts, numbers and parts as elements."""
    class_name = next((str(said[key]) for key in _CLASS_KEYS if key in said), "")
    if class_name:
        element.set("class", class_name)
    for key, value in said.items():
        if key in _CLASS_KEYS or not _NAME.fullmatch(key):
            continue
        child = etree.SubElement(element, key)
        if isinstance(value, Mapping):
            _fill(child, value)
        else:
            child.text = {True: "true", False: "false"}.get(value, str(value)) if value not in (None, "") else None
