"""In which order Groovy lists the properties of an object: that of the hash table in its meta class.

Source: groovy.lang.MetaClassImpl.getProperties and org.codehaus.groovy.util.SingleKeyHashMap of Groovy 2.4.
"""

from __future__ import annotations

from igor.groovy.class_model import GroovyClass
from igor.groovy.semantics import java_hash


def property_names(cls: GroovyClass) -> list[str]:
    """The properties that scripts of other classes see, with getters that have no field; without ``class``."""
    names: dict[str, bool] = {"class": False, "metaClass": False}
    for one in reversed(cls.lineage()):
        for name, info in one.fields.items():
            names[name] = info.is_property or names.get(name, False)
        for name, methods in one.methods.items():
            short = _of_getter(name)
            if short and any(not method.parameter_types and not method.private for method in methods):
                names[short] = True
    return [name for name in _in_table_order(list(names)) if names[name]]


def _of_getter(name: str) -> str:
    for prefix in ("get", "is"):
        rest = name.removeprefix(prefix)
        if rest != name and rest[:1].isupper() and rest != "MetaClass":
            return rest if rest[1:2].isupper() else rest[0].lower() + rest[1:]
    return ""


def _in_table_order(names: list[str]) -> list[str]:
    capacity = 32
    while len(names) > capacity * 6 // 8:
        capacity *= 2
    return sorted(names, key=lambda name: _spread(java_hash(name)) & capacity - 1, reverse=True)


def _spread(code: int) -> int:
    code &= 0xFFFFFFFF
    code = code + ~(code << 9) & 0xFFFFFFFF
    code ^= code >> 14
    code = code + (code << 4) & 0xFFFFFFFF
    return code ^ code >> 10
