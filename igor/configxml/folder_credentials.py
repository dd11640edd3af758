"""Credentials that stand in a folder's own ``config.xml``, as Jenkins keeps them there: taken out before it is stored.

Source: com.cloudbees.hudson.plugins.folder.properties.FolderCredentialsProvider.FolderCredentialsProperty.
"""

from __future__ import annotations

from typing import NamedTuple

from lxml import etree

from igor.configxml.classes import class_of
from igor.configxml.credentials import DOMAIN
from igor.configxml.cursor import Element, child_text, tag
from igor.configxml.source import parse

PROPERTY = "com.cloudbees.hudson.plugins.folder.properties.FolderCredentialsProvider_-FolderCredentialsProperty"


class FolderCredential(NamedTuple):
    """A credential's XML, secrets as they were posted, and its domain: name and XML; both empty for the global one."""

    domain: str
    domain_xml: str
    xml: str


def take_out(xml: str) -> tuple[str, list[FolderCredential]]:
    """The folder's XML without the property, and what it held; untouched when there is none.

    Raises:
        InvalidSource: the XML is not well-formed.
    """
    if PROPERTY not in xml:
        return xml, []
    root = parse(xml, "config.xml")
    found: list[FolderCredential] = []
    for element in root.findall(f"properties/{PROPERTY}"):
        for entry in element.iterfind("domainCredentialsMap/entry"):
            found += _of_entry(entry)
        _remove(element)
    return f"{etree.tostring(root, encoding='unicode')}\n", found


def _remove(element: Element) -> None:
    """The element, and what held nothing else."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
        if len(parent) == 0 and parent.getparent() is not None:
            _remove(parent)


def _of_entry(entry: Element) -> list[FolderCredential]:
    domain = next((child for child in entry if class_of(tag(child)) == DOMAIN), None)
    name = "" if domain is None else child_text(domain, "name").strip()
    domain_xml = "" if domain is None or not name else _text(domain)
    lists = [child for child in entry if child is not domain]
    return [FolderCredential(name, domain_xml, _text(each)) for each_list in lists for each in each_list]


def _text(element: Element) -> str:
    return str(etree.tostring(element, encoding="unicode", with_tail=False))
