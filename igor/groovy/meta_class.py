"""``Foo.metaClass``: methods and properties added to a script's own class, or to one of its objects.

Only classes written in Groovy have one: those that are built in, and the script itself, stay as they are. Nothing of
the class model is handed out; what is added is script code that runs within the script's budget.
Source: groovy.lang.ExpandoMetaClass.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from igor.groovy.class_model import CompiledMethod, FieldInfo, GroovyClass, GroovyObject
from igor.groovy.closure import ClosureValue
from igor.groovy.host import DELEGATE_FIRST, MISSING, CallSite, HostObject
from igor.groovy.text import to_string

_REFUSED = frozenset({"metaClass", "class", "getMetaClass", "setMetaClass", "getClass"})
_MOST = 1000


class MetaClass(HostObject):
    """What a script may do with ``Foo.metaClass``; ``static`` for ``Foo.metaClass.static``."""

    groovy_class = "groovy.lang.ExpandoMetaClass"

    def __init__(self, target: GroovyClass | GroovyObject, static: bool = False) -> None:
        self.target = target
        self.static = static

    def get_property(self, name: str) -> Any:
        if name == "static":
            return MetaClass(self.target, static=True)
        return _Constructors(self.target) if name == "constructor" else MISSING

    def set_property(self, name: str, value: Any) -> bool:
        cls = self._class()
        if name in _REFUSED or len(cls.methods) + len(cls.fields) > _MOST:
            return False
        if isinstance(value, ClosureValue):
            _add(
                cls.constructors if name == "constructor" else cls.methods.setdefault(name, []),
                name,
                value,
                self.static,
            )
        else:
            _add_property(cls, name, value)
        cls.forget()
        return True

    def invoke_method(self, name: str, arguments: list[Any], site: CallSite) -> Any:
        if name == "respondsTo" and len(arguments) >= 2:
            return [one.name for one in _of(self.target).candidates(to_string(arguments[1]))]
        if name == "hasProperty" and len(arguments) == 2:
            return _of(self.target).find_field(to_string(arguments[1])) is not None
        if name == "call" and len(arguments) == 1 and isinstance(arguments[0], ClosureValue):
            return extend(self.target, arguments[0])
        return MISSING

    def _class(self) -> GroovyClass:
        """The class to change: an object gets one of its own."""
        if isinstance(self.target, GroovyClass):
            return self.target
        own: GroovyClass = self.target.cls
        if not own.of_one_object:
            own = GroovyClass(self.target.cls.name, "class", self.target.cls)
            own.of_one_object = own.anonymous = True
            self.target.cls = own
        return own


class _Constructors(HostObject):
    """``Foo.metaClass.constructor``: ``<<`` adds one."""

    groovy_class = "groovy.lang.ExpandoMetaClass$ExpandoMetaConstructor"

    def __init__(self, target: GroovyClass | GroovyObject) -> None:
        self.target = target

    def operate(self, operator: str, other: Any, site: CallSite) -> Any:
        if operator != "<<" or not isinstance(other, ClosureValue):
            return MISSING
        MetaClass(self.target).set_property("constructor", other)
        return self


class _Definition(HostObject):
    """The delegate of ``Foo.metaClass { name { … } }``."""

    groovy_class = "groovy.lang.ExpandoMetaClass$DefiningClosure"
    answers_anything = True

    def __init__(self, meta: MetaClass) -> None:
        self.meta = meta

    def invoke_method(self, name: str, arguments: list[Any], site: CallSite) -> Any:
        if len(arguments) != 1 or not isinstance(arguments[0], ClosureValue):
            return MISSING
        if name == "static":
            return _run(arguments[0], _Definition(MetaClass(self.meta.target, static=True)))
        return None if self.meta.set_property(name, arguments[0]) else MISSING

    def set_property(self, name: str, value: Any) -> bool:
        return self.meta.set_property(name, value)


def meta_class_of(value: Any) -> Any:
    """The meta class of a script's own class or object; MISSING for all others."""
    cls = value if isinstance(value, GroovyClass) else getattr(value, "cls", None)
    if not isinstance(cls, GroovyClass) or cls.kind == "script":
        return MISSING
    return MetaClass(value)


def extend(target: GroovyClass | GroovyObject, definition: ClosureValue) -> Any:
    """``Foo.metaClass { … }``."""
    meta = MetaClass(target)
    _run(definition, _Definition(meta))
    return meta


def _run(closure: ClosureValue, delegate: Any) -> Any:
    inside = closure.clone()
    inside.delegate, inside.resolve_strategy = delegate, DELEGATE_FIRST
    return inside.call()


def _of(target: GroovyClass | GroovyObject) -> GroovyClass:
    return target if isinstance(target, GroovyClass) else target.cls


def _add(methods: list[CompiledMethod], name: str, closure: ClosureValue, static: bool) -> None:
    types = closure.parameter_types
    method = CompiledMethod(name, types, len(types), _as_method(closure, name == "constructor"))
    method.is_static = static
    count, optional = len(types), closure.parameter_count == 1 and not closure.code.parameter_text
    method.accepts = lambda given: 20 if len(given) == count or (optional and not given) else -1
    methods[:] = [method, *(one for one in methods if one.parameter_types != types)]


def _as_method(closure: ClosureValue, constructor: bool) -> Callable[[Any, list[Any]], Any]:
    def run(this: Any, arguments: list[Any]) -> Any:
        own = closure.clone()
        own.delegate, own.resolve_strategy = this, DELEGATE_FIRST
        result = own.call(*arguments)
        if constructor and isinstance(result, GroovyObject) and isinstance(this, GroovyObject):
            this.fields.update(result.fields)
        return result

    return run


def _add_property(cls: GroovyClass, name: str, value: Any) -> None:
    cls.fields[name] = FieldInfo(name, "java.lang.Object", True)
    getter = CompiledMethod(f"get{name[:1].upper()}{name[1:]}", (), 0, lambda this, no: this.fields.get(name, value))
    getter.accepts = lambda given: -1 if given else 0
    cls.methods[getter.name] = [getter]
