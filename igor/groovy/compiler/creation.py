"""``new T(…)``, ``new T(…) { … }``, ``new T[n]``, and ``this(…)`` and ``super(…)`` in constructors."""

from __future__ import annotations

from typing import Any

from igor.groovy import ast
from igor.groovy.class_model import GroovyClass, GroovyObject, JavaClass
from igor.groovy.compiler.arguments import compile_arguments
from igor.groovy.compiler.core import Code, Compiler, Forbidden, expression
from igor.groovy.compiler.paths import raise_forbidden
from igor.groovy.construct import allocate, construct, initialise_further, super_construct
from igor.groovy.construct import initialise as initialise_object
from igor.groovy.runtime import Frame
from igor.groovy.runtime_errors import GroovyRuntimeError
from igor.groovy.text import INTERFACES
from igor.groovy.values import GArray

#: Built-in classes that are abstract.
_ABSTRACT = frozenset({"java.lang.Number", "groovy.lang.GString", "groovy.lang.Closure", "java.util.Calendar"})


@expression(ast.New)
def compile_new(compiler: Compiler, node: ast.New) -> Code:
    """``new T(…)``."""
    rt, span = compiler.rt, node.span
    arguments = compile_arguments(compiler, node.arguments)
    if node.body is not None:
        return _compile_anonymous(compiler, node, arguments)
    cls = compiler.class_value(node.type.name, node)
    if isinstance(cls, Forbidden):
        return raise_forbidden(node, cls)
    if isinstance(cls, GroovyClass) and (cls.is_abstract or cls.kind == "interface"):
        kind = "interface" if cls.kind == "interface" else "class"
        raise compiler.error(f"You cannot create an instance from the abstract {kind} '{cls.name}'.", node)
    if isinstance(cls, JavaClass) and (cls.name in INTERFACES or cls.name in _ABSTRACT):
        kind = "interface" if cls.name in INTERFACES else "class"
        raise compiler.error(f"You cannot create an instance from the abstract {kind} '{cls.name}'.", node)
    if isinstance(cls, GroovyClass) and cls.kind == "enum":
        raise compiler.error("Enum constructor calls are only allowed inside the enum class", node)
    needs_outer = isinstance(cls, GroovyClass) and cls.needs_outer

    def run(frame: Frame) -> Any:
        values = arguments(frame)
        frame.site = span
        if needs_outer:
            return construct_inner(rt, cls, values, frame.this)
        return construct(rt, cls, values)

    return run


def construct_inner(rt: Any, cls: GroovyClass, values: list[Any], outer: Any) -> Any:
    """``new Inner(…)`` inside an instance of the outer class."""
    if values and isinstance(values[0], GroovyObject) and values[0].cls is cls.outer and values[0] is not outer:
        outer, values = values[0], values[1:]
    if not isinstance(outer, GroovyObject):
        return construct(rt, cls, values)
    cls.initialise()
    result = allocate(cls)
    result.outer = outer
    initialise_object(rt, result, cls, values)
    return result


def _compile_anonymous(compiler: Compiler, node: ast.New, arguments: Code) -> Code:
    rt, span = compiler.rt, node.span
    assert node.body is not None
    cls, cells = compiler.rt.loader.compile_anonymous(compiler, node)

    def run(frame: Frame) -> Any:
        values = arguments(frame)
        frame.site = span
        result = GroovyObject(cls)
        result.cells = [cell(frame) for cell in cells]
        result.outer = frame.this
        initialise_object(rt, result, cls, values)
        return result

    return run


@expression(ast.NewArray)
def compile_new_array(compiler: Compiler, node: ast.NewArray) -> Code:
    """``new T[n][m]``."""
    rt, span = compiler.rt, node.span
    sizes = [compiler.compile_expression(size) for size in node.sizes]
    component = compiler.type_name(node.type)

    def run(frame: Frame) -> Any:
        counts = [code(frame) for code in sizes]
        frame.site = span
        return make_array(rt, counts, component)

    return run


def make_array(rt: Any, counts: list[int], component: str) -> GArray:
    """An array of zeros, false or null, nested for several sizes."""
    if counts[0] < 0:
        raise GroovyRuntimeError("java.lang.NegativeArraySizeException", str(counts[0]))
    rt.check_items(counts[0])
    rt.spend(max(0, counts[0]))
    if len(counts) > 1:
        inner = component + "[]" * (len(counts) - 1)
        return GArray([make_array(rt, counts[1:], component) for _ in range(counts[0])], inner)
    zero = {"boolean": False, "int": 0, "long": 0, "short": 0, "byte": 0, "double": 0.0, "float": 0.0}.get(component)
    return GArray([zero] * counts[0], component)


@expression(ast.ConstructorCall)
def compile_constructor_call(compiler: Compiler, node: ast.ConstructorCall) -> Code:
    """``this(…)`` and ``super(…)``."""
    rt, span, cls = compiler.rt, node.span, compiler.class_
    arguments = compile_arguments(compiler, node.arguments)
    to_super = node.target == "super"

    def run(frame: Frame) -> Any:
        values = arguments(frame)
        frame.site = span
        if to_super:
            super_construct(rt, frame.this, cls, values)
        else:
            initialise_further(rt, frame.this, cls, values)

    return run
