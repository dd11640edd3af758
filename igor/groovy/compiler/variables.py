"""Reading and writing variables: locals, captured ones, bare names that are properties of ``this`` or a closure."""

from __future__ import annotations

from typing import Any

from igor.groovy import ast, properties
from igor.groovy.class_model import GroovyClass, JavaClass
from igor.groovy.compiler.core import Code, Compiler, Forbidden, expression
from igor.groovy.compiler.scope import Local
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
    return static if static is not None else read_name(compiler, node)


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


def write_name(compiler: Compiler, name: str, span: ast.Span) -> Any:
    """A function ``(frame, value)`` that assigns a bare name which is no variable."""
    rt = compiler.rt
    info = None if compiler.in_closure else compiler.class_.fields.get(name)
    cls: GroovyClass = compiler.class_

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
