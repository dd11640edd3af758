"""Statements. The code of a statement gives None, or a signal: BREAK, CONTINUE (maybe with a label), RETURN."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec import Struct

from igor.groovy import ast, operators
from igor.groovy.compiler.conditions import truth_at
from igor.groovy.compiler.core import Code, Compiler, statement
from igor.groovy.compiler.jumps import check_break, check_continue, loop, switch
from igor.groovy.compiler.power_assert import compile_assert
from igor.groovy.compiler.type_names import require_type
from igor.groovy.compiler.variables import define_local, write_local
from igor.groovy.iteration import iterate
from igor.groovy.runtime import Frame


class Signal(Struct, frozen=True):
    """Why a block ends early; ``label`` names the loop that is meant."""

    kind: str
    label: str | None = None


RETURN = Signal("return")
_BREAK, _CONTINUE = Signal("break"), Signal("continue")


def compile_body(compiler: Compiler, body: ast.Block) -> Code:
    """A function's body as code that gives its result: what ``return`` says, or the last statement's value."""
    if len(body.statements) == 1 and isinstance(body.statements[0], ast.ExpressionStatement):
        return compiler.compile_expression(body.statements[0].expression)
    code = compiler.compile_statement(with_result(body))

    def run(frame: Frame) -> Any:
        code(frame)
        return frame.result

    return run


def with_result(node: Any) -> Any:
    """The statement with its last values turned into ``return`` (Groovy's ReturnAdder)."""
    change = _RESULTS.get(type(node))
    return node if change is None else change(node)


def _block_result(node: ast.Block) -> ast.Block:
    if not node.statements:
        return node
    return ast.Block((*node.statements[:-1], with_result(node.statements[-1])), span=node.span, labels=node.labels)


def _if_result(node: ast.If) -> ast.If:
    return ast.If(node.condition, with_result(node.then), with_result(node.otherwise), span=node.span)


def _try_result(node: ast.Try) -> ast.Try:
    catches = tuple(ast.Catch(one.name, one.type, with_result(one.body), span=one.span) for one in node.catches)
    return ast.Try(with_result(node.body), catches, node.finally_body, span=node.span)


def _switch_result(node: ast.Switch) -> ast.Switch:
    last = len(node.cases) - 1
    no_default = isinstance(node.default, ast.Nop)
    cases = tuple(
        ast.Case(case.value, _case_result(case.body, position == last and no_default), span=case.span)
        for position, case in enumerate(node.cases)
    )
    return ast.Switch(node.value, cases, _case_result(node.default, True), span=node.span, labels=node.labels)


def _case_result(body: Any, is_last: bool) -> Any:
    """A case gives its last value when ``break`` follows it, or when it is the last one."""
    if not isinstance(body, ast.Block) or not body.statements:
        return body
    statements = body.statements
    if isinstance(statements[-1], ast.Break) and len(statements) > 1:
        return ast.Block((*statements[:-2], with_result(statements[-2]), statements[-1]), span=body.span)
    return _block_result(body) if is_last else body


_RESULTS: dict[type, Callable[[Any], Any]] = {
    ast.ExpressionStatement: lambda node: ast.Return(node.expression),
    ast.Block: _block_result,
    ast.If: _if_result,
    ast.Try: _try_result,
    ast.Switch: _switch_result,
    ast.Synchronized: lambda node: ast.Synchronized(node.lock, with_result(node.body), span=node.span),
}


@statement(ast.ExpressionStatement)
def compile_expression_statement(compiler: Compiler, node: ast.ExpressionStatement) -> Code:
    """An expression for its effect."""
    code = compiler.compile_expression(node.expression)

    def run(frame: Frame) -> None:
        code(frame)

    return run


@statement(ast.Nop)
def compile_nop(compiler: Compiler, node: ast.Nop) -> Code:
    """Nothing."""
    return lambda frame: None


@statement(ast.Block)
def compile_block(compiler: Compiler, node: ast.Block) -> Code:
    """``{ … }`` with its own names."""
    with compiler.block():
        codes = [compiler.compile_statement(one) for one in node.statements]
    if len(codes) == 1:
        return codes[0]

    def run(frame: Frame) -> Any:
        for code in codes:
            signal = code(frame)
            if signal is not None:
                return signal
        return None

    return run


@statement(ast.Return)
def compile_return(compiler: Compiler, node: ast.Return) -> Code:
    """``return x``."""
    if compiler.void and node.span.line and not (isinstance(node.value, ast.Constant) and node.value.value is None):
        raise compiler.error("Cannot use return statement with an expression on a method that returns void", node)
    value = compiler.compile_expression(node.value)

    def run(frame: Frame) -> Signal:
        frame.result = value(frame)
        return RETURN

    return run


@statement(ast.Break)
def compile_break(compiler: Compiler, node: ast.Break) -> Code:
    """``break`` and ``break label``."""
    check_break(compiler, node)
    signal = _BREAK if node.label is None else Signal("break", node.label)
    return lambda frame: signal


@statement(ast.Continue)
def compile_continue(compiler: Compiler, node: ast.Continue) -> Code:
    """``continue`` and ``continue label``."""
    check_continue(compiler, node)
    signal = _CONTINUE if node.label is None else Signal("continue", node.label)
    return lambda frame: signal


def compile_scoped(compiler: Compiler, node: Any) -> Callable[[Frame], Any]:
    """A statement whose variables are its own, also without braces."""
    compiler.scope.push()
    try:
        return compiler.compile_statement(node)
    finally:
        compiler.scope.pop()


@statement(ast.If)
def compile_if(compiler: Compiler, node: ast.If) -> Code:
    """``if … else …``."""
    condition = compiler.compile_expression(node.condition)
    then, otherwise = compile_scoped(compiler, node.then), compile_scoped(compiler, node.otherwise)
    check = truth_at(node.condition.span)

    def run(frame: Frame) -> Any:
        value = condition(frame)
        return then(frame) if value is True or (value is not False and check(frame, value)) else otherwise(frame)

    return run


def _after(signal: Signal, labels: tuple[str, ...]) -> Any:
    """What a loop does with its body's signal: go on (None), stop (True), or hand it outward (the signal)."""
    if signal is RETURN:
        return signal
    if signal.label is not None and signal.label not in labels:
        return signal
    return None if signal.kind == "continue" else True


def _loop(compiler: Compiler, node: Any, labels: tuple[str, ...]) -> Callable[[Frame], Any]:
    """One turn of a loop, counted against the budget."""
    rt = compiler.rt
    with loop(compiler):
        body = compile_scoped(compiler, node)

    def turn(frame: Frame) -> Any:
        rt.steps += 1
        if rt.steps > rt.limit:
            rt.look()
        signal = body(frame)
        return None if signal is None else _after(signal, labels)

    return turn


@statement(ast.While)
def compile_while(compiler: Compiler, node: ast.While) -> Code:
    """``while (…) …``."""
    condition, span, check = compiler.compile_expression(node.condition), node.span, truth_at(node.condition.span)
    turn = _loop(compiler, node.body, node.labels)

    def run(frame: Frame) -> Any:
        while (value := condition(frame)) is True or (value is not False and check(frame, value)):
            frame.site = span
            outcome = turn(frame)
            if outcome is not None:
                return None if outcome is True else outcome
        return None

    return run


@statement(ast.ForClassic)
def compile_for_classic(compiler: Compiler, node: ast.ForClassic) -> Code:
    """``for (int i = 0; i < n; i++) …``."""
    span = node.span
    with compiler.block():
        start, condition, update = [compiler.compile_expression(item) for item in node.header.items[:3]]
        turn = _loop(compiler, node.body, node.labels)
    endless = isinstance(node.header.items[1], ast.Empty)
    check = truth_at(node.header.items[1].span)

    def run(frame: Frame) -> Any:
        start(frame)
        while (value := endless or condition(frame)) is True or (value is not False and check(frame, value)):
            frame.site = span
            outcome = turn(frame)
            if outcome is not None:
                return None if outcome is True else outcome
            update(frame)
        return None

    return run


@statement(ast.ForIn)
def compile_for_in(compiler: Compiler, node: ast.ForIn) -> Code:
    """``for (x in items) …``: one variable for all turns."""
    rt, span = compiler.rt, node.span
    with compiler.block():
        require_type(compiler, node.parameter.type)
        local = compiler.declare(node.parameter.name, compiler.type_caster(node.parameter.type), node)
        items = compiler.compile_expression(node.items)
        turn = _loop(compiler, node.body, node.labels)
    define = define_local(type(local)(local.kind, local.index))
    assign = write_local(local)

    def run(frame: Frame) -> Any:
        define(frame, None)
        values = items(frame)
        frame.site = span
        for value in iterate(rt, values):
            assign(frame, value)
            outcome = turn(frame)
            if outcome is not None:
                return None if outcome is True else outcome
        return None

    return run


@statement(ast.Switch)
def compile_switch(compiler: Compiler, node: ast.Switch) -> Code:
    """``switch``: cases by ``isCase``, falling through until ``break``."""
    rt, labels, spans = compiler.rt, node.labels, [case.value.span for case in node.cases]
    value = compiler.compile_expression(node.value)
    with compiler.block(), switch(compiler):
        tests = [compiler.compile_expression(case.value) for case in node.cases]
        bodies = [compiler.compile_statement(case.body) for case in node.cases]
        bodies.append(compiler.compile_statement(node.default))

    def first_match(frame: Frame, subject: Any) -> int:
        for position, test in enumerate(tests):
            case = test(frame)
            frame.site = spans[position]
            if operators.is_case(rt, case, subject):
                return position
        return len(tests)

    def run(frame: Frame) -> Any:
        for body in bodies[first_match(frame, value(frame)) :]:
            signal = body(frame)
            if signal is not None:
                stops = signal.kind == "break" and (signal.label is None or signal.label in labels)
                return None if stops else signal
        return None

    return run


@statement(ast.Synchronized)
def compile_synchronized(compiler: Compiler, node: ast.Synchronized) -> Code:
    """``synchronized``: there is one thread."""
    lock, body = compiler.compile_expression(node.lock), compiler.compile_statement(node.body)

    def run(frame: Frame) -> Any:
        lock(frame)
        return body(frame)

    return run


@statement(ast.Assert)
def compile_assert_statement(compiler: Compiler, node: ast.Assert) -> Code:
    """``assert`` with the power-assert drawing."""
    return compile_assert(compiler, node)
