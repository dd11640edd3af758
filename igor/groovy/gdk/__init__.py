"""Built-in methods by receiver: the part of the JDK and of Groovy's GDK that scripts use."""

from __future__ import annotations

from importlib import import_module

MODULES = (
    "objects",
    "any_object",
    "strings",
    "iterables",
    "slices",
    "lists",
    "collections",
    "maps",
    "numbers",
    "java_lang",
    "java_util",
    "regexes",
    "buffers",
    "json",
    "templates",
    "dates",
    "files",
    "markup",
    "categories",
    "java_time",
    "calendars",
    "holders",
    "more_methods",
    "streams",
)


def load_builtins() -> None:
    """Register all built-ins."""
    for name in MODULES:
        import_module(f"igor.groovy.gdk.{name}")
