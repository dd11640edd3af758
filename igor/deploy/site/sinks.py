"""The URLs of sinks, as far as ``igor.yml`` looks at them: their scheme, a host or path, and no password in them.

The wrapper's table (``SINKS`` in ``igor_wrap.py``, docs/alerts.md) has the last word where they are used; a test holds
this one to it.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit

from igor.deploy.site.values import refuse

#: scheme: (its transports, the option that names the file of its secret).
KINDS: MappingProxyType[str, tuple[tuple[str, ...], str]] = MappingProxyType(
    {
        "mail": (("", "starttls", "tls"), "password_file"),
        "webhook": (("http", "https"), "secret_file"),
        "alertmanager": (("http", "https"), "token_file"),
        "sensu-go": (("http", "https"), "key_file"),
        "sensu-core": (("tcp", "udp", "http", "https"), "token_file"),
        "nagios": (("",), ""),
        "statsd": (("",), ""),
        "graphite": (("",), ""),
        "pushgateway": (("http", "https"), "token_file"),
        "textfile": (("",), ""),
        "otlp": (("http", "https"), "token_file"),
    }
)


def check_sink(value: Any) -> str:
    """The URL, if it can be one. Raises PydanticCustomError, without a password in its text."""
    if not isinstance(value, str):
        refuse("a sink is a URL", "such as mail://relay.example.org?to=owner: docs/alerts.md lists them")
    scheme, _, rest = value.partition("://")
    kind, _, transport = scheme.partition("+")
    if kind not in KINDS or transport not in KINDS[kind][0]:
        refuse(f"there is no sink “{scheme[:40]}”", f"known: {', '.join(schemes())}")
    try:
        parts = urlsplit(value)
        has_password = parts.password is not None
        is_whole = bool(parts.hostname or (kind in ("nagios", "textfile") and parts.path.strip("/")))
        _ = parts.port
    except ValueError:
        refuse(f"the URL of the sink “{scheme}” has a wrong host or port", "docs/alerts.md has examples")
    if has_password:
        refuse(
            "a password does not belong into a sink's URL",
            "write {url: …, secret: secret://file/PATH}: it becomes a file that the URL names",
        )
    if not is_whole:
        refuse(
            f"the sink lacks {'a path' if kind in ('nagios', 'textfile') else 'a host'}", "docs/alerts.md has examples"
        )
    return value


def schemes() -> list[str]:
    """``mail``, ``mail+tls``, …"""
    return [f"{kind}+{way}" if way else kind for kind, (ways, _) in KINDS.items() for way in ways]


def secret_option(url: str) -> str:
    """The option of this sink that names the file of its secret; empty when it has none."""
    kind = url.partition("://")[0].partition("+")[0]
    return KINDS[kind][1] if kind in KINDS else ""


def with_secret_file(url: str, path: str) -> str:
    """The URL with the file of its secret, unless it names one itself."""
    option = secret_option(url)
    query = urlsplit(url).query
    if not option or option in dict(parse_qsl(query)):
        return url
    return f"{url}{'&' if query else '?'}{option}={quote(path)}"
