"""Assignments: ``=``, ``+=`` and its kind, ``++``, ``--``, several names at once, declarations."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from igor.groovy import ast, operators, properties
from igor.groovy.casts import ArrayCaster, caster
from igor.groovy.class_model import GroovyClass, GroovyObject, class_name
from igor.groovy.compiler import fast_numbers
from igor.groovy.compiler.annotation_checks import check_annotations
from igor.groovy.compiler.arguments import compile_key
from igor.groovy.compiler.array_literals import as_array, caster_of
from igor.groovy.compiler.calls import spread_items
from igor.groovy.compiler.core import Code, Compiler, expression
from igor.groovy.compiler.fast_numbers import add_to_slot, keeps_integers, step_slot
from igor.groovy.compiler.property_access import attribute_owner
from igor.groovy.compiler.scope import Local
from igor.groovy.compiler.static_types import index_code, shifts_int_by_long, type_of_local, whole_division
from igor.groovy.compiler.type_names import require_type
from igor.groovy.compiler.variables import define_local, own_field, read_local, read_name, write_local, write_name
from igor.groovy.host import HostObject
from igor.groovy.java_types import PRIMITIVES
from igor.groovy.messages import missing_field
from igor.groovy.runtime import Frame
from igor.groovy.runtime_errors import null_pointer, uncastable
from igor.groovy.semantics import is_number
from igor.groovy.text import to_string
from igor.groovy.values import INT_MAX, INT_MIN, Long

ASSIGNMENTS = frozenset({"=", "+=", "-=", "*=", "/=", "%=", "**=", "<<=", ">>=", ">>>=", "&=", "|=", "^="})

#: Gives, for one evaluation of the target's parts, how to read and how to write it.
Place = Callable[[Frame], "tuple[Callable[[], Any], Callable[[Any], None]]"]


def compile_assignment(compiler: Compiler, node: ast.Binary) -> Code:
    """``target = value`` or ``target op= value``; the value of the expression is what was assigned."""
    if node.operator != "=":
        return _compile_compound(compiler, node)
    if isinstance(node.left, ast.TupleTarget):
        return _compile_tuple(compiler, node.left, node.right)
    local = compiler.scope.resolve(node.left.name) if isinstance(node.left, ast.Variable) else None
    right = as_array(node.right, caster_of(compiler, node.left))
    value = whole_division(compiler, type_of_local(local), right) or compiler.compile_expression(right)
    store = compile_store(compiler, node.left)

    def run(frame: Frame) -> Any:
        result = value(frame)
        store(frame, result)
        return result

    return run


def compile_store(compiler: Compiler, target: Any) -> Callable[[Frame, Any], None]:
    """A function ``(frame, value)`` that assigns to a target."""
    if isinstance(target, ast.Variable):
        local = compiler.scope.resolve(target.name)
        stored: Callable[[Frame, Any], None] = (
            write_local(local) if local is not None else write_name(compiler, target.name, target.span)
        )
        return stored
    if isinstance(target, ast.Binary) and target.operator == "[":
        return _store_index(compiler, target)
    if isinstance(target, (ast.Property, ast.Attribute)):
        return _store_property(compiler, target)
    raise compiler.error("this cannot be assigned to: it should be a variable, a property or an index", target)


def _store_index(compiler: Compiler, target: ast.Binary) -> Callable[[Frame, Any], None]:
    rt, span, site = compiler.rt, target.span, compiler.call_site(target)
    items, key = compiler.compile_expression(target.left), compile_key(compiler, target)

    def store(frame: Frame, value: Any) -> None:
        receiver, at = items(frame), key(frame)
        frame.site = span
        operators.put_index(rt, receiver, at, value, site)

    return store


def _store_property(compiler: Compiler, target: Any) -> Callable[[Frame, Any], None]:
    rt, span, safe = compiler.rt, target.span, target.access == "?."
    receiver_code, name_code = compiler.compile_expression(target.object), compiler.compile_expression(target.name)
    write = _writer(compiler, target)

    def store(frame: Frame, value: Any) -> None:
        receiver = receiver_code(frame)
        name = to_string(name_code(frame))
        frame.site = span
        if receiver is not None or not safe:
            write(rt, receiver, name, value)

    return store


def _spread(write: Callable[[Any, Any, str, Any], None]) -> Callable[[Any, Any, str, Any], None]:
    """``items*.name = value``: of each item."""

    def write_all(rt: Any, receiver: Any, name: str, value: Any) -> None:
        for item in [] if receiver is None else spread_items(receiver):
            if item is not None:
                write(rt, item, name, value)

    return write_all


def _writer(compiler: Compiler, target: Any) -> Callable[[Any, Any, str, Any], None]:
    write = _item_writer(compiler, target)
    return _spread(write) if target.access == "*." else write


def _item_writer(compiler: Compiler, target: Any) -> Callable[[Any, Any, str, Any], None]:
    own = isinstance(target.object, ast.Variable) and target.object.name == "this" and not compiler.in_closure
    own = own and compiler.class_.kind != "script"
    if isinstance(target, ast.Attribute):
        return _write_attribute
    if own:
        return _write_field
    return properties.set_


def _write_attribute(rt: Any, receiver: Any, name: str, value: Any) -> None:
    """``x.@name = value``, which does not see the private fields of superclasses."""
    cls = getattr(receiver, "cls", None)
    found = cls.find_field(name) if isinstance(cls, GroovyClass) else None
    if found is not None and found[0] is not cls and found[1].hidden_below():
        raise missing_field(name, class_name(receiver))
    if receiver is not None and not isinstance(receiver, (HostObject, GroovyObject, GroovyClass)):
        raise missing_field(name, attribute_owner(receiver))
    _write_field(rt, receiver, name, value)


def _write_field(rt: Any, receiver: Any, name: str, value: Any) -> None:
    found = None
    cls = receiver if isinstance(receiver, GroovyClass) else getattr(receiver, "cls", None)
    if isinstance(cls, GroovyClass):
        found = cls.find_field(name)
    if found is None:
        if receiver is None:
            raise null_pointer(f"Cannot set property '{name}' on null object")
        if isinstance(receiver, HostObject) and receiver.set_property(f"@{name}", value):
            return
        properties.set_(rt, receiver, name, value)
    elif found[1].is_static:
        found[0].statics[name] = found[1].coerce(value) if found[1].coerce else value
    else:
        properties.set_field(receiver, found[0], found[1], value)


def _compile_tuple(compiler: Compiler, target: ast.TupleTarget, right: Any) -> Code:
    value = compiler.compile_expression(right)
    stores = [compile_store(compiler, item) for item in target.items]
    return _spread_over(compiler, value, stores, target.span)


def _spread_over(compiler: Compiler, value: Code, stores: list[Callable[[Frame, Any], None]], span: ast.Span) -> Code:
    rt = compiler.rt

    def run(frame: Frame) -> Any:
        result = value(frame)
        frame.site = span
        for position, store in enumerate(stores):
            store(frame, operators.index(rt, result, position, compiler_site))
        return result

    compiler_site = compiler.call_site(ast.Empty(span=span))
    return run


def compile_place(compiler: Compiler, target: Any) -> Place:
    """Read and write of a target. The parts of an index are evaluated once, those of a property for each of the two."""
    if isinstance(target, ast.Variable):
        return _variable_place(compiler, target)
    if isinstance(target, ast.Binary) and target.operator == "[":
        return _index_place(compiler, target)
    if isinstance(target, (ast.Property, ast.Attribute)):
        return _property_place(compiler, target)
    raise compiler.error("this cannot be assigned to: it should be a variable, a property or an index", target)


def _variable_place(compiler: Compiler, target: ast.Variable) -> Place:
    local = compiler.scope.resolve(target.name)
    if local is not None:
        read, write = read_local(local), write_local(local)
    else:
        read = own_field(compiler, target.name) or read_name(compiler, target)
        write = write_name(compiler, target.name, target.span)
    return lambda frame: (lambda: read(frame), lambda value: write(frame, value))


def _index_place(compiler: Compiler, target: ast.Binary) -> Place:
    rt, site = compiler.rt, compiler.call_site(target)
    items, key = compiler.compile_expression(target.left), index_code(compiler, target)

    def place(frame: Frame) -> Any:
        receiver, at = items(frame), key(frame)
        return (
            lambda: operators.index(rt, receiver, at, site),
            lambda value: operators.put_index(rt, receiver, at, value, site),
        )

    return place


def _stepped_index(compiler: Compiler, target: ast.Binary) -> Place:
    """For ``items[key]++`` the key comes before the items, and the items a second time for the write.

    Source: ``org.codehaus.groovy.classgen.asm.BinaryExpressionHelper.evaluatePostfixMethod``.
    """
    rt, site = compiler.rt, compiler.call_site(target)
    items, key = compiler.compile_expression(target.left), index_code(compiler, target)

    def place(frame: Frame) -> Any:
        at = key(frame)
        return (
            lambda: operators.index(rt, items(frame), at, site),
            lambda value: operators.put_index(rt, items(frame), at, value, site),
        )

    return place


def _property_place(compiler: Compiler, target: Any) -> Place:
    read, write = compiler.compile_expression(target), _store_property(compiler, target)
    return lambda frame: (lambda: read(frame), lambda value: write(frame, value))


def _compile_compound(compiler: Compiler, node: ast.Binary) -> Code:
    rt, span, site, symbol = compiler.rt, node.span, compiler.call_site(node), node.operator[:-1]
    local = compiler.scope.resolve(node.left.name) if isinstance(node.left, ast.Variable) else None
    if local is not None:
        return _compound_local(compiler, node, local)
    place, value = compile_place(compiler, node.left), compiler.compile_expression(node.right)
    wrapped = _hands_on_wrapper(compiler, node)

    def run(frame: Frame) -> Any:
        read, write = place(frame)
        frame.site = span
        left, right = read(), value(frame)
        frame.site = span
        if wrapped and is_number(left) and is_number(right):
            raise uncastable("org.codehaus.groovy.runtime.wrappers.PojoWrapper", "java.lang.Number")
        result = operators.binary(rt, symbol, left, right, site)
        write(result)
        return result

    return run


def _hands_on_wrapper(compiler: Compiler, node: ast.Binary) -> bool:
    """``x[0] += (int) y``: Groovy 2.4 hands the value in a wrapper of its own to a number, which takes none.

    It does so for ``+ - * /`` and whatever is indexed, but variables that are declared as arrays of primitives.
    """
    target = node.left
    if not (isinstance(target, ast.Binary) and target.operator == "[" and isinstance(node.right, ast.Cast)):
        return False
    local = compiler.scope.resolve(target.left.name) if isinstance(target.left, ast.Variable) else None
    whole = None if local is None else local.coerce
    of_numbers = isinstance(whole, ArrayCaster) and whole.component in PRIMITIVES
    return node.operator in ("+=", "-=", "*=", "/=") and not of_numbers


def _compound_local(compiler: Compiler, node: ast.Binary, local: Local) -> Code:
    """``x += value`` for a variable: no place to compute."""
    rt, span, site, symbol = compiler.rt, node.span, compiler.call_site(node), node.operator[:-1]
    read, write, value = read_local(local), write_local(local), compiler.compile_expression(node.right)

    widens = symbol in ("<<", ">>", ">>>") and shifts_int_by_long(compiler, node)

    def slow(frame: Frame, left: Any, right: Any) -> Any:
        frame.site = span
        return operators.binary(rt, symbol, Long(left) if widens else left, right, site)

    if symbol == "+" and local.kind == "slot" and keeps_integers(local):
        return add_to_slot(local.index, value, slow, write)

    compute = fast_numbers.MAKERS[symbol](read, value, slow) if symbol in fast_numbers.MAKERS else None

    def run(frame: Frame) -> Any:
        result = compute(frame) if compute else slow(frame, read(frame), value(frame))
        write(frame, result)
        return result

    return run


def _step_local(compiler: Compiler, node: Any, local: Local) -> Code:
    """``x++`` and its like for a variable."""
    rt, span, before = compiler.rt, node.span, isinstance(node, ast.Prefix)
    step = operators.next_ if node.operator == "++" else operators.previous
    delta = 1 if node.operator == "++" else -1
    read, write = read_local(local), write_local(local)

    def run(frame: Frame) -> Any:
        old = read(frame)
        if type(old) is int and INT_MIN < old < INT_MAX:
            new = old + delta
        else:
            frame.site = span
            new = step(rt, old)
        write(frame, new)
        return new if before else old

    if local.kind == "slot" and keeps_integers(local):
        return step_slot(local.index, delta, before, run)
    return run


@expression(ast.Prefix, ast.Postfix)
def compile_step(compiler: Compiler, node: Any) -> Code:
    """``++x x++ --x x--``."""
    rt, span = compiler.rt, node.span
    step = operators.next_ if node.operator == "++" else operators.previous
    if not isinstance(node.operand, (ast.Variable, ast.Property, ast.Attribute, ast.Binary)):
        operand, stays = compiler.compile_expression(node.operand), isinstance(node, ast.Postfix)

        def step_value(frame: Frame) -> Any:
            old = operand(frame)
            frame.site = span
            new = step(rt, old)
            return old if stays else new

        return step_value
    local = compiler.scope.resolve(node.operand.name) if isinstance(node.operand, ast.Variable) else None
    if local is not None:
        return _step_local(compiler, node, local)
    if isinstance(node.operand, ast.Binary) and node.operand.operator == "[":
        place = _stepped_index(compiler, node.operand)
    else:
        place = compile_place(compiler, node.operand)
    before = isinstance(node, ast.Prefix)

    def run(frame: Frame) -> Any:
        read, write = place(frame)
        old = read()
        frame.site = span
        new = step(rt, old)
        write(new)
        return new if before else old

    return run


@expression(ast.Declaration)
def compile_declaration(compiler: Compiler, node: ast.Declaration) -> Code:
    """``def x = 1``, ``String s``, ``def (a, b) = [1, 2]``."""
    if node.annotations:
        check_annotations(compiler, node.annotations)
    if node.multiple or len(node.targets) > 1:
        value = compiler.compile_expression(node.value)
        stores = [define_local(_declare(compiler, target, node)) for target in node.targets]
        return _spread_over(compiler, value, stores, node.span)
    return _compile_single(compiler, node)


def _compile_single(compiler: Compiler, node: ast.Declaration) -> Code:
    target, span = node.targets[0], node.span
    absent = isinstance(node.value, ast.Empty)
    kept = target.type is not None and target.name not in compiler.scope.shared
    kind = compiler.type_name(target.type) if kept else None
    right = as_array(node.value, compiler.type_caster(target.type))
    value = whole_division(compiler, kind, right) or compiler.compile_expression(right)
    local = _declare(compiler, target, node)
    define = define_local(local)
    if absent:
        start = _start_value(target)
        local_without_cast = define_local(type(local)(local.kind, local.index))

        def begin(frame: Frame) -> Any:
            local_without_cast(frame, start)
            return start

        return begin

    def run(frame: Frame) -> Any:
        result = value(frame)
        frame.site = span
        define(frame, result)
        return result

    return run


def _start_value(target: ast.DeclaredName) -> Any:
    if target.type is None or target.type.dimensions:
        return None
    return {"boolean": False, "int": 0, "long": 0, "short": 0, "byte": 0, "double": 0.0, "float": 0.0}.get(
        target.type.name
    )


def _declare(compiler: Compiler, target: ast.DeclaredName, node: ast.Declaration) -> Any:
    place = target if target.span.line else node
    require_type(compiler, target.type, place)
    coerce = compiler.type_caster(target.type)
    if target.type is not None and target.name in compiler.scope.shared and not (node.multiple or _is_null(node)):
        boxed = PRIMITIVES.get(compiler.type_name(target.type))
        coerce = caster(boxed) if boxed is not None else coerce
    return compiler.declare(target.name, coerce, place)


def _is_null(node: ast.Declaration) -> bool:
    """Whether a variable is declared with the literal null, which is cast to the type as it is written."""
    return isinstance(node.value, ast.Constant) and node.value.value is None
