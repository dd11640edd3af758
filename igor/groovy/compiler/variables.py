"""Reading and writing variables: locals, captured ones, bare names that are properties of ``this`` or a closure."""

from __future__ import annotations

from typing import Any

from igor.groovy import ast, properties
from igor.groovy.class_model import FieldInfo, GroovyClass, JavaClass
from igor.groovy.compiler.core import Code, Compiler, Forbidden, expression
from igor.groovy.compiler.scope import Local
from igor.groovy.compiler.type_names import may_exist
from igor.groovy.host import MISSING
from igor.groovy.java_types import PRIMITIVES
from igor.groovy.runtime import Cell, Frame, ScriptObject


def read_local(local: Local) -> Code:
    """Code that reads a variable."""
    index = local.index
    if local.kind == "slot":
        return lambda frame: frame.locals[index]
    if local.kind == "cell":
        return lambda frame: frame.locals[index].value
    if local.kind == "closure":
        return lambda frame: frame.closure.captured[index].value
    return lambda frame: frame.this.cells[index].value


def cell_of(local: Local) -> Code:
    """Code that gives the Cell of a variable, for a closure to take along."""
    index = local.index
    if local.kind == "cell":
        return lambda frame: _ensure_cell(frame, index)
    if local.kind == "closure":
        return lambda frame: frame.closure.captured[index]
    if local.kind == "object":
        return lambda frame: frame.this.cells[index]
    return lambda frame: Cell(frame.locals[index])


def _ensure_cell(frame: Frame, index: int) -> Cell:
    cell = frame.locals[index]
    if type(cell) is not Cell:
        cell = frame.locals[index] = Cell(cell)
    return cell


def write_local(local: Local) -> Any:
    """A function ``(frame, value)`` that assigns a variable."""
    index = local.index

    def to_slot(frame: Frame, value: Any) -> None:
        frame.locals[index] = value

    def to_cell(frame: Frame, value: Any) -> None:
        frame.locals[index].value = value

    def to_captured(frame: Frame, value: Any) -> None:
        frame.closure.captured[index].value = value

    def to_object(frame: Frame, value: Any) -> None:
        frame.this.cells[index].value = value

    write = {"slot": to_slot, "cell": to_cell, "closure": to_captured, "object": to_object}[local.kind]
    coerce = local.coerce
    if coerce is None:
        return write
    return lambda frame, value: write(frame, coerce(value))


def define_local(local: Local) -> Any:
    """A function ``(frame, value)`` that starts a variable: a new Cell each time, for closures in loops."""
    index, coerce = local.index, local.coerce

    def define(frame: Frame, value: Any) -> None:
        frame.locals[index] = value

    def define_cell(frame: Frame, value: Any) -> None:
        frame.locals[index] = Cell(value)

    start = define_cell if local.kind == "cell" else define
    if coerce is None:
        return start
    return lambda frame, value: start(frame, coerce(value))


@expression(ast.Variable)
def compile_variable(compiler: Compiler, node: ast.Variable) -> Code:
    """A bare name."""
    name = node.name
    if name == "this":
        return lambda frame: frame.this
    if name == "super":
        return lambda frame: frame.this
    local = compiler.scope.resolve(name)
    if local is not None:
        return read_local(local)
    own = own_field(compiler, name)
    if own is not None:
        return own
    found = JavaClass(name) if name in PRIMITIVES else compiler.find_class(name)
    if isinstance(found, Forbidden):
        return _maybe_forbidden(compiler, node, found)
    if found is not None:
        return lambda frame: found
    static = static_import(compiler, name)
    if static is not None:
        return static
    _check_static_scope(compiler, name, node)
    return read_name(compiler, node)


_APPARENT = (
    "Apparent variable '{0}' was found in a static scope but doesn't refer to a local variable, static field or class. "
    "Possible causes:\n"
    "You attempted to reference a variable in the binding or an instance variable from a static context.\n"
    "You misspelled a classname or statically imported field. Please check the spelling.\n"
    "You attempted to use a method '{0}' but left out brackets in a place not allowed by the grammar."
)


