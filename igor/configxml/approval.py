"""``<igor.approval.ApprovalPolicy>``: each build of the job waits for a person.

Elements: ``message``, ``submitter`` (names between commas), ``ok`` and ``timeout``, each of which may be missing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from igor.configxml.cursor import Element, Handler, tag
from igor.configxml.draft import JobDraft
from igor.configxml.duration import parse_duration_ms
from igor.configxml.schedule import near
from igor.model.approval import ApprovalPolicy, checked_line, checked_timeout_ms, parse_submitter


def read_approval_policy(draft: JobDraft, element: Element) -> None:
    """Read the property into the draft.

    Raises:
        InvalidSource: an unknown element (with the near one), or a text that cannot be, at its line.
    """
    cursor = draft.cursor
    found = ApprovalPolicy()

    def store(field: str, convert: Callable[[str], Any]) -> Handler:
        def handler(child: Element) -> None:
            nonlocal found
            found = replace(found, **{field: cursor.converted(child, convert)})

        return handler

    handlers: dict[str, Handler] = {
        "message": store("message", checked_line),
        "submitter": store("submitter", parse_submitter),
        "ok": store("ok", checked_line),
        "timeout": store("timeout_ms", lambda text: checked_timeout_ms(parse_duration_ms(text))),
    }
    for child in element:
        if tag(child) not in handlers:
            raise cursor.error(child, f"<{tag(child)}> is no setting of an approval", hint=near(tag(child), handlers))
    cursor.dispatch(element, handlers)
    draft.fields["approval"] = found
