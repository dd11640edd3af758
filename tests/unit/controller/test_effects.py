"""What is to be done after the commit, and what part of it falls with what caused it."""

from __future__ import annotations

from dataclasses import fields

from igor.controller.engine_state import Effects


def test_what_is_undone_has_no_effect() -> None:
    """On-call told, or a filter evaluated, for the end of a build that did not come about."""
    effects = Effects()
    lists = {each.name: getattr(effects, each.name) for each in fields(Effects) if each.name != "again"}
    for waiting in lists.values():
        waiting.append("kept")
    mark = effects.mark()
    for waiting in lists.values():
        waiting.append("undone")
    effects.back_to(mark)
    assert lists == dict.fromkeys(lists, ["kept"])
    assert "alerts" in lists
