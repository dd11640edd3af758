"""``<igor.wrapper.WrapperPolicy>``: retries, limits and locks of a job's shell steps.

Elements: ``retries backoff timeout grace``, those of ``igor.model.wrapper_policy.SETTINGS``, and ``rules`` with one
``<rule>`` each.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from igor.configxml.cursor import Element, Handler, tag
from igor.configxml.draft import JobDraft
from igor.configxml.duration import parse_duration_ms
from igor.configxml.schedule import near
from igor.model.wrapper_policy import RULE, SETTINGS, Check, Rule, check_rule


def read_wrapper_policy(draft: JobDraft, element: Element) -> None:
    """Read the property into the draft.

    Raises:
        InvalidSource: an unknown element (with the near one) or a bad value, at its line.
    """
    cursor = draft.cursor
    settings: list[tuple[str, str]] = []

    def retries(child: Element) -> None:
        draft.policy = replace(draft.policy, retries=cursor.integer(child, at_least=0))

    def duration(child: Element) -> None:
        value: Any = cursor.converted(child, parse_duration_ms)
        draft.policy = replace(draft.policy, **{f"{tag(child)}_ms": value})

    def setting(child: Element) -> None:
        settings.append((tag(child), cursor.converted(child, partial(_checked, SETTINGS[tag(child)]))))

    def rules(child: Element) -> None:
        draft.policy = replace(draft.policy, rules=tuple(_rule(draft, each) for each in child.iterfind("rule")))

    handlers: dict[str, Handler] = {"retries": retries, "backoff": duration, "timeout": duration, "grace": duration}
    handlers |= dict.fromkeys(SETTINGS, setting) | {"rules": rules}
    _refuse_unknown(draft, element, handlers, "setting of the wrapper")
    cursor.dispatch(element, handlers)
    draft.policy = replace(draft.policy, settings=tuple(settings))


def _rule(draft: JobDraft, element: Element) -> Rule:
    _refuse_unknown(draft, element, RULE, "part of a rule")
    parts = {tag(child): draft.cursor.converted(child, partial(_checked, RULE[tag(child)])) for child in element}
    rule = Rule(**parts)
    draft.cursor.converted(element, lambda _: check_rule(rule))
    return rule


def _checked(check: Check, text: str) -> str:
    check(text)
    return text


def _refuse_unknown(draft: JobDraft, element: Element, known: Mapping[str, object], what: str) -> None:
    for child in element:
        if tag(child) not in known:
            raise draft.cursor.error(child, f"<{tag(child)}> is no {what}", hint=near(tag(child), known))
