"""Names of items, views and nodes, and the paths made of them.

Source: hudson.model.Jenkins.checkGoodName; jenkins-rest conventions for URLs (percent-encoded UTF-8, space as %20).
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote

from igor.model.errors import Invalid

_NOT_ENCODED = "!$&'()*+,-.=@_"
_UNSAFE = re.compile(r"[?*/\\%!@#$^&|<>\[\]:;]")


def check_good_name(name: str) -> str:
    """The name, trimmed of blanks at both ends.

    Raises:
        Invalid: empty, ``.``/``..``, a trailing dot, a control character, or one of ``?*/\\%!@#$^&|<>[]:;``.
    """
    name = name.strip()
    if not name:
        raise Invalid("No name is specified", hint="give the item a name")
    if name in (".", ".."):
        raise Invalid(f"“{name}” is not an allowed name")
    if name.endswith("."):
        raise Invalid("A name cannot end with ‘.’", hint=f"try “{name.rstrip('.')}”")
    for character in name:
        if ord(character) < 32 or 127 <= ord(character) < 160:
            raise Invalid(f"No control code is allowed: {name!r}")
    if found := _UNSAFE.search(name):
        raise Invalid(f"‘{found.group()}’ is an unsafe character", hint=f"rename: {_UNSAFE.sub('_', name)}")
    return name


def join(parent: str, name: str) -> str:
    """``team`` and ``app`` → ``team/app``; an empty parent is the root."""
    return f"{parent}/{name}" if parent else name


def split(full_name: str) -> tuple[str, str]:
    """``a/b/c`` → (``a/b``, ``c``)."""
    parent, _, name = full_name.rpartition("/")
    return parent, name


def url_segment(name: str) -> str:
    """A name in a path: what Jenkins leaves as it is stays, ``+`` among it. Source: hudson.Util.rawEncode."""
    return quote(name, safe=_NOT_ENCODED).replace("~", "%7E")


@lru_cache(4096)
def url_path(full_name: str) -> str:
    """``team/my app`` → ``job/team/job/my%20app/`` (no leading slash, a trailing one).

    Configurations are named ``axis=value`` and follow their job: ``matrix/os=linux`` → ``job/matrix/os=linux/``.
    """
    if not full_name:
        return ""
    first, *rest = full_name.split("/")
    return f"job/{url_segment(first)}/" + "".join(
        f"{url_segment(segment)}/" if "=" in segment else f"job/{url_segment(segment)}/" for segment in rest
    )
