"""The matrix of permissions that an item's or a node's own configuration holds.

Sources: hudson.security.AuthorizationMatrixProperty, com.cloudbees.hudson.plugins.folder.properties.
AuthorizationMatrixProperty, org.jenkinsci.plugins.matrixauth.{AuthorizationMatrixNodeProperty,
AbstractAuthorizationPropertyConverter}.
"""

from __future__ import annotations

from collections.abc import Iterator

from igor.configxml.cursor import Element, child_text, text_of
from igor.configxml.source import parse
from igor.model.access import ItemMatrix, Matrix
from igor.model.permissions import find

JOB_PROPERTY = "hudson.security.AuthorizationMatrixProperty"
FOLDER_PROPERTY = "com.cloudbees.hudson.plugins.folder.properties.AuthorizationMatrixProperty"
NODE_PROPERTY = "org.jenkinsci.plugins.matrixauth.AuthorizationMatrixNodeProperty"
_MARK = "AuthorizationMatrix"
_PLACES = (
    f"properties/{JOB_PROPERTY}",
    f"properties/{FOLDER_PROPERTY}",
    f"nodeProperties/{NODE_PROPERTY}",
)
_INHERITANCE = {"NonInheritingStrategy": "none", "InheritGlobalStrategy": "global", "InheritParentStrategy": "parent"}
_KINDS = ("USER", "GROUP", "EITHER")


def may_hold_matrix(xml: str) -> bool:
    """False: there is none, without a look at the elements."""
    return _MARK in xml


def read_matrix(xml: str) -> ItemMatrix | None:
    """The matrix of an item or a node; None without one. Permissions that nobody knows grant nothing.

    Raises:
        InvalidSource: the XML is not well-formed.
    """
    if not may_hold_matrix(xml):
        return None
    root = parse(xml, "config.xml")
    found = next((element for place in _PLACES for element in root.iterfind(place)), None)
    return None if found is None else ItemMatrix(Matrix(_grants(found)), _inheritance(found))


def _inheritance(element: Element) -> str:
    """Older files say no more than whether they block what they would inherit."""
    strategy = element.find("inheritanceStrategy")
    if strategy is not None:
        return _INHERITANCE.get((strategy.get("class") or "").rpartition(".")[2], "parent")
    return "none" if child_text(element, "blocksInheritance").strip() == "true" else "parent"


def _grants(element: Element) -> Iterator[tuple[str, str]]:
    """``USER:hudson.model.Item.Read:alice``, or without the kind in older files."""
    for child in element.iterfind("permission"):
        kind, _, rest = text_of(child).strip().partition(":")
        if kind not in _KINDS:
            kind, rest = "EITHER", text_of(child).strip()
        name, colon, sid = rest.partition(":")
        permission = find(name)
        if colon and permission and sid:
            yield permission, f"{kind}:{sid}"
