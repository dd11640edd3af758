"""How a route is described and found. The table itself is in ``igor.api.table``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import flask

from igor.api.call import Call
from igor.api.errors import MethodNotAllowed
from igor.api.permissions import PUBLIC
from igor.api.targets import Target
from igor.model.errors import NotFound

Handler = Callable[[Call, Any], flask.Response]

#: Any method; the handler decides.
ANY = "*"


@dataclass(frozen=True, slots=True)
class Route:
    """An action of a kind of target.

    ``path``: the segments left over; empty is the object's own page; a trailing ``/`` is part of the canonical URL, to
    which a GET without it is redirected. ``methods``: blank separated, GET includes HEAD.
    """

    kind: str
    path: str
    methods: str
    permission: str
    handler: Handler

    @property
    def is_public(self) -> bool:
        return self.permission == PUBLIC

    def allows(self, method: str) -> bool:
        return self.methods == ANY or ("GET" if method == "HEAD" else method) in self.methods.split()


class RouteTable:
    """Finds the route of a request."""

    def __init__(self, routes: Sequence[Route]) -> None:
        self._by_place: dict[tuple[str, str], list[Route]] = defaultdict(list)
        for route in routes:
            self._by_place[route.kind, route.path.rstrip("/")].append(route)
        #: First segments of the paths that anybody may ask for.
        self.public_segments = frozenset(
            route.path.split("/")[0] if route.kind == "root" else route.kind for route in routes if route.is_public
        )

    def has(self, target: Target, rest: list[str]) -> bool:
        """Whether the target has such an action, for whatever method."""
        return bool(self._places(target, rest))

    def find(self, target: Target, rest: list[str], method: str) -> Route:
        """The route; an object's own page takes a POST as well, as some clients follow redirects with the same method.

        Raises:
            NotFound: the target has no such action.
            MethodNotAllowed: it has, for other methods.
        """
        places = self._places(target, rest)
        for route in places:
            if route.allows(method) or (method == "POST" and not rest and route.allows("GET")):
                return route
        if places:
            raise MethodNotAllowed(sorted({name for route in places for name in route.methods.split()}))
        raise NotFound("Not Found")

    def _places(self, target: Target, rest: list[str]) -> list[Route]:
        """The routes of an action for all methods.

        Web methods of Jenkins take no notice of what follows their names, and there are clients that add ``api/json``
        to everything, also to that itself. Source: org.kohsuke.stapler.NameBasedDispatcher.
        """
        found = self._at(target, "/".join(rest))
        if found or "api" not in rest:
            return found
        end = rest.index("api") or 2
        return self._at(target, "/".join(rest[:end]))

    def _at(self, target: Target, action: str) -> list[Route]:
        return [route for kind in (*target.kinds, "any") for route in self._by_place.get((kind, action), ())]
