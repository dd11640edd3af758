"""Names of Java types: which are supertypes of which, and how arrays are called."""

from __future__ import annotations

from igor.groovy.java_types import PARENTS

_ANCESTORS: dict[str, frozenset[str]] = {}
_PRIMITIVE_CODES = {"int": "I", "long": "J", "byte": "B", "char": "C", "short": "S", "boolean": "Z", "double": "D",
                    "float": "F"}  # fmt: skip


def ancestors(name: str) -> frozenset[str]:
    """The Java type's own name and those of all its supertypes."""
    found = _ANCESTORS.get(name)
    if found is None:
        names = {name, "java.lang.Object"}
        parents = ("groovy.lang.Closure",) if "_closure" in name else PARENTS.get(name, ())
        for parent in parents:
            names |= ancestors(parent)
        if name.startswith(("[L", "[[")):
            names.add("[Ljava.lang.Object;")
        found = _ANCESTORS[name] = frozenset(names)
    return found


def array_class_name(component: str) -> str:
    """``[Ljava.lang.String;`` for the component ``java.lang.String``, ``[I`` for ``int``."""
    if component.endswith("[]"):
        return f"[{array_class_name(component[:-2])}"
    if component.startswith("["):
        return f"[{component}"
    return f"[{_PRIMITIVE_CODES.get(component, f'L{component};')}"


def component_of(name: str) -> str:
    """``java.lang.String`` of ``[Ljava.lang.String;``, ``int`` of ``[I``."""
    letters = {code: primitive for primitive, code in _PRIMITIVE_CODES.items()}
    inner = name[1:]
    return inner[1:-1] if inner.startswith("L") else letters.get(inner, inner)
