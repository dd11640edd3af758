"""The annotations that generate members of a class; ``annotation_checks`` says which others there are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from igor.groovy import ast, properties
from igor.groovy.class_model import CompiledMethod, FieldInfo, GroovyClass, GroovyObject, JavaClass, is_instance, pick
from igor.groovy.closure import MethodClosure
from igor.groovy.compiler.core import Compiler
from igor.groovy.compiler.member_annotations import class_names
from igor.groovy.construct import construct, default_construct, run_initializers, super_construct
from igor.groovy.messages import missing_property
from igor.groovy.runtime_errors import GroovyRuntimeError
from igor.groovy.semantics import NO_SITE, compare, equals, java_hash
from igor.groovy.text import to_string
from igor.groovy.values import ImmutableList, ImmutableMap, to_int32

#: Among the members: the annotation itself, for errors.
_PLACE = "@"


def apply_annotations(compiler: Compiler, node: ast.ClassDeclaration, cls: GroovyClass) -> None:
    """Add what the annotations of a class generate."""
    for annotation in node.annotations:
        simple = annotation.name.rpartition(".")[2]
        for apply in _EFFECTS.get(simple, ()):
            apply(compiler, cls, {**dict(annotation.members), _PLACE: annotation})


def property_names(cls: GroovyClass) -> list[str]:
    """The properties that an instance has, in order of declaration."""
    return [name for name, info in cls.fields.items() if info.is_property and not info.is_static]


def add_method(cls: GroovyClass, name: str, count: int, run: Callable[[Any, list[Any]], Any]) -> CompiledMethod:
    """A generated method that takes ``count`` arguments of any type; a written one of that name stays."""
    method = CompiledMethod(name, ("java.lang.Object",) * count, count, run)
    method.accepts = lambda arguments: 20 if len(arguments) == count else -1
    if name not in cls.methods:
        cls.methods[name] = [method]
    return method


def _selected(cls: GroovyClass, members: dict[str, Any], fields: bool = False) -> list[str]:
    """The properties (and fields) that ``includes`` and ``excludes`` leave."""
    names = property_names(cls)
    if fields:
        names += [name for name, info in cls.fields.items() if not info.is_property and not info.is_static]
    includes, excludes = _names(members, "includes"), _names(members, "excludes")
    return [name for name in names if (not includes or name in includes) and name not in excludes]


def _names(members: dict[str, Any], key: str) -> list[str]:
    node = members.get(key)
    items = node.items if isinstance(node, ast.ListLiteral) else (node,)
    texts = [str(item.value) for item in items if isinstance(item, ast.Constant)]
    return [name.strip() for text in texts for name in text.split(",")]


def _text(members: dict[str, Any], key: str, default: str) -> str:
    node = members.get(key)
    return str(node.value) if isinstance(node, ast.Constant) else default


def _flag(members: dict[str, Any], name: str, default: bool = False) -> bool:
    node = members.get(name, default)
    return bool(node.value if isinstance(node, ast.Constant) else node)


def _to_string(compiler: Compiler, cls: GroovyClass, members: dict[str, Any]) -> None:
    rt = compiler.rt
    with_names, skip_nulls = _flag(members, "includeNames"), _flag(members, "ignoreNulls")
    package, with_super = _flag(members, "includePackage", True), _flag(members, "includeSuper")

    def value_of(this: GroovyObject, name: str) -> Any:
        return properties.get(rt, this, name) if cls.fields[name].is_property else this.fields.get(name)

    def run(this: GroovyObject, arguments: list[Any]) -> str:
        names = _selected(cls, members, _flag(members, "includeFields"))
        pairs = [(name, value_of(this, name)) for name in names]
        pairs = [(name, value) for name, value in pairs if value is not None or not skip_nulls]
        parts = [f"{name}:{to_string(value)}" if with_names else to_string(value) for name, value in pairs]
        if with_super and isinstance(cls.superclass, GroovyClass):
            method = pick(cls.superclass.candidates("toString"), [])
            parts += [to_string(method.run(this, []))] if method is not None else []
        return f"{cls.name if package else cls.simple_name}({', '.join(parts)})"

    add_method(cls, "toString", 0, run)


def _equals(compiler: Compiler, cls: GroovyClass, members: dict[str, Any]) -> None:
    calls_super = _flag(members, "callSuper") and isinstance(cls.superclass, GroovyClass)

    def parents(name: str, arguments: list[Any]) -> CompiledMethod | None:
        above = cls.superclass.candidates(name) if calls_super and isinstance(cls.superclass, GroovyClass) else []
        return pick(above, arguments)

    def run(this: GroovyObject, arguments: list[Any]) -> bool:
        other = arguments[0]
        if not isinstance(other, GroovyObject) or other.cls is not this.cls:
            return False
        parent = parents("equals", arguments)
        if parent is not None and not parent.run(this, arguments):
            return False
        return all(equals(this.fields.get(name), other.fields.get(name)) for name in _selected(cls, members))

    def hash_code(this: GroovyObject, arguments: list[Any]) -> int:
        parent = parents("hashCode", [])
        code = 127 if parent is None else to_int32(31 * 127 + parent.run(this, []))
        for name in _selected(cls, members):
            code = to_int32(31 * code + java_hash(this.fields.get(name)))
        return code

    add_method(cls, "equals", 1, run)
    add_method(cls, "hashCode", 0, hash_code)
    add_method(cls, "canEqual", 1, lambda this, arguments: is_instance(arguments[0], cls.name))


def _tuple_constructor(compiler: Compiler, cls: GroovyClass, members: dict[str, Any]) -> None:
    rt = compiler.rt

    def run(this: GroovyObject, arguments: list[Any]) -> None:
        default_construct(rt, this, cls, [])
        names = _selected(cls, members)
        if len(arguments) == 1 and isinstance(arguments[0], dict) and _takes_names(cls, arguments[0], names):
            for name, value in arguments[0].items():
                _store(this, cls, to_string(name), value)
            return
        for name, value in zip(names, arguments, strict=False):
            _store(this, cls, name, value)

    constructor = CompiledMethod("<init>", (), 0, run)
    constructor.accepts = lambda arguments: 30 if len(arguments) <= len(_selected(cls, members)) else -1
    cls.constructors.append(constructor)


def _takes_names(cls: GroovyClass, entries: dict[Any, Any], names: list[str]) -> bool:
    """Whether a lone map is named arguments: always, unless it is the value of a first property of a map's type."""
    first = cls.fields[names[0]].java_type if names else ""
    return not (first.endswith("Map") and not set(map(str, entries)) <= set(property_names(cls)))


