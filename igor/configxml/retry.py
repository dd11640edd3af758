"""``<igor.retry.RetryPolicy>``: how often a build is built again that Igor lost or broke (``lost``, ``error``)."""

from __future__ import annotations

from dataclasses import replace

from igor.configxml.cursor import Element, tag
from igor.configxml.draft import JobDraft
from igor.model.job import RetryPolicy


def read_retry_policy(draft: JobDraft, element: Element) -> None:
    """Raises InvalidSource for what is no whole number, at its line."""
    found = RetryPolicy()

    def store(child: Element) -> None:
        nonlocal found
        found = replace(found, **{tag(child): draft.cursor.integer(child, at_least=0)})

    draft.cursor.dispatch(element, {"lost": store, "error": store})
    draft.fields["retry"] = found
