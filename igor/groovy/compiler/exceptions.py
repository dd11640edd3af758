"""``throw``, ``try``/``catch``/``finally``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from igor.groovy import ast
from igor.groovy.class_model import GroovyClass, GroovyObject, JavaClass, ThrowableObject, ancestors, class_name
from igor.groovy.compiler.core import Code, Compiler, Forbidden, statement
from igor.groovy.compiler.scope import Local
from igor.groovy.compiler.type_names import require_type
from igor.groovy.compiler.variables import define_local
from igor.groovy.host import HostError
from igor.groovy.java_types import PARENTS
from igor.groovy.runtime import Frame, FunctionInfo
from igor.groovy.runtime_errors import BudgetError, GroovyRuntimeError, null_pointer, uncastable
from igor.groovy.text import throwable_message
from igor.groovy.values import GArray


def thrown(value: ThrowableObject) -> GroovyRuntimeError:
    """The Python exception that carries a Groovy one."""
    error = GroovyRuntimeError(value.class_name, throwable_message(value), value)
    value.error = value.error or error
    return error


def throwable_of(error: GroovyRuntimeError) -> ThrowableObject:
    """The Groovy object of an error; made when a script first looks at it."""
    if error.value is None:
        error.value = ThrowableObject(JavaClass(error.groovy_class), error.groovy_message)
        error.value.error = error
        error.value.fields |= error.details
        if "arguments" in error.details:
            error.value.fields["arguments"] = GArray(error.details["arguments"])
    result: ThrowableObject = error.value
    return result


@statement(ast.Throw)
def compile_throw(compiler: Compiler, node: ast.Throw) -> Code:
    """``throw x``."""
    value, span = compiler.compile_expression(node.value), node.span

    def run(frame: Frame) -> Any:
        result = value(frame)
        frame.site = span
        if isinstance(result, ThrowableObject):
            raise thrown(result)
        if result is None:
            raise null_pointer('Cannot throw exception because "null" is null')
        raise uncastable(class_name(result), "java.lang.Throwable")

    return run


Test = Callable[[GroovyRuntimeError], bool]


def _catch_test(compiler: Compiler, type_: ast.TypeRef | None) -> Test:
    """Whether a clause catches an error. A class that nobody knows catches nothing but its own name."""
    if type_ is None:
        return lambda error: _is_a(error, "java.lang.Exception")
    found = compiler.find_class(type_.name)
    if isinstance(found, (GroovyClass, JavaClass)):
        name = found.name
    else:
        name = str(getattr(found, "groovy_class", type_.name)) if not isinstance(found, Forbidden) else type_.name
    if "." not in name and not isinstance(found, GroovyClass):
        return lambda error: error.groovy_class.rpartition(".")[2] == name or _is_a(error, name)
    return lambda error: _is_a(error, name)


def _is_a(error: GroovyRuntimeError, name: str) -> bool:
    if isinstance(error.value, GroovyObject) and isinstance(error.value.cls, GroovyClass):
        return name in error.value.cls.ancestors()
    names = ancestors(error.groovy_class)
    return name in names or (len(names) == 2 and name in ("java.lang.Exception", "java.lang.Throwable"))


@statement(ast.Try)
def compile_try(compiler: Compiler, node: ast.Try) -> Code:
    """``try``: the clauses in order, ``finally`` always."""
    body = compiler.compile_statement(node.body)
    catches = [_compile_catch(compiler, clause) for clause in node.catches]
    info = FunctionInfo(compiler.function, compiler.file_name, node.span)

    def guarded(frame: Frame) -> Any:
        depth = compiler.rt.depth
        try:
            return body(frame)
        except BudgetError:
            raise
        except HostError as error:
            failure = GroovyRuntimeError(error.groovy_class, error.message)
        except GroovyRuntimeError as error:
            failure = error
        except RecursionError:
            failure = compiler.rt.too_deep()
            raise failure from None
        compiler.rt.depth = depth
        return _handle(frame, failure, catches, info)

    if isinstance(node.finally_body, ast.Nop):
        return guarded
    return _with_finally(guarded, compiler.compile_statement(node.finally_body))


def _handle(frame: Frame, error: GroovyRuntimeError, catches: list[Any], info: FunctionInfo) -> Any:
    for test, define, body in catches:
        if test(error):
            if not error.script_stack:
                info.leave(error, frame)
            define(frame, throwable_of(error))
            return body(frame)
    raise error


def _compile_catch(compiler: Compiler, clause: ast.Catch) -> tuple[Test, Callable[[Frame, Any], None], Code]:
    require_type(compiler, clause.type, clause)
    _require_throwable(compiler, clause)
    test = _catch_test(compiler, clause.type)
    with compiler.block():
        local = compiler.declare(clause.name, compiler.type_caster(clause.type), clause)
        define = define_local(Local(local.kind, local.index))
        return test, define, compiler.compile_statement(clause.body)


def _require_throwable(compiler: Compiler, clause: ast.Catch) -> None:
    if clause.type is None:
        return
    found = compiler.find_class(clause.type.name)
    name = found.name if isinstance(found, JavaClass) else ""
    known = name in PARENTS or name == "java.lang.Object"
    if clause.type.dimensions or (known and "java.lang.Throwable" not in ancestors(name)):
        raise compiler.error("Catch statement parameter type is not a subclass of Throwable.", clause)


def _with_finally(guarded: Code, after: Code) -> Code:
    def run(frame: Frame) -> Any:
        try:
            signal = guarded(frame)
        except BudgetError:
            raise
        except BaseException:
            override = after(frame)
            if override is not None:
                return override
            raise
        result = frame.result
        override = after(frame)
        if override is not None:
            return override
        frame.result = result
        return signal

    return run