def _store(this: GroovyObject, cls: GroovyClass, name: str, value: Any) -> None:
    info = cls.fields.get(name)
    if info is None:
        raise missing_property(cls.name, name, list(reversed(property_names(cls))))
    value = info.coerce(value) if info.coerce else value
    if info.final and type(value) is list:
        value = ImmutableList(value)
    elif info.final and type(value) is dict:
        value = ImmutableMap(value)
    this.fields[name] = value


def _immutable(compiler: Compiler, cls: GroovyClass, members: dict[str, Any]) -> None:
    for name in property_names(cls):
        cls.fields[name].final = True

    def copy_with(this: GroovyObject, arguments: list[Any]) -> Any:
        entries = {name: this.fields.get(name) for name in property_names(cls)}
        return construct(compiler.rt, cls, [{**entries, **arguments[0]}])

    if _flag(members, "copyWith"):
        add_method(cls, "copyWith", 1, copy_with)


def _immutable_text(compiler: Compiler, cls: GroovyClass, members: dict[str, Any]) -> None:
    _to_string(compiler, cls, {"ignoreNulls": True})


class Comparing(MethodClosure):
    """A generated ``Comparator``."""

    __slots__ = ()

    @property
    def parameter_count(self) -> int:
        return 2


def _sortable(compiler: Compiler, cls: GroovyClass, members: dict[str, Any]) -> None:
    rt = compiler.rt
    cls.interfaces.append(JavaClass("java.lang.Comparable"))
    cls.forget()

    def order(left: Any, right: Any, names: list[str]) -> int:
        results = (compare(left.fields.get(name), right.fields.get(name)) for name in names)
        return next((result for result in results if result), 0)

    def comparator(name: str) -> Any:
        return Comparing(rt, cls, "compare", lambda *pair: order(pair[0], pair[1], [name]), NO_SITE)

    add_method(cls, "compareTo", 1, lambda this, arguments: order(this, arguments[0], _selected(cls, members)))
    for name in _selected(cls, members):
        made = add_method(cls, f"comparatorBy{properties.capitalized(name)}", 0, _constant(comparator(name)))
        made.is_static = True


def _constant(value: Any) -> Callable[[Any, list[Any]], Any]:
    return lambda this, arguments: value


def _auto_clone(compiler: Compiler, cls: GroovyClass, members: dict[str, Any]) -> None:
    def run(this: GroovyObject, arguments: list[Any]) -> GroovyObject:
        copy = GroovyObject(this.cls)
        for name, value in this.fields.items():
            copy.fields[name] = type(value)(value) if type(value) in (list, dict) else value
        return copy

    add_method(cls, "clone", 0, run)


def _inherit_constructors(compiler: Compiler, cls: GroovyClass, members: dict[str, Any]) -> None:
    parent, rt = cls.superclass, compiler.rt

    def accepts(arguments: list[Any]) -> int:
        if not isinstance(parent, GroovyClass):
            return 20 if len(arguments) <= 2 else -1
        distances = [one.accepts(arguments) for one in parent.constructors]
        return min((distance for distance in distances if distance >= 0), default=-1)

    def run(this: GroovyObject, arguments: list[Any]) -> None:
        super_construct(rt, this, cls, arguments)
        run_initializers(this, cls)

    constructor = CompiledMethod("<init>", (), 0, run)
    constructor.accepts = accepts
    cls.constructors.append(constructor)


