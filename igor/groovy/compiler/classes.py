"""Class declarations: classes, interfaces, traits, enums, inner and anonymous classes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from igor.groovy import ast
from igor.groovy.class_model import (
    HELD_SUPER,
    CompiledMethod,
    EnumObject,
    FieldInfo,
    GroovyClass,
    JavaClass,
    ThrowableObject,
    ancestors,
)
from igor.groovy.compiler.annotation_checks import check_annotations
from igor.groovy.compiler.annotations import add_method, apply_annotations
from igor.groovy.compiler.array_literals import as_array
from igor.groovy.compiler.class_checks import check_members, check_parents
from igor.groovy.compiler.closure_names import class_parts, name_closures
from igor.groovy.compiler.core import Compiler, Forbidden
from igor.groovy.compiler.exceptions import throwable_of, thrown
from igor.groovy.compiler.functions import compile_function, compile_method
from igor.groovy.compiler.member_annotations import add_indexed_property, has_annotation, newified_by
from igor.groovy.compiler.scope import FunctionScope
from igor.groovy.compiler.type_names import require_type
from igor.groovy.construct import initialise, run_initializers, super_construct
from igor.groovy.runtime_errors import BudgetError, GroovyRuntimeError

_VISIBILITY = frozenset({"private", "protected", "public"})
_INTERFACES = frozenset(f"java.util.{name}" for name in ("List", "Map", "Set", "Collection"))
#: Collections that scripts extend: an instance holds one and hands on what it does not define itself.
_EXTENDABLE = frozenset(
    f"java.util.{name}"
    for name in ("ArrayList", "LinkedList", "HashMap", "LinkedHashMap", "TreeMap", "HashSet", "LinkedHashSet", "Stack")
)
_ZEROS = {"boolean": False, "int": 0, "long": 0, "short": 0, "byte": 0, "double": 0.0, "float": 0.0}


def declare_class(compiler: Compiler, node: ast.ClassDeclaration, outer: GroovyClass | None) -> GroovyClass:
    """The empty class and those inside of it, so that all of a file know each other before any is compiled."""
    if outer is not None:
        name = f"{outer.name}${node.name}"
    else:
        name = f"{compiler.package}.{node.name}" if compiler.package else node.name
    cls = GroovyClass(name, node.kind, None)
    cls.outer = outer
    cls.method_names = {member.name for member in node.members if isinstance(member, ast.Method)}
    cls.is_abstract = "abstract" in node.modifiers
    cls.is_final = "final" in node.modifiers or node.kind == "enum"
    inner_static = outer is not None and (
        "static" in node.modifiers or node.kind != "class" or outer.kind == "script" or outer.kind == "interface"
    )
    cls.needs_outer = outer is not None and not inner_static
    for member in node.members:
        if isinstance(member, ast.ClassDeclaration):
            cls.inner[member.name] = declare_class(compiler, member, cls)
    return cls


def link_class(compiler: Compiler, node: ast.ClassDeclaration, cls: GroovyClass) -> None:
    """Set superclass and interfaces, here and in inner classes."""
    saved, compiler.class_ = compiler.class_, cls
    try:
        for type_ in (*([node.superclass] if node.superclass is not None else []), *node.interfaces):
            require_type(compiler, type_, node)
            _add_parent(compiler, cls, type_, node)
        check_parents(compiler, node, cls)
        for member in node.members:
            if isinstance(member, ast.ClassDeclaration):
                link_class(compiler, member, cls.inner[member.name])
    finally:
        compiler.class_ = saved


def _add_parent(compiler: Compiler, cls: GroovyClass, type_: ast.TypeRef, node: ast.ClassDeclaration) -> None:
    saved, compiler.class_ = compiler.class_, cls.outer or GroovyClass("", "script", None)
    try:
        found = compiler.class_value(type_.name, node)
    finally:
        compiler.class_ = saved
    if isinstance(found, Forbidden):
        raise compiler.error(found.error().message, type_)
    if isinstance(found, GroovyClass) and found.kind in ("interface", "trait", "annotation"):
        cls.interfaces.append(found)
    elif isinstance(found, GroovyClass):
        cls.superclass = found
    elif isinstance(found, JavaClass):
        _add_java_parent(cls, found)


def _add_java_parent(cls: GroovyClass, parent: JavaClass) -> None:
    if cls.superclass is None and (
        "java.lang.Throwable" in ancestors(parent.name) or parent.name in ("groovy.lang.Script",)
    ):
        cls.superclass = parent
    elif cls.superclass is None and parent.name in _EXTENDABLE:
        cls.superclass = parent
        cls.delegates.append(HELD_SUPER)
    else:
        cls.interfaces.append(parent)


def fill_class(compiler: Compiler, node: ast.ClassDeclaration, cls: GroovyClass) -> None:
    """Compile the members."""
    saved = compiler.class_, compiler.static, compiler.newified
    compiler.class_ = cls
    try:
        check_members(compiler, node, cls)
        check_annotations(compiler, node.annotations)
        compiler.newified = newified_by(node.annotations, compiler.newified)
        for member in node.members:
            if isinstance(member, ast.Field):
                declare_field(compiler, member, cls)
        for member in node.members:
            if isinstance(member, ast.ClassDeclaration):
                fill_class(compiler, member, cls.inner[member.name])
        _fill_members(compiler, node, cls)
    finally:
        compiler.class_, compiler.static, compiler.newified = saved
    apply_annotations(compiler, node, cls)
    cls.intercepts = "groovy.lang.GroovyInterceptable" in cls.ancestors()


def declare_field(compiler: Compiler, node: ast.Field, cls: GroovyClass) -> None:
    """Note a field before anything is compiled that may use it."""
    require_type(compiler, node.type, node)
    check_annotations(compiler, node.annotations)
    is_property = not (node.modifiers & _VISIBILITY)
    info = FieldInfo(node.name, compiler.type_name(node.type), is_property)
    info.coerce = compiler.type_caster(node.type)
    info.is_static = "static" in node.modifiers or cls.kind == "interface"
    info.final = "final" in node.modifiers
    info.private = "private" in node.modifiers
    if has_annotation(node, "Lazy"):
        return
    cls.fields[node.name] = info
    if has_annotation(node, "Delegate"):
        cls.delegates.append(node.name)
        if info.java_type in _INTERFACES:
            cls.interfaces.append(JavaClass(info.java_type))


def _lazy_field(compiler: Compiler, node: ast.Field, cls: GroovyClass) -> None:
    """``@Lazy``: the getter computes the value at its first call."""
    static = "static" in node.modifiers
    run = expression_function(compiler, node.value, cls, static)
    coerce = compiler.type_caster(node.type)
    slot = f"${node.name}"

    def getter(this: Any, arguments: list[Any]) -> Any:
        holder = cls.statics if static else this.fields
        if slot not in holder:
            value = run(this, [])
            holder[slot] = coerce(value) if coerce is not None else value
        return holder[slot]

    add_method(cls, f"get{node.name[:1].upper()}{node.name[1:]}", 0, getter).is_static = static


def _fill_members(compiler: Compiler, node: ast.ClassDeclaration, cls: GroovyClass) -> None:
    name_closures(compiler, cls.name, class_parts(node.members, cls.kind == "interface"))
    statics: list[Callable[[], None]] = []
    constants = [member for member in node.members if isinstance(member, ast.EnumConstant)]
    for position, constant in enumerate(constants):
        statics.append(_enum_constant(compiler, constant, cls, position))
    for member in node.members:
        if isinstance(member, ast.Field) and has_annotation(member, "Lazy"):
            _lazy_field(compiler, member, cls)
        elif isinstance(member, ast.Field):
            _fill_field(compiler, member, cls, statics)
            if has_annotation(member, "IndexedProperty"):
                add_indexed_property(compiler.rt, cls, member.name)
        elif isinstance(member, ast.Method):
            method = compile_method(compiler, member, cls)
            method.is_abstract = method.is_abstract or (cls.kind == "interface" and member.body is None)
            cls.methods.setdefault(member.name, []).append(method)
        elif isinstance(member, ast.Constructor):
            cls.constructors.append(_constructor(compiler, member, cls))
        elif isinstance(member, ast.Initializer):
            _fill_initializer(compiler, member, cls, statics)
    cls.start = lambda: _run_all(cls, statics)


def _run_all(cls: GroovyClass, actions: list[Callable[[], None]]) -> None:
    """Run the static initialisers; when one fails the class cannot be used, now or later."""
    try:
        for action in actions:
            action()
    except BudgetError:
        raise
    except GroovyRuntimeError as error:
        cls.start = lambda: _refuse(cls)
        if "java.lang.Error" in ancestors(error.groovy_class):
            raise
        failure = ThrowableObject(JavaClass("java.lang.ExceptionInInitializerError"))
        failure.cause = throwable_of(error)
        raise thrown(failure) from error


def _refuse(cls: GroovyClass) -> None:
    cls.start = lambda: _refuse(cls)
    raise GroovyRuntimeError("java.lang.NoClassDefFoundError", f"Could not initialize class {cls.name}")


def _fill_field(compiler: Compiler, node: ast.Field, cls: GroovyClass, statics: list[Callable[[], None]]) -> None:
    info = cls.fields[node.name]
    zero = _ZEROS.get(node.type.name) if node.type is not None and not node.type.dimensions else None
    run = None
    if node.value is not None and not isinstance(node.value, ast.Empty):
        value = node.value if cls.kind == "trait" else as_array(node.value, info.coerce)
        run = expression_function(compiler, value, cls, info.is_static)
    if info.is_static:
        cls.statics[node.name] = zero
        if run is not None:
            statics.append(lambda: _set_static(cls, info, run))
        return

    def initialize(this: Any) -> None:
        value = zero if run is None else run(this, [])
        this.fields[node.name] = info.coerce(value) if info.coerce and run is not None else value

    cls.initializers.append(initialize)


def _set_static(cls: GroovyClass, info: FieldInfo, run: Callable[..., Any]) -> None:
    value = run(cls, [])
    cls.statics[info.name] = info.coerce(value) if info.coerce else value


def expression_function(compiler: Compiler, value: Any, cls: GroovyClass, static: bool) -> Callable[..., Any]:
    """A field's initial value as a function of ``this``."""
    body = ast.Block((ast.ExpressionStatement(value, span=value.span),), span=value.span)
    saved, compiler.static = compiler.static, static
    try:
        return compile_function(compiler, (), body, "<clinit>" if static else "<init>", value.span).run
    finally:
        compiler.static = saved


