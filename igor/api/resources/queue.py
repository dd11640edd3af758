"""The queue: looking at an item, cancelling one."""

from __future__ import annotations

from dataclasses import asdict
from html import escape

import flask

from igor.api import render
from igor.api.call import Call
from igor.api.errors import Oops
from igor.api.json_answer import json_answer
from igor.api.permissions import ITEM_CANCEL
from igor.api.targets import NamedTarget, QueueItemTarget
from igor.controller import approvals, queue, queue_why
from igor.model import names
from igor.model.errors import Conflict, Invalid, NotFound

_REASON_CHARACTERS = 500


def cancel(call: Call, _: NamedTarget) -> flask.Response:
    """``queue/cancelItem?id=``: 204; 422 without the right to."""
    text = call.required("id")
    if not (text.isascii() and text.isdigit()) or len(text) > 18:
        raise Invalid(f"id must be a number, not {text!r}")
    item = queue.get(call.controller, int(text))
    if not call.access.sees_at(item.job_full_name):
        raise NotFound(f"There is no queue item {item.id}")
    if not call.access.allows_at(ITEM_CANCEL, item.job_full_name):
        return render.page("Access Denied", "<p>You may not cancel builds of this job.</p>", status=422)
    return _cancel(call, item.id)


def cancel_item(call: Call, target: QueueItemTarget) -> flask.Response:
    """``queue/item/N/cancelQueue``: 204."""
    return _cancel(call, target.item.id)


def _cancel(call: Call, queue_id: int) -> flask.Response:
    try:
        queue.cancel(call.controller, queue_id, by=call.by)
    except Conflict as error:
        raise Oops.of(error) from error
    return render.empty(204)


def approve(call: Call, target: QueueItemTarget) -> flask.Response:
    """``queue/item/N/approve``: 204, and the item that waits for a person goes on; ``reason`` is kept."""
    item = approvals.approve(call.controller, call.access, target.item.id, _answer(call))
    call.told["job"] = item.job_full_name
    return render.empty(204)


def reject(call: Call, target: QueueItemTarget) -> flask.Response:
    """``queue/item/N/reject``: 204, and the item that waits for a person is not built; ``reason`` is kept."""
    item = approvals.reject(call.controller, call.access, target.item.id, _answer(call))
    call.told["job"] = item.job_full_name
    return render.empty(204)


def _answer(call: Call) -> approvals.Answer:
    """Raises Invalid for a reason that is no line."""
    reason = " ".join((call.value("reason") or "").split())
    if len(reason) > _REASON_CHARACTERS:
        raise Invalid(f"reason is longer than {_REASON_CHARACTERS} characters", hint="say it shorter")
    if reason:
        call.told["reason"] = reason
    user = call.identity.user
    return approvals.Answer(user.id if user else call.by, user.full_name if user else call.by, reason)


def item_page(call: Call, target: QueueItemTarget) -> flask.Response:
    """``queue/item/N/``: what clients that follow a build's ``Location`` read."""
    item = target.item
    state = f"left the queue as build #{item.build_number}" if item.build_number else item.why or item.left_why
    job = f"{call.request.root_path}/{names.url_path(item.job_full_name)}"
    body = f'<p><a href="{escape(job)}">{escape(item.job_full_name)}</a>: {escape(state or item.state.value)}</p>'
    found = queue_why.explain(call.controller, item.id)
    if found.nodes:
        body += "".join(f"<p>{escape(line)}</p>" for line in (found.fix, found.summary) if line)
    return render.page(f"Queue item {item.id}", body)


def why(call: Call, target: QueueItemTarget) -> flask.Response:
    """``queue/item/N/igor/api/why``: why it waits, and of each node why it does not take it and what would help."""
    found = queue_why.explain(call.controller, target.item.id)
    return json_answer(
        {
            "id": found.item.id,
            "job": found.item.job_full_name,
            "state": found.item.state.value,
            "why": found.why,
            "fix": found.fix,
            "summary": found.summary,
            "nodes": [asdict(node) for node in found.nodes],
        }
    )
