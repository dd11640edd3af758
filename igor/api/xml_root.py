"""Small documents that clients post: nodes, lists of plugins."""

from __future__ import annotations

from lxml import etree

from igor.api.errors import Oops


def root_of(xml: str) -> etree._Element:
    """The root element; entities and the network are off. Raises Oops when it cannot be read, as Jenkins does."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    declaration, _, rest = xml.strip().partition("?>")
    try:
        return etree.fromstring((rest if declaration.startswith("<?xml") else xml).strip().encode(), parser)
    except etree.XMLSyntaxError as error:
        raise Oops(f"The XML cannot be read: {error}") from error


def set_child(root: etree._Element, name: str, text: str) -> None:
    """The text of a child, which is made when it is missing."""
    child = root.find(name)
    if child is None:
        child = etree.SubElement(root, name)
    child.text = text or None


def to_text(root: etree._Element) -> str:
    """The document with Jenkins' declaration."""
    return '<?xml version="1.1" encoding="UTF-8"?>\n' + etree.tostring(root, encoding="unicode")
