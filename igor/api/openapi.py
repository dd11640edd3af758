"""Igor's interface as an OpenAPI document, made from the route table: paths, methods, permissions, one line each.

It says where things are, not what bodies hold: those follow Jenkins' clients. Source: OpenAPI 3.0.3.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import flask

import igor
from igor.api.call import Call
from igor.api.json_answer import json_answer
from igor.api.routes import ANY, Route
from igor.api.targets import RootTarget

#: Kinds of targets → where they are, with the parts of the path that name one.
PLACES = {
    "root": "/",
    "group": "/job/{folder}/",
    "item": "/job/{job}/",
    "job": "/job/{job}/",
    "build": "/job/{job}/{build}/",
    "queue": "/queue/",
    "queue_item": "/queue/item/{id}/",
    "view": "/view/{view}/",
    "computer": "/computer/",
    "node": "/computer/{node}/",
    "executor": "/computer/{node}/executors/{number}/",
    "label": "/label/{label}/",
    "overallLoad": "/overallLoad/",
    "user": "/user/{user}/",
    "whoAmI": "/whoAmI/",
    "crumbIssuer": "/crumbIssuer/",
    "pluginManager": "/pluginManager/",
    "metrics": "/metrics/{key}/",
    "user_content": "/userContent/{path}",
    "any": "/",
}
_ALL_METHODS = ("GET", "POST")


def document(routes: Sequence[Route]) -> dict[str, Any]:
    """The document of these routes; kinds that have no place of their own are left out."""
    paths: dict[str, dict[str, Any]] = {}
    for route in routes:
        if route.kind in PLACES:
            operations = paths.setdefault(PLACES[route.kind] + route.path, {})
            for method in _ALL_METHODS if route.methods == ANY else route.methods.split():
                operations.setdefault(method.lower(), _operation(route))
    return {
        "openapi": "3.0.3",
        "info": {
            "title": "Igor",
            "version": igor.__version__,
            "description": "Jenkins' REST interface and Igor's own",
        },
        "security": [{"basic": []}],
        "components": {"securitySchemes": {"basic": {"type": "http", "scheme": "basic"}}},
        "paths": dict(sorted(paths.items())),
    }


def _operation(route: Route) -> dict[str, Any]:
    names = [part[1:-1] for part in PLACES[route.kind].split("/") if part.startswith("{")]
    said = (route.handler.__doc__ or "A page.").splitlines()[0]
    operation: dict[str, Any] = {
        "summary": said,
        "responses": {"default": {"description": "See docs/rest.md"}},
        "x-permission": route.permission,
        "parameters": [{"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in names],
    }
    if route.is_public:
        operation["security"] = []
    return operation


def answer(_: Call, __: RootTarget) -> flask.Response:
    """``igor/api/openapi.json``: this interface as OpenAPI describes it."""
    return json_answer(document(flask.current_app.extensions["igor.routes"]))
