"""``search/``: what a search box offers, and where it leads. Source: hudson.search.Search."""

from __future__ import annotations

import flask

from igor.api import render
from igor.api.call import Call
from igor.api.json_answer import json_answer
from igor.api.targets import RootTarget
from igor.controller import items
from igor.controller.rows import ItemRow
from igor.model.errors import NotFound
from igor.model.names import url_path

#: Source: Search.MAX_SEARCH_SIZE.
MAX_FOUND = 500
_DEFAULT_FOUND = 100


def suggest(call: Call, _: RootTarget) -> flask.Response:
    """Items whose name holds ``query``, as JSON; at most ``max`` of them."""
    most = call.value("max") or ""
    limit = min(int(most), MAX_FOUND) if most.isascii() and most.isdigit() and len(most) < 10 else _DEFAULT_FOUND
    found = [_suggestion(call, row) for row in _matching(call, call.value("query") or "")[:limit]]
    return json_answer({"_class": "hudson.search.Search$Result", "suggestions": found})


def search(call: Call, _: RootTarget) -> flask.Response:
    """To the item that ``q`` names. Raises NotFound: none does."""
    wanted = (call.value("q") or "").casefold()
    for row in _matching(call, wanted):
        if wanted in (row.name.casefold(), row.full_name.casefold()):
            return render.redirect(call, url_path(row.full_name))
    raise NotFound("Nothing seems to match", hint="search/suggest?query=… lists what holds a text")


def _matching(call: Call, text: str) -> list[ItemRow]:
    wanted = text.casefold()
    rows = [row for row in items.all_items(call.controller) if wanted and wanted in row.full_name.casefold()]
    return call.access.visible(rows)


def _suggestion(call: Call, row: ItemRow) -> dict[str, str]:
    url = f"{flask.request.root_path}/{url_path(row.full_name)}"
    return {"group": "Items", "icon": "symbol-search", "name": row.full_name, "type": "symbol", "url": url}


def robots(call: Call, _: RootTarget) -> flask.Response:
    """Nothing here is for search engines."""
    return render.text("User-agent: *\nDisallow: /\n")