def _fill_initializer(
    compiler: Compiler, node: ast.Initializer, cls: GroovyClass, statics: list[Callable[[], None]]
) -> None:
    saved, compiler.static = compiler.static, node.is_static
    try:
        run = compile_function(compiler, (), node.body, "<clinit>" if node.is_static else "<init>", node.span).run
    finally:
        compiler.static = saved
    if node.is_static:
        statics.append(lambda: run(cls, []))
    else:
        cls.initializers.append(lambda this: run(this, []))


def _constructor(compiler: Compiler, node: ast.Constructor, cls: GroovyClass) -> CompiledMethod:
    first = node.body.statements[0] if node.body.statements else None
    delegating = isinstance(first, ast.ExpressionStatement) and isinstance(first.expression, ast.ConstructorCall)
    rest = ast.Block(node.body.statements[1:], span=node.body.span) if delegating else node.body
    method = compile_function(compiler, node.parameters, rest, "<init>", node.span)
    body = method.run
    before = None
    if delegating:
        assert isinstance(first, ast.ExpressionStatement)
        before = compile_function(compiler, node.parameters, ast.Block((first,)), "<init>", node.span).run
    to_this = delegating and first is not None and getattr(first.expression, "target", "") == "this"  # type: ignore[union-attr]
    rt = compiler.rt

    def run(this: Any, arguments: list[Any]) -> None:
        if before is not None:
            before(this, arguments)
        else:
            super_construct(rt, this, cls, [])
        if not to_this:
            run_initializers(this, cls)
        body(this, arguments)

    method.run = run
    method.declaring = cls
    return method


