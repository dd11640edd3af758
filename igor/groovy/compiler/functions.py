"""Bodies of methods and closures: parameters, defaults, varargs, the value of the last statement."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from igor.groovy import ast
from igor.groovy.casts import caster
from igor.groovy.class_model import NO_CHOICE, CompiledMethod, GroovyClass
from igor.groovy.closure import ClosureCode, ClosureValue
from igor.groovy.compiler.annotation_checks import check_annotations
from igor.groovy.compiler.core import Code, Compiler, expression
from igor.groovy.compiler.member_annotations import has_annotation, memoized, newified_by
from igor.groovy.compiler.scope import FunctionScope, Local
from igor.groovy.compiler.statements import compile_body
from igor.groovy.compiler.type_names import require_type
from igor.groovy.compiler.variables import cell_of, define_local
from igor.groovy.item_arguments import is_opened, refuse_own_items
from igor.groovy.java_types import PRIMITIVES
from igor.groovy.overloads import VARARG_DISTANCE, distance
from igor.groovy.runtime import BREAKDOWNS, Frame, FunctionInfo
from igor.groovy.runtime_errors import GroovyRuntimeError
from igor.groovy.values import GArray

Check = Callable[[Any], int]
IMPLICIT_IT = (ast.Parameter("it"),)


class CompiledParameter:
    """One parameter: where it goes, how it is cast, whether an argument fits, what it is when left out."""

    __slots__ = ("check", "coerce", "default", "define", "is_array", "type_name")

    def __init__(self, compiler: Compiler, node: ast.Parameter, owner: ast.Node) -> None:
        require_type(compiler, node.type)
        self.type_name = compiler.type_name(node.type)
        self.coerce = compiler.type_caster(node.type)
        self.check: Check = parameter_check(compiler, node, self.type_name)
        self.is_array = node.type is not None and node.type.dimensions > 0
        self.default = compiler.compile_expression(node.default) if node.default is not None else None
        if node is IMPLICIT_IT[0]:
            local = compiler.scope.declare(node.name)
        else:
            local = compiler.declare(node.name, self.coerce, owner)
        self.define: Callable[[Frame, Any], None] = define_local(Local(local.kind, local.index))


def parameter_check(compiler: Compiler, node: ast.Parameter, type_name: str) -> Check:
    """How far a value is from the parameter's type, -1 when it does not fit."""
    if node.type is None:
        return lambda value: distance(value, "java.lang.Object")
    cls = None if node.type.dimensions else compiler.find_class(node.type.name)
    unknown = cls is None and type_name == "java.lang.Object"
    if isinstance(cls, GroovyClass) and cls.kind in ("interface", "trait"):
        return lambda value: 15 if isinstance(value, ClosureValue) else distance(value, type_name)
    if unknown:
        return lambda value: distance(value, "java.lang.Object")
    return lambda value: distance(value, type_name)


def compile_method(compiler: Compiler, node: ast.Method, cls: GroovyClass) -> CompiledMethod:
    """A method of a script or class."""
    static = "static" in node.modifiers
    name = node.name
    body = node.body or ast.Block(())
    require_type(compiler, node.return_type, node)
    check_annotations(compiler, node.annotations)
    saved = compiler.static, compiler.void, compiler.newified
    compiler.static = static
    compiler.newified = newified_by(node.annotations, compiler.newified)
    compiler.void = node.return_type is not None and node.return_type.name == "void"
    try:
        method = compile_function(compiler, node.parameters, body, name, node.span)
    finally:
        compiler.static, compiler.void, compiler.newified = saved
    convert = compiler.type_caster(node.return_type)
    if node.return_type is not None and node.return_type.name == "void":
        convert = _nothing
    if convert is not None:
        method.run = _with_result(method.run, convert)
    if has_annotation(node, "Memoized"):
        method.run = memoized(method.run, f"{name}({len(node.parameters)})")
    method.is_static = static
    method.is_abstract = node.body is None
    method.private = "private" in node.modifiers
    method.is_final = "final" in node.modifiers
    method.result = "void" if convert is _nothing else compiler.type_name(node.return_type)
    method.public = not (node.modifiers & {"private", "protected"})
    method.declaring = cls
    return method


def _nothing(value: Any) -> None:
    return None


def _with_result(run: Callable[..., Any], convert: Callable[[Any], Any]) -> Callable[..., Any]:
    return lambda this, arguments: convert(run(this, arguments))


