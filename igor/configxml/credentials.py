"""The XML of credentials and their domains: reading, hiding and keeping the secrets in it, making it of a form.

Source: com.cloudbees.plugins.credentials.CredentialsStoreAction (SECRETS_REDACTED), domains.Domain.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from lxml import etree

from igor.configxml.classes import class_of, tag_of
from igor.configxml.cursor import Element, child_text, tag, text_of
from igor.configxml.source import parse
from igor.model.credential import GLOBAL_SCOPE, KINDS, SCOPES, SECRET_FILE, Credential, CredentialDomain, is_secret
from igor.model.errors import Invalid, InvalidSource

DOMAIN = "com.cloudbees.plugins.credentials.domains.Domain"
_REDACTED = "secret-redacted"
_SOURCE = "credential"
_CLASS_KEYS = ("$class", "stapler-class")


def read_credential(xml: str) -> Credential:
    """What the XML says. Raises InvalidSource: not well-formed, no credential, an unknown scope."""
    root = _root(xml)
    values = {path: text_of(leaf) for path, leaf in _leaves(root)}
    scope = values.get("scope", "").strip() or GLOBAL_SCOPE
    if scope not in SCOPES:
        raise InvalidSource(f"there is no scope {scope!r}", file_name=_SOURCE, hint=f"one of {', '.join(SCOPES)}")
    return Credential(
        id=values.get("id", "").strip(),
        class_name=class_of(tag(root)),
        scope=scope,
        description=values.get("description", ""),
        values=values,
    )


def seal(xml: str, credential_id: str, encrypt: Callable[[str], str], previous: str | None = None) -> str:
    """The XML as it is kept: with this id, every secret encrypted.

    ``previous``: what was kept before; a secret that is sent as ``<secret-redacted/>`` stays as it was.
    """
    root = _root(xml)
    kept = dict(_texts(previous)) if previous else {}
    for path, leaf in list(_leaves(root)):
        if leaf.find(_REDACTED) is not None:
            _empty(leaf).text = kept.get(path, "")
        elif is_secret(path) and leaf.text:
            leaf.text = encrypt(text_of(leaf))
    _set(root, "id", credential_id, 0)
    if not child_text(root, "scope").strip():
        _set(root, "scope", GLOBAL_SCOPE, 0)
    return _text(root)


def redact(xml: str) -> str:
    """The XML as it is shown: ``<secret-redacted/>`` in place of each secret."""
    root = _root(xml)
    for path, leaf in list(_leaves(root)):
        if is_secret(path):
            etree.SubElement(_empty(leaf), _REDACTED)
    return _text(root)


def read_domain(xml: str) -> CredentialDomain:
    """A domain. Raises InvalidSource: not well-formed, no domain, no name."""
    root = parse(xml, "domain")
    if class_of(tag(root)) != DOMAIN:
        raise InvalidSource(
            f"<{tag(root)}> is not a domain", file_name="domain", line=1, hint=f"the root is <{DOMAIN}>"
        )
    name = child_text(root, "name").strip()
    if not name or name == "_" or "/" in name:
        raise InvalidSource(f"a domain cannot be called {name!r}", file_name="domain", hint="write <name>…</name>")
    return CredentialDomain(name, child_text(root, "description"), _text(root))


def credential_of_form(form: Mapping[str, Any], files: Mapping[str, tuple[str, bytes]]) -> str:
    """The XML of a form's ``credentials``; ``files``: name and content by the name that the form gives.

    Raises:
        Invalid: it names no class, or a file that was not sent.
    """
    class_name = _class_in(form)
    if not class_name:
        raise Invalid("The form names no class of credentials", hint='send json={"credentials": {"$class": …}}')
    kind = KINDS.get(class_name)
    wanted = {key: value for key, value in form.items() if kind is None or key in kind.fields}
    if class_name == SECRET_FILE and "file" in wanted:
        wanted |= _uploaded(str(wanted.pop("file")), files)
    root = etree.Element(tag_of(class_name))
    _fill(root, wanted)
    return _text(root)


def domain_of_form(form: Mapping[str, Any]) -> str:
    """The XML of a form that describes a domain."""
    root = etree.Element(DOMAIN)
    _set(root, "name", str(form.get("name") or ""), 0)
    _set(root, "description", str(form.get("description") or ""), 1)
    specifications = etree.SubElement(root, "specifications")
    for said in form.get("specifications") or []:
        if isinstance(said, Mapping) and (class_name := _class_in(said)):
            _fill(etree.SubElement(specifications, tag_of(class_name)), said)
    return _text(root)


def _uploaded(name: str, files: Mapping[str, tuple[str, bytes]]) -> dict[str, str]:
    if name not in files:
        raise Invalid(f"the file {name!r} was not sent", hint="send it as a part of a multipart/form-data body")
    file_name, content = files[name]
    return {"fileName": file_name, "secretBytes": base64.b64encode(content).decode()}


def _fill(parent: Element, form: Mapping[str, Any]) -> None:
    for key, value in form.items():
        if key in _CLASS_KEYS or not key or value is None:
            continue
        child = etree.SubElement(parent, "uploadedKeystoreBytes" if key == "uploadedKeystore" else _name(key))
        if isinstance(value, Mapping):
            if class_name := _class_in(value):
                child.set("class", class_name)
            _fill(child, value)
        else:
            child.text = _plain(value)


def _name(key: str) -> str:
    if not key.isidentifier():
        raise Invalid(f"a field cannot be called {key!r}")
    return key


def _plain(value: object) -> str:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    if any(ord(character) < 32 and character not in "\t\r\n" for character in text):
        raise Invalid("a value holds control characters")
    return text


def _class_in(form: Mapping[str, Any]) -> str:
    found = next((str(form[key]) for key in _CLASS_KEYS if form.get(key)), "")
    if found and not all(part.isidentifier() for part in found.replace("$", ".").replace("-", "_").split(".")):
        raise Invalid(f"{found!r} is no class")
    return found


def _root(xml: str) -> Element:
    root = parse(xml, _SOURCE)
    if "." not in tag(root):
        raise InvalidSource(
            f"<{tag(root)}> is not a credential", file_name=_SOURCE, line=1, hint=f"such as <{next(iter(KINDS))}>"
        )
    return root


def _leaves(element: Element, path: str = "") -> Iterator[tuple[str, Element]]:
    for child in element:
        name = f"{path}{tag(child)}"
        if len(child) == 0 or child.find(_REDACTED) is not None:
            yield name, child
        else:
            yield from _leaves(child, f"{name}/")


def _texts(xml: str) -> Iterator[tuple[str, str]]:
    return ((path, text_of(leaf)) for path, leaf in _leaves(_root(xml)))


def _empty(element: Element) -> Element:
    for child in list(element):
        element.remove(child)
    element.text = None
    return element


def _set(root: Element, name: str, text: str, place: int) -> None:
    found = root.find(name)
    if found is None:
        found = etree.Element(name)
        root.insert(place, found)
    _empty(found).text = text


def _text(root: Element) -> str:
    etree.indent(root)
    return str(etree.tostring(root, encoding="unicode"))