def _enum_constant(compiler: Compiler, node: ast.EnumConstant, cls: GroovyClass, position: int) -> Callable[[], None]:
    rt = compiler.rt
    info = FieldInfo(node.name, cls.name, True)
    info.is_static = info.final = True
    cls.fields[node.name] = info
    arguments = expression_function(compiler, ast.ListLiteral(node.arguments, span=node.span), cls, True)
    own = _constant_body(compiler, node, cls) if node.body is not None else None

    def create() -> None:
        constant = EnumObject(cls, node.name, position)
        if own is not None:
            constant.cls = own
        cls.statics[node.name] = constant
        cls.enum_constants.append(constant)
        values = arguments(cls, [])
        initialise(rt, constant, cls, values)
        if own is not None:
            run_initializers(constant, own)

    return create


def _constant_body(compiler: Compiler, node: ast.EnumConstant, cls: GroovyClass) -> GroovyClass:
    assert node.body is not None
    own = GroovyClass(f"{cls.name}${len(cls.fields)}", "class", cls)
    own.outer = cls.outer
    own.anonymous = True
    fill_class(compiler, node.body, own)
    own.start = None
    return own


def anonymous_class(compiler: Compiler, node: ast.New) -> tuple[GroovyClass, list[Any]]:
    """The class of ``new T(…) { … }`` and the variables around it that its methods use."""
    assert node.body is not None
    compiler.anonymous_count += 1
    outermost = compiler.class_
    cls = GroovyClass(f"{outermost.name}${compiler.anonymous_count}", "class", None)
    cls.outer = compiler.class_
    cls.anonymous = True
    _add_parent_of_anonymous(compiler, cls, node.type)
    scope = FunctionScope("class", compiler.outlines.of(node.body).shared, compiler.scope)
    with compiler.function_scope(scope, compiler.function):
        fill_class(compiler, node.body, cls)
    return cls, scope.sources


def _add_parent_of_anonymous(compiler: Compiler, cls: GroovyClass, type_: ast.TypeRef) -> None:
    found = compiler.class_value(type_.name, type_)
    if isinstance(found, Forbidden):
        raise compiler.error(found.error().message, type_)
    if (
        isinstance(found, GroovyClass)
        and found.kind == "class"
        or isinstance(found, JavaClass)
        and "java.lang.Throwable" in ancestors(found.name)
    ):
        cls.superclass = found
    elif isinstance(found, (GroovyClass, JavaClass)):
        cls.interfaces.append(found)
