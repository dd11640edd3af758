"""Two files that a site may put into Igor's home for its seeds: ``plugins.txt`` and ``symbols.txt``."""

from __future__ import annotations

from igor.jobdsl.symbols import read_symbols
from igor.model import plugins
from igor.model.home import Home


def installed_plugins(home: Home) -> dict[str, str]:
    """Short name → version of what counts as installed: Igor's suite, and what the site adds.

    Raises:
        Invalid: a line of the site's list that names no plugin.
    """
    own = plugins.read_list(home.plugin_list) if home.plugin_list.is_file() else {}
    return {**plugins.installed(), **own}


def symbols(home: Home) -> str:
    """The site's table of symbols; empty without one.

    Raises:
        InvalidSource: a line that is no symbol or option.
    """
    if not home.symbols.is_file():
        return ""
    text = home.symbols.read_text(encoding="utf-8")
    list(read_symbols(text, str(home.symbols)))
    return text