def _singleton(compiler: Compiler, cls: GroovyClass, members: dict[str, Any]) -> None:
    rt = compiler.rt
    made: list[Any] = []
    making: list[bool] = []

    def instance(this: Any, arguments: list[Any]) -> Any:
        if not made:
            making.append(True)
            made.append(construct(rt, cls, []))
        return made[0]

    def refuse(this: Any, arguments: list[Any]) -> None:
        if made or not making:
            message = f"Can't instantiate singleton {cls.name}. Use {cls.name}.instance"
            raise GroovyRuntimeError("java.lang.RuntimeException", message)
        default_construct(rt, this, cls, [])

    getter = f"get{properties.capitalized(_text(members, 'property', 'instance'))}"
    add_method(cls, getter, 0, instance).is_static = True
    if cls.constructors and _flag(members, "strict", True):
        raise compiler.error(
            "@Singleton didn't expect to find one or more additional constructors: remove constructor(s) or "
            "set strict=false",
            members[_PLACE],
        )
    if not cls.constructors and _flag(members, "strict", True):
        constructor = CompiledMethod("<init>", (), 0, refuse)
        constructor.accepts = lambda arguments: -1 if arguments else 0
        cls.constructors.append(constructor)


def _builder(compiler: Compiler, cls: GroovyClass, members: dict[str, Any]) -> None:
    rt = compiler.rt
    strategy = members.get("builderStrategy")
    if isinstance(strategy, ast.Variable) and strategy.name == "SimpleStrategy":
        for name in _selected(cls, members):
            add_method(cls, _prefixed(_text(members, "prefix", "set"), name), 1, _setter(name))
        return
    builder = GroovyClass(f"{cls.name}${cls.simple_name}Builder", "class", None)
    for name in _selected(cls, members):
        add_method(builder, _prefixed(_text(members, "prefix", ""), name), 1, _setter(name))

    def build(this: GroovyObject, arguments: list[Any]) -> Any:
        result = construct(rt, cls, [])
        for name, value in this.fields.items():
            properties.set_(rt, result, name, value)
        return result

    add_method(builder, _text(members, "buildMethodName", "build"), 0, build)
    start = add_method(cls, _text(members, "builderMethodName", "builder"), 0, lambda this, no: GroovyObject(builder))
    start.is_static = True


def _prefixed(prefix: str, name: str) -> str:
    return prefix + properties.capitalized(name) if prefix else name


def _setter(name: str) -> Callable[[Any, list[Any]], Any]:
    def run(this: GroovyObject, arguments: list[Any]) -> GroovyObject:
        this.fields[name] = arguments[0]
        return this

    return run


def _category(compiler: Compiler, cls: GroovyClass, members: dict[str, Any]) -> None:
    node = members.get("value")
    if isinstance(node, ast.Variable):
        found = compiler.find_class(node.name)
        cls.category_of = getattr(found, "name", "java.lang.Object")


def _mixin(compiler: Compiler, cls: GroovyClass, members: dict[str, Any]) -> None:
    for name in class_names(members.get("value")):
        found = compiler.find_class(name)
        for one in found.lineage() if isinstance(found, GroovyClass) else []:
            for method_name, methods in one.methods.items():
                cls.methods.setdefault(method_name, list(methods))
            for field_name, info in one.fields.items():
                cls.fields.setdefault(field_name, info)
            cls.initializers += one.initializers


def _log(compiler: Compiler, cls: GroovyClass, members: dict[str, Any]) -> None:
    """``log``: what is told at level info and above is printed, as `LEVEL: text`."""
    rt, logger = compiler.rt, GroovyClass("java.util.logging.Logger", "class", None)
    for level in _LOUD + _QUIET:
        add_logger_method(rt, logger, level)
    name = _text(members, "value", "log")
    cls.fields[name] = info = FieldInfo(name, logger.name, False)
    info.is_static = info.final = True
    cls.statics[name] = GroovyObject(logger)


_LOUD = ("info", "warning", "warn", "severe", "error", "fatal")
_QUIET = ("config", "fine", "finer", "finest", "debug", "trace")


def add_logger_method(rt: Any, logger: GroovyClass, level: str) -> None:
    """``log.info(text)``."""

    def run(this: GroovyObject, arguments: list[Any]) -> None:
        if level in _LOUD and arguments:
            rt.print_text(f"{level.upper()}: {to_string(arguments[0])}\n")

    method = add_method(logger, level, 1, run)
    method.accepts = lambda arguments: 20 if arguments else -1


_EFFECTS: dict[str, tuple[Callable[[Compiler, GroovyClass, dict[str, Any]], None], ...]] = {
    "ToString": (_to_string,),
    "EqualsAndHashCode": (_equals,),
    "TupleConstructor": (_tuple_constructor,),
    "Canonical": (_to_string, _equals, _tuple_constructor),
    "Immutable": (_immutable_text, _equals, _tuple_constructor, _immutable),
    "Sortable": (_sortable,),
    "AutoClone": (_auto_clone,),
    "InheritConstructors": (_inherit_constructors,),
    "Category": (_category,),
    "Singleton": (_singleton,),
    "Builder": (_builder,),
    "Mixin": (_mixin,),
    **dict.fromkeys(("Log", "Log4j", "Log4j2", "Slf4j", "Commons"), (_log,)),
}