def compile_function(
    compiler: Compiler, parameters: tuple[ast.Parameter, ...], body: ast.Block, name: str, span: ast.Span
) -> CompiledMethod:
    """A function ``run(this, arguments)`` with its own variables and no closure around it."""
    rt = compiler.rt
    parent = compiler.scope if compiler.scope.kind == "class" else None
    shared = _shared_names(compiler, parameters, body)
    with compiler.function_scope(FunctionScope("method", shared, parent), name) as scope:
        owner = ast.Empty(span=span)
        compiled = [CompiledParameter(compiler, parameter, owner) for parameter in parameters]
        code = compile_body(compiler, body)
    info = FunctionInfo(f"{compiler.class_.name}.{name}", compiler.file_name, span)
    bind = _method_binder(compiled)
    budget = rt.budget
    of_script = compiler.class_.kind == "script"

    def run(this: Any, arguments: list[Any]) -> Any:
        frame = Frame(scope.size, this, None)
        if rt.depth >= budget.call_depth:
            raise rt.too_deep()
        rt.depth += 1
        rt.steps += 1
        try:
            if rt.steps > rt.limit:
                rt.look()
            bind(frame, arguments)
            return code(frame)
        except GroovyRuntimeError as error:
            if not of_script:
                error.regain_stack()
            info.leave(error, frame)
            raise
        except BREAKDOWNS as error:
            failure = rt.breakdown(error)
            info.leave(failure, frame)
            raise failure from None
        finally:
            rt.depth -= 1

    method = CompiledMethod(name, tuple(one.type_name for one in compiled), 0, run)
    method.fewest = sum(one.default is None for one in compiled)
    method.is_vararg = bool(compiled) and compiled[-1].is_array
    method.accepts = _acceptor(compiled, method.fewest)
    return method


def _shared_names(compiler: Compiler, parameters: tuple[ast.Parameter, ...], body: ast.Block) -> frozenset[str]:
    """Names whose variables closures and anonymous classes inside use, in the body or the parameters' defaults."""
    shared = compiler.outlines.of(body).shared
    for parameter in parameters:
        if parameter.default is not None:
            shared |= compiler.outlines.of(parameter.default).shared
    return shared


def _acceptor(parameters: list[CompiledParameter], fewest: int) -> Callable[[list[Any]], int]:
    count = len(parameters)
    last_array = bool(parameters) and parameters[-1].is_array

    def accepts(arguments: list[Any]) -> int:
        given = len(arguments)
        if given > count or given < fewest:
            if last_array and given >= fewest - 1:
                return _vararg_distance(parameters, arguments)
            if given == 0 and count == 1 and fewest == 1 and not last_array:
                return NO_CHOICE if parameters[0].check(None) >= 0 else -1
            return -1
        total = (count - given) * 1
        for parameter, value in zip(_chosen(parameters, given), arguments, strict=True):
            step = parameter.check(value)
            if step < 0:
                return _vararg_distance(parameters, arguments) if last_array else -1
            total += step
        if given == 1 and arguments[0] is None and total < 2:
            return 1 - total
        return total

    return accepts


def _vararg_distance(parameters: list[CompiledParameter], arguments: list[Any]) -> int:
    fixed = parameters[:-1]
    if len(arguments) < sum(one.default is None for one in fixed):
        return -1
    fixed = _chosen(fixed, min(len(arguments), len(fixed)))
    component = parameters[-1].type_name[:-2]
    steps = [one.check(value) for one, value in zip(fixed, arguments, strict=False)]
    steps += [0 if value is None else distance(value, component) for value in arguments[len(fixed) :]]
    return VARARG_DISTANCE + sum(steps) if all(step >= 0 for step in steps) else -1


def _chosen(parameters: list[CompiledParameter], given: int) -> list[CompiledParameter]:
    """The parameters that ``given`` arguments go to: defaults are left out from the right."""
    to_skip = len(parameters) - given
    if not to_skip:
        return parameters
    chosen: list[CompiledParameter] = []
    for parameter in reversed(parameters):
        if to_skip and parameter.default is not None:
            to_skip -= 1
        else:
            chosen.append(parameter)
    return chosen[::-1]


def _method_binder(parameters: list[CompiledParameter]) -> Callable[[Frame, list[Any]], None]:
    count = len(parameters)
    simple = all(one.coerce is None and not one.is_array for one in parameters)

    def bind(frame: Frame, arguments: list[Any]) -> None:
        if simple and len(arguments) == count:
            for parameter, value in zip(parameters, arguments, strict=True):
                parameter.define(frame, value)
            return
        place(frame, parameters, arguments)

    return bind


