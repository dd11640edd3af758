"""A ``config.xml`` for those who may read a configuration and not change it: without the secrets in it.

Source: hudson.model.AbstractItem.writeConfigDotXml, which hides encrypted values; here plain ones are hidden as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from igor.configxml.cursor import Element, tag
from igor.configxml.source import parse
from igor.model.credential import is_secret

_HIDDEN = "********"
_ENCRYPTED = re.compile(r"\{[A-Za-z0-9+/]+={0,2}\}")


def holds_secrets(xml: str) -> bool:
    """Whether ``redact`` would hide something. Raises InvalidSource."""
    return any(True for _ in _secrets(parse(xml, "config.xml")))


def redact(xml: str) -> str:
    """The XML with stars in place of secrets; unchanged when it holds none. Raises InvalidSource."""
    root = parse(xml, "config.xml")
    found = list(_secrets(root))
    for element in found:
        element.text = _HIDDEN
    return str(etree.tostring(root, encoding="unicode")) + "\n" if found else xml


def _secrets(root: Element) -> Iterator[Element]:
    """Encrypted texts, what is called a secret, default values of passwords."""
    for element in root.iter():
        text = (element.text or "").strip()
        if (
            len(element) == 0
            and text
            and (_ENCRYPTED.fullmatch(text) or is_secret(tag(element)) or _is_default(element))
        ):
            yield element


def _is_default(element: Element) -> bool:
    parent = element.getparent()
    return tag(element) == "defaultValue" and parent is not None and "PasswordParameterDefinition" in tag(parent)
