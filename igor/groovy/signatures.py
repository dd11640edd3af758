"""What the built-in classes have, as error messages of Groovy 2.4.21 on Java 17 list it (``signatures.txt``).

Read when an error first needs it: no script that works pays for it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from igor.groovy.class_model import array_class_name

_PATH = Path(__file__).with_name("signatures.txt")
_SELECTIONS = Path(__file__).with_name("selections.txt")


@cache
def _tables() -> dict[str, dict[str, list[str]]]:
    """kind of row → class name → its entries; the kinds stand in ``tests/golden/SignatureDump.groovy``."""
    tables: dict[str, dict[str, list[str]]] = {}
    for line in _PATH.read_text(encoding="utf-8").replace("~", "java.lang.").splitlines()[1:]:
        kind, name, *entries = line.split(" ")
        tables.setdefault(kind, {})[name] = entries
    return tables


def _row(kind: str, name: str) -> list[str]:
    return _tables()[kind].get(name, [])


def is_listed(name: str) -> bool:
    """Whether it is known what methods a class has."""
    return bool(_row("chain", name))


def java_methods(name: str) -> list[str]:
    """``name(type,type)`` of all public methods of a class, those of its superclasses first."""
    return [method for cls in _row("chain", name) or ["java.lang.Object"] for method in _row("java", cls)]


def gdk_methods(types: frozenset[str]) -> list[str]:
    """Groovy's own methods for a value of these types, those of all objects in the order of its HashSet.

    The real order of the others changes from run to run.
    """
    gdk = _tables()["gdk"]
    found = [entry.partition("@") for name, methods in gdk.items() if name in types for entry in methods]
    return [method for method, _, place in sorted(found, key=lambda entry: int(entry[2] or -1))]


def supertypes(name: str) -> frozenset[str]:
    """The class itself, its superclasses and interfaces; java.lang.Object's when it is not listed."""
    return frozenset(_row("types", name) or ["java.lang.Object"])


def bean_properties(name: str) -> list[str]:
    """Names of the properties, in Groovy's order."""
    return _row("properties", name) or ["class"]


def closure_methods(types: tuple[str, ...], implicit: bool) -> list[str]:
    """What a closure's class has: Groovy's methods of objects, twice, and its own ``doCall``."""
    gdk = gdk_methods(frozenset({"java.lang.Object", "groovy.lang.Closure", "groovy.lang.GroovyObject"}))
    own = ["doCall()", "doCall(java.lang.Object)"] if implicit else [f"doCall({','.join(map(runtime_name, types))})"]
    return gdk + own + gdk


@cache
def _selections() -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for line in _SELECTIONS.read_text(encoding="utf-8").replace("~", "java.lang.").splitlines()[1:]:
        name, classes, *methods = line.split(" ")
        shown = [method.replace(",", ", ").replace("_", " ") for method in methods]
        found |= {(cls, name): shown for cls in classes.split(",")}
    return found


def selection(owner: str, name: str) -> list[str]:
    """The methods of that name that a call without arguments cannot choose from; empty when it is no such case.

    ``owner`` is the class of the receiver, ``static:`` before it for a call of the class itself.
    """
    return _selections().get((owner, name), [])


def runtime_name(name: str) -> str:
    """``[I`` of ``int[]``: an array type's name as its class tells it."""
    return array_class_name(runtime_name(name[:-2])) if name.endswith("[]") else name