def _check_static_scope(compiler: Compiler, name: str, node: ast.Node) -> None:
    """Refuse a bare name in a static method that is no static property of its class."""
    if not compiler.static or compiler.in_closure or compiler.in_owner:
        return
    if name[:1].isupper() and may_exist(compiler, name):
        return
    cls: GroovyClass | None = compiler.class_
    capital = properties.capitalized(name)
    while cls is not None:
        if any(isinstance(one.superclass, JavaClass) and one.kind != "script" for one in cls.lineage()):
            return
        found = cls.find_field(name)
        if found is not None and found[1].is_static:
            return
        if any({f"get{capital}", f"is{capital}", f"set{capital}"} & one.method_names for one in cls.lineage()):
            return
        cls = cls.outer
    raise compiler.error(_APPARENT.format(name), node)


def own_field(compiler: Compiler, name: str) -> Code | None:
    """Direct access to a field of the class in its own methods (past getters); None when there is no such field."""
    if compiler.in_closure or compiler.class_.kind == "script":
        return None
    info = compiler.class_.fields.get(name)
    if info is None:
        return None
    cls = compiler.class_
    if info.is_static:
        return lambda frame: cls.statics.get(name)
    if compiler.static:
        return None
    return lambda frame: frame.this.fields.get(name)


def _maybe_forbidden(compiler: Compiler, node: ast.Variable, found: Forbidden) -> Code:
    def run(frame: Frame) -> Any:
        frame.site = node.span
        raise found.error()

    return run


def static_import(compiler: Compiler, name: str) -> Code | None:
    """A constant brought in by ``import static``."""
    rt = compiler.rt
    entry = compiler.static_imports.get(name)
    if entry is not None:
        owner, member = entry
        return lambda frame: properties.get(rt, owner, member)
    for owner in compiler.static_stars:
        if properties.find(rt, owner, name) is not MISSING:
            return lambda frame, owner=owner: properties.get(rt, owner, name)  # type: ignore[misc]
    return None


def read_name(compiler: Compiler, node: ast.Variable) -> Code:
    """A name that is no variable: a property of the closure or of ``this``."""
    rt, name, span = compiler.rt, node.name, node.span
    find, no_property = properties.find, properties.no_property
    if compiler.in_closure:
        find_in_closure = properties.find_in_closure

        def in_closure(frame: Frame) -> Any:
            frame.site = span
            value = find_in_closure(rt, frame.closure, name)
            if value is MISSING:
                raise no_property(frame.closure, name)
            return value

        return in_closure

    def in_method(frame: Frame) -> Any:
        frame.site = span
        this = frame.this
        if type(this) is ScriptObject:
            value = this.binding.get(name, MISSING)
            if value is not MISSING:
                return value
        value = find(rt, this, name)
        if value is MISSING:
            raise no_property(this, name)
        return value

    return in_method


def _may_set_final(compiler: Compiler, info: FieldInfo) -> bool:
    return compiler.function == ("<clinit>" if info.is_static else "<init>")


def _final_message(info: FieldInfo) -> str:
    if info.is_static:
        return f"cannot modify static final field '{info.name}' outside of static initialization block."
    return f"cannot modify final field '{info.name}' outside of constructor."


def write_name(compiler: Compiler, name: str, span: ast.Span) -> Any:
    """A function ``(frame, value)`` that assigns a bare name which is no variable."""
    rt = compiler.rt
    info = None if compiler.in_closure else compiler.class_.fields.get(name)
    cls: GroovyClass = compiler.class_

    if info is not None and compiler.static and not info.is_static:
        info = None
    if info is None and compiler.find_class(name) is None:
        _check_static_scope(compiler, name, ast.Empty(span=span))
    if info is not None and info.final and not _may_set_final(compiler, info):
        raise compiler.error(_final_message(info), ast.Empty(span=span))

    def to_field(frame: Frame, value: Any) -> None:
        frame.site = span
        assert info is not None
        if info.is_static:
            cls.statics[name] = info.coerce(value) if info.coerce else value
        else:
            frame.this.fields[name] = info.coerce(value) if info.coerce else value

    def to_property(frame: Frame, value: Any) -> None:
        frame.site = span
        properties.set_(rt, frame.closure if frame.closure is not None else frame.this, name, value)

    return to_property if info is None else to_field
