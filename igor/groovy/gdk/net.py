"""java.net.URI and URL as what they say: their parts. Nothing is opened, looked up or read."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote, urljoin

from igor.groovy.builtin_tables import register_kind
from igor.groovy.registry import MethodTable, StaticTable
from igor.groovy.runtime import Runtime
from igor.groovy.runtime_errors import GroovyRuntimeError, NoSignature, illegal_argument, refused
from igor.groovy.text import Printable, to_string

_URI = re.compile(r"(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?", re.DOTALL)
_ILLEGAL = re.compile(r"[\x00-\x20\"<>\\^`{|}\x7f]|%(?![0-9A-Fa-f]{2})")
_PORTS = {"http": 80, "https": 443, "ftp": 21}


class Address(Printable):
    """A URI or URL taken to pieces."""

    def __init__(self, java_class: str, text: str) -> None:
        self.java_class = java_class
        self.text = text
        found = _URI.fullmatch(text)
        assert found is not None  # the expression matches anything
        self.scheme, self.authority, self.path, self.query, self.fragment = found.groups()
        user, at, place = (self.authority or "").rpartition("@")
        self.user = user if at else None
        host, colon, port = place.rpartition(":") if not place.endswith("]") else (place, "", "")
        self.host = (host if colon else place) or None
        self.port = int(port) if port.isdigit() and len(port) < 6 else -1
        self.opaque = self.scheme is not None and self.authority is None and not self.path.startswith("/")

    def to_text(self) -> str:
        return self.text

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Address) and (other.java_class, other.text) == (self.java_class, self.text)

    def __hash__(self) -> int:
        return hash((self.java_class, self.text))

    def groovy_compare(self, other: Any) -> int:
        """Order by text."""
        return int(self.text > other.text) - int(self.text < other.text)


URI, URIS = StaticTable("java.net.URI"), MethodTable("java.net.URI")
URL, URLS = StaticTable("java.net.URL"), MethodTable("java.net.URL")
register_kind("java.net.URI", URIS)
register_kind("java.net.URL", URLS)


def uri(text: str) -> Address:
    """A URI; URISyntaxException for characters that none may have."""
    wrong = _ILLEGAL.search(text)
    if wrong is not None:
        where = "path" if "?" not in text[: wrong.start()] else "query"
        what = "Malformed escape pair" if wrong[0] == "%" else f"Illegal character in {where}"
        raise GroovyRuntimeError("java.net.URISyntaxException", f"{what} at index {wrong.start()}: {text}")
    return Address("java.net.URI", text)


def url(text: str) -> Address:
    """A URL; MalformedURLException without a protocol."""
    result = Address("java.net.URL", text.strip())
    if result.scheme is None:
        raise GroovyRuntimeError("java.net.MalformedURLException", f"no protocol: {text}")
    if result.scheme.lower() not in ("http", "https", "ftp", "file", "jar", "mailto"):
        raise GroovyRuntimeError("java.net.MalformedURLException", f"unknown protocol: {result.scheme}")
    return result


@URI.constructor
def new_uri(rt: Runtime, *parts: Any) -> Address:
    texts = [None if part is None else to_string(part) for part in parts]
    if len(texts) == 1 and texts[0] is not None:
        return uri(texts[0])
    prefix = f"{texts[0]}:" if texts and texts[0] is not None else ""
    if len(texts) == 3:
        return uri(f"{prefix}{texts[1] or ''}" + (f"#{texts[2]}" if texts[2] else ""))
    if len(texts) == 4:
        host, path, fragment = texts[1:]
        return uri(f"{prefix}//{host or ''}{path or ''}" + (f"#{fragment}" if fragment else ""))
    if len(texts) == 7:
        user, host, port, path, query, fragment = texts[1:]
        place = f"{user + '@' if user else ''}{host or ''}{':' + port if port and int(port) >= 0 else ''}"
        tail = (f"?{query}" if query else "") + (f"#{fragment}" if fragment else "")
        return uri(f"{prefix}//{place}{path or ''}{tail}")
    raise NoSignature


@URL.constructor
def new_url(rt: Runtime, *parts: Any) -> Address:
    if len(parts) == 1:
        return url(to_string(parts[0]))
    if len(parts) == 2 and isinstance(parts[0], Address):
        return url(urljoin(parts[0].text, to_string(parts[1])))
    if len(parts) == 3:
        return url(f"{to_string(parts[0])}://{to_string(parts[1])}{to_string(parts[2])}")
    if len(parts) == 4:
        return url(f"{to_string(parts[0])}://{to_string(parts[1])}:{parts[2]}{to_string(parts[3])}")
    raise NoSignature


@URI("create")
def create(rt: Runtime, text: str) -> Address:
    try:
        return uri(text)
    except GroovyRuntimeError as error:
        raise illegal_argument(to_string(error.groovy_message)) from None


def _plain(text: str | None) -> str | None:
    return None if text is None else unquote(text)


URIS("getScheme")(lambda rt, receiver: receiver.scheme)
URIS("getAuthority")(lambda rt, receiver: receiver.authority)
URIS("getUserInfo")(lambda rt, receiver: _plain(receiver.user))
URIS("getHost")(lambda rt, receiver: receiver.host)
URIS("getPort")(lambda rt, receiver: receiver.port)
URIS("getPath")(lambda rt, receiver: None if receiver.opaque else _plain(receiver.path))
URIS("getRawPath")(lambda rt, receiver: None if receiver.opaque else receiver.path)
URIS("getQuery")(lambda rt, receiver: _plain(receiver.query))
URIS("getRawQuery")(lambda rt, receiver: receiver.query)
URIS("getFragment")(lambda rt, receiver: _plain(receiver.fragment))
URIS("isAbsolute")(lambda rt, receiver: receiver.scheme is not None)
URIS("isOpaque")(lambda rt, receiver: receiver.opaque)
URIS("toASCIIString")(lambda rt, receiver: receiver.text)
URIS("normalize")(lambda rt, receiver: uri(_normal(receiver)))
URIS("toURL")(lambda rt, receiver: url(receiver.text))
URIS("getSchemeSpecificPart")(
    lambda rt, receiver: unquote(receiver.text.partition("#")[0].removeprefix(f"{receiver.scheme}:"))
)
URLS("getProtocol")(lambda rt, receiver: receiver.scheme.lower())
URLS("getAuthority")(lambda rt, receiver: receiver.authority)
URLS("getUserInfo")(lambda rt, receiver: receiver.user)
URLS("getHost")(lambda rt, receiver: receiver.host or "")
URLS("getPort")(lambda rt, receiver: receiver.port)
URLS("getDefaultPort")(lambda rt, receiver: _PORTS.get(receiver.scheme.lower(), -1))
URLS("getPath")(lambda rt, receiver: receiver.path)
URLS("getQuery")(lambda rt, receiver: receiver.query)
URLS("getRef")(lambda rt, receiver: receiver.fragment)
URLS("getFile")(lambda rt, receiver: receiver.path + ("" if receiver.query is None else f"?{receiver.query}"))
URLS("toURI")(lambda rt, receiver: uri(receiver.text))
URLS("toExternalForm")(lambda rt, receiver: receiver.text)


def _normal(address: Address) -> str:
    kept: list[str] = []
    for part in address.path.split("/"):
        if part == ".." and kept and kept[-1] not in ("", ".."):
            kept.pop()
        elif part != ".":
            kept.append(part)
    return address.text.replace(address.path, "/".join(kept), 1) if address.path else address.text


@URIS("resolve")
def resolve(rt: Runtime, receiver: Address, other: Any) -> Address:
    wanted = to_string(other)
    joined = urljoin("http://x" + receiver.path if receiver.scheme is None else receiver.text, wanted)
    return uri(joined.removeprefix("http://x") if receiver.scheme is None else joined)


@URIS("relativize")
def relativize(rt: Runtime, receiver: Address, other: Address) -> Address:
    base = receiver.text if receiver.text.endswith("/") else receiver.text + "/"
    return uri(other.text.removeprefix(base)) if other.text.startswith(base) else other


@URLS("getText", "getBytes", "openStream", "openConnection", "newReader", "newInputStream", "withReader", "eachLine",
      "readLines", "withInputStream", "eachByte", "getContent", "newDataInputStream", "splitEachLine",
      "eachObject", "filterLine")  # fmt: skip
def read_refused(rt: Runtime, receiver: Address, *arguments: Any) -> Any:
    raise refused("the network", "the host's own steps reach the outside")
