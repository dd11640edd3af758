"""``x as SomeClass`` for classes written in Groovy: maps and lists to constructors, closures and maps to interfaces."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from igor.groovy.casts import cast_error, caster
from igor.groovy.class_casts import class_caster, enum_constant
from igor.groovy.class_model import CompiledMethod, GroovyClass, GroovyObject, JavaClass, ancestors
from igor.groovy.closure import ClosureValue
from igor.groovy.construct import construct
from igor.groovy.java_types import PRIMITIVES
from igor.groovy.ranges import GRange
from igor.groovy.registry import static_table
from igor.groovy.runtime import Runtime
from igor.groovy.runtime_errors import GroovyRuntimeError, unsupported
from igor.groovy.semantics import is_text
from igor.groovy.throwable_casts import as_throwable, is_throwable
from igor.groovy.values import GSet

#: Interfaces of Java that ``[method: closure] as Interface`` makes objects of.
PROXIED = frozenset(
    {"java.lang.Runnable", "java.util.Comparator", "java.util.concurrent.Callable", "java.util.Iterator",
     "java.lang.Iterable", "java.io.FilenameFilter", "java.io.FileFilter"}
)  # fmt: skip


def as_groovy_class(rt: Runtime, value: Any, cls: GroovyClass) -> Any:
    """``value as cls``."""
    if value is None or (isinstance(value, GroovyObject) and cls.name in _ancestors(value)):
        return value
    if cls.kind == "enum" and is_text(value):
        return enum_constant(cls, str(value))
    if cls.kind in ("interface", "trait") or cls.is_abstract:
        if isinstance(value, ClosureValue):
            return proxy(cls, lambda name: value)
        if isinstance(value, dict):
            return proxy(cls, value.get)
    if isinstance(value, dict):
        return construct(rt, cls, [value])
    if isinstance(value, (list, GSet, GRange)):
        return construct(rt, cls, list(value))
    if isinstance(value, GroovyObject):
        return class_caster(cls)(value)
    raise cast_error(value, cls.name)


def constructed(rt: Runtime, value: Any, cls: GroovyClass) -> Any:
    """``Point p = [1, 2]`` and ``Point p = [x: 1]``: the value's items, or the map, are the constructor's arguments."""
    try:
        return as_groovy_class(rt, value, cls)
    except GroovyRuntimeError as error:
        text = error.groovy_message or ""
        if not text.startswith("Could not find matching constructor"):
            raise
        raise cast_error(value, cls.name, f" due to: {error.groovy_class}: {text}") from None


#: What a list is never made: numbers and letters take no constructor's arguments.
_PLAIN = frozenset({*PRIMITIVES.values(), "java.lang.Number", "java.math.BigInteger", "java.math.BigDecimal"})


def java_constructing(rt: Runtime, cls: JavaClass) -> Callable[[Any], Any] | None:
    """A cast to a built-in class: ``Date d = [0L]`` makes one of the list's items if there is such a constructor."""
    cast = caster(cls.name)
    if cast is None or not _is_constructed(cls):
        return cast
    if is_throwable(cls):
        return lambda value: as_throwable(rt, cast, cls, value, coerced=False)
    return lambda value: made_of_items(rt, cast, cls, value) if isinstance(value, (list, GSet, dict)) else cast(value)


def made_of_items(rt: Runtime, cast: Callable[[Any], Any], cls: JavaClass, value: Any) -> Any:
    """What a cast makes of a collection or map, or a constructor of its items, or of itself: ``TreeSet s = [2, 1]``.

    Source: DefaultTypeTransformation.continueCastOnSAM.
    """
    try:
        return cast(value)
    except GroovyRuntimeError as refused:
        if not refused.groovy_class.endswith("GroovyCastException") or not _is_constructed(cls):
            raise
        ways = [[value]] if isinstance(value, dict) else [list(value), [value]]
        return _constructed_or(refused, rt, cls, ways)


def _constructed_or(refused: GroovyRuntimeError, rt: Runtime, cls: JavaClass, ways: list[list[Any]]) -> Any:
    for arguments in ways:
        try:
            return construct(rt, cls, arguments)
        except GroovyRuntimeError as error:
            if "Could not find matching constructor" not in (error.groovy_message or ""):
                raise
    raise refused


def _is_constructed(cls: JavaClass) -> bool:
    if cls.name in _PLAIN or "java.lang.Throwable" in ancestors(cls.name):
        return cls.name not in _PLAIN
    table = static_table(cls.name)
    return table is not None and bool(table.constructors)


def _ancestors(value: GroovyObject) -> frozenset[str]:
    return value.cls.ancestors() if isinstance(value.cls, GroovyClass) else frozenset()


def proxy(cls: GroovyClass, find: Any) -> GroovyObject:
    """An object of ``cls`` whose abstract methods are the closures that ``find(name)`` gives."""
    shadow = GroovyClass(f"{cls.simple_name}1_groovyProxy", "class", cls if cls.kind == "class" else None)
    if cls.kind != "class":
        shadow.interfaces.append(cls)
    for one in cls.lineage():
        for name, methods in one.methods.items():
            if all(method.is_abstract for method in methods) or isinstance(find(name), ClosureValue):
                shadow.methods[name] = [_forward(name, method, find) for method in methods]
    return GroovyObject(shadow)


def java_proxy(entries: dict[Any, Any], name: str) -> GroovyObject:
    """An object of a built-in interface whose methods are the closures of a map."""
    shadow = GroovyClass(f"{JavaClass(name).simple_name}1_groovyProxy", "class", None)
    shadow.interfaces.append(JavaClass(name))
    for key, value in entries.items():
        if isinstance(value, ClosureValue):
            method = CompiledMethod(str(key), (), 0, lambda this, arguments, closure=value: closure.call(*arguments))
            method.accepts = lambda arguments: 0
            shadow.methods[str(key)] = [method]
    return GroovyObject(shadow)


def _forward(name: str, method: CompiledMethod, find: Any) -> CompiledMethod:
    def run(this: Any, arguments: list[Any]) -> Any:
        closure = find(name)
        if closure is None:
            raise unsupported()
        return closure.call(*arguments)

    forward = CompiledMethod(name, method.parameter_types, method.fewest, run)
    forward.accepts = method.accepts
    return forward
