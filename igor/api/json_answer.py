"""JSON answers outside the export model."""

from __future__ import annotations

from typing import Any

import flask
import msgspec


def json_answer(value: Any, status: int = 200) -> flask.Response:
    """Plain data as JSON."""
    return flask.Response(msgspec.json.encode(value), status, content_type="application/json;charset=UTF-8")