def place(frame: Frame, parameters: list[CompiledParameter], arguments: list[Any]) -> None:
    """Put arguments into parameters: varargs gathered, defaults computed from left to right, types cast."""
    arguments = _gather_varargs(parameters, arguments)
    if len(arguments) == 0 and len(parameters) == 1 and parameters[0].default is None:
        arguments = [None]
    chosen = _chosen(parameters, len(arguments))
    given = iter(arguments)
    for parameter in parameters:
        if parameter in chosen:
            value = next(given)
        else:
            assert parameter.default is not None
            value = parameter.default(frame)
        parameter.define(frame, parameter.coerce(value) if parameter.coerce else value)


def _gather_varargs(parameters: list[CompiledParameter], arguments: list[Any]) -> list[Any]:
    if not parameters or not parameters[-1].is_array:
        return arguments
    fixed = len(parameters) - 1
    needed = sum(one.default is None for one in parameters)
    whole = arguments and (arguments[-1] is None or parameters[-1].check(arguments[-1]) >= 0)
    if whole and needed <= len(arguments) <= len(parameters):
        return arguments
    if (
        len(arguments) == len(parameters)
        and isinstance(arguments[-1], list)
        and _is_list_as_array(parameters[-1], arguments[-1])
    ):
        return arguments
    if len(arguments) < sum(one.default is None for one in parameters[:-1]):
        return arguments
    if parameters[-1].default is not None and len(arguments) <= fixed:
        return arguments
    component = parameters[-1].type_name[:-2]
    cast = caster(component) if component in PRIMITIVES else None
    items = [cast(item or 0) if cast is not None else item for item in arguments[fixed:]]
    return [*arguments[:fixed], GArray(items, component)]


def _is_list_as_array(parameter: CompiledParameter, value: Any) -> bool:
    return isinstance(value, GArray) and parameter.type_name == "java.lang.Object[]"


# --- closures -------------------------------------------------------------------------------------------------------


@expression(ast.Closure)
def compile_closure(compiler: Compiler, node: ast.Closure) -> Code:
    """``{ … }``: each evaluation makes a closure with the variables around it."""
    rt = compiler.rt
    implicit = node.parameters is None
    parameters = IMPLICIT_IT if node.parameters is None else node.parameters
    names = compiler.closure_names.get(id(node)) or [f"{compiler.class_.name}$_closure"]
    name = names.pop(0) if len(names) > 1 else names[0]
    code = ClosureCode(name, FunctionInfo(f"{name}.doCall", compiler.file_name, node.span))
    shared = _shared_names(compiler, parameters, node.body)
    with compiler.function_scope(FunctionScope("closure", shared, compiler.scope), name) as scope:
        compiled = [CompiledParameter(compiler, parameter, node) for parameter in parameters]
        code.body = compile_body(compiler, node.body)
    code.size = scope.size
    code.parameter_count = len(parameters)
    code.parameter_types = tuple(one.type_name for one in compiled)
    code.parameter_text = "" if implicit else ", ".join(code.parameter_types)
    code.bind = _closure_binder(compiled, implicit)
    cells = [cell_of(source) for source in scope.sources]

    def run(frame: Frame) -> ClosureValue:
        owner = frame.closure if frame.closure is not None else frame.this
        return ClosureValue(rt, code, owner, frame.this, [cell(frame) for cell in cells])

    return run


def _closure_binder(parameters: list[CompiledParameter], implicit: bool) -> Any:
    count = len(parameters)
    simple = all(one.coerce is None and not one.is_array and one.default is None for one in parameters)
    fewest = sum(one.default is None for one in parameters)
    accepts = _acceptor(parameters, fewest)
    types = tuple(one.type_name for one in parameters)

    define_first = parameters[0].define if simple and count == 1 else None

    def bind(frame: Frame, arguments: tuple[Any, ...]) -> bool:
        given = len(arguments)
        if given == 1 and define_first is not None:
            define_first(frame, arguments[0])
            return True
        if given == count and simple:
            for parameter, value in zip(parameters, arguments, strict=True):
                parameter.define(frame, value)
            return True
        if implicit and given == 0:
            parameters[0].define(frame, None)
            return True
        values = list(arguments)
        if accepts(values) < 0:
            if given != 1 or not is_opened(values[0]):
                return False
            values = list(values[0])
            if accepts(values) < 0:
                return False
            refuse_own_items(types, fewest, count == 1 and parameters[0].is_array, values)
        place(frame, parameters, values)
        return True

    return bind
