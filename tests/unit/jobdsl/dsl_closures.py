"""Closures written in Python, for tests of contexts without the interpreter."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from igor.groovy.host import OWNER_FIRST, CallSite

SITE = CallSite("test.groovy", 3, 5)


class PyClosure:
    """The host's view of a closure: ``body`` gets a function that calls a method on the delegate."""

    def __init__(self, body: Callable[..., Any]) -> None:
        self.body = body
        self.delegate: Any = None
        self.owner: Any = None
        self.this_object: Any = None
        self.resolve_strategy = OWNER_FIRST
        self.parameter_count = 1
        self.site = SITE

    def call(self, *arguments: Any) -> Any:
        return self.body(self.send, *arguments)

    def send(self, name: str, *arguments: Any) -> Any:
        return self.delegate.invoke_method(name, list(arguments), SITE)

    def clone(self) -> PyClosure:
        copy = PyClosure(self.body)
        copy.delegate = self.delegate
        return copy
