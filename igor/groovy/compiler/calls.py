"""Method calls: ``a.b(c)``, ``a?.b(c)``, ``a*.b(c)``, ``b(c)``, calls of what a variable holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from igor.groovy import ast
from igor.groovy.casts import map_entries
from igor.groovy.class_model import GroovyClass, GroovyObject
from igor.groovy.closure import ClosureValue
from igor.groovy.compiler.arguments import compile_arguments, is_cast_to_object
from igor.groovy.compiler.core import Code, Compiler, expression
from igor.groovy.compiler.paths import compile_receiver, dotted
from igor.groovy.compiler.super_calls import compile_super_call, compile_trait_super_call
from igor.groovy.compiler.variables import read_local
from igor.groovy.dispatch import invoke, invoke_on_closure, try_real
from igor.groovy.host import MISSING, HostObject
from igor.groovy.messages import missing_method
from igor.groovy.missing import no_method
from igor.groovy.ranges import GRange
from igor.groovy.regex import MatcherValue, groups
from igor.groovy.runtime import Frame
from igor.groovy.semantics import NO_SITE, is_text
from igor.groovy.text import NULL_OBJECT, to_string
from igor.groovy.values import Character, GArray, GSet


@expression(ast.Call)
def compile_call(compiler: Compiler, node: ast.Call) -> Code:
    """A method call in any of its forms."""
    if compiler.newified is not None:
        made = _newified(compiler, node)
        if made is not None:
            return compiler.compile_expression(made)
    arguments = compile_arguments(compiler, node.arguments)
    name = node.name.value if isinstance(node.name, ast.Constant) else None
    if node.implicit_this:
        return _compile_bare_call(compiler, node, name, arguments)
    if isinstance(node.object, ast.Variable) and node.object.name == "super" and name is not None:
        return compile_super_call(compiler, node, str(name), arguments)
    if isinstance(node.object, ast.Property) and name is not None:
        chosen = compile_trait_super_call(compiler, node, str(name), arguments)
        if chosen is not None:
            return chosen
    receiver = compile_receiver(compiler, node)
    if node.access == "*.":
        return _compile_spread_call(compiler, node, receiver, arguments)
    if name is None:
        return _compile_dynamic_call(compiler, node, receiver, arguments)
    return _compile_plain_call(compiler, node, str(name), receiver, arguments)


def _newified(compiler: Compiler, node: ast.Call) -> ast.New | None:
    """The ``new`` behind ``Date.new(…)`` and ``Date(…)`` where ``@Newify`` holds."""
    assert compiler.newified is not None
    name = node.name.value if isinstance(node.name, ast.Constant) else None
    if node.implicit_this and name in compiler.newified:
        return ast.New(ast.TypeRef(str(name), span=node.span), node.arguments, span=node.span)
    path = dotted(node.object) if name == "new" and not node.implicit_this else None
    if path is None or compiler.find_class(path) is None:
        return None
    return ast.New(ast.TypeRef(path, span=node.span), node.arguments, span=node.span)


def _compile_plain_call(compiler: Compiler, node: ast.Call, name: str, receiver: Code, arguments: Code) -> Code:
    """``a.b(c)`` and ``a?.b(c)``, whose arguments are evaluated even when ``a`` is null."""
    rt, span, site = compiler.rt, node.span, compiler.call_site(node)
    if name == "remove" and is_cast_to_object(compiler, node.arguments):
        return _compile_remove_value(compiler, node, receiver, arguments)
    if node.access == "?.":

        def safe(frame: Frame) -> Any:
            target = receiver(frame)
            values = arguments(frame)
            if target is None:
                return None
            frame.site = span
            return invoke(rt, target, name, values, site)

        return safe

    def run(frame: Frame) -> Any:
        target = receiver(frame)
        values = arguments(frame)
        frame.site = span
        return invoke(rt, target, name, values, site)

    return run


def _compile_remove_value(compiler: Compiler, node: ast.Call, receiver: Code, arguments: Code) -> Code:
    """``a.remove((Object) x)``: of a list the item, not what stands at an index."""
    rt, span, site, safe = compiler.rt, node.span, compiler.call_site(node), node.access == "?."

    def run(frame: Frame) -> Any:
        target = receiver(frame)
        values = arguments(frame)
        if target is None and safe:
            return None
        frame.site = span
        of_list = isinstance(target, list) and not isinstance(target, (GArray, HostObject))
        return invoke(rt, target, "removeElement" if of_list else "remove", values, site)

    return run


def _compile_dynamic_call(compiler: Compiler, node: ast.Call, receiver: Code, arguments: Code) -> Code:
    rt, span, site, safe = compiler.rt, node.span, compiler.call_site(node), node.access == "?."
    name_code = compiler.compile_expression(node.name)

    def run(frame: Frame) -> Any:
        target = receiver(frame)
        name = name_code(frame)
        values = arguments(frame)
        if target is None and safe:
            return None
        frame.site = span
        if isinstance(name, ClosureValue):
            return name.call(*values)
        return invoke(rt, target, to_string(name), values, site)

    return run


def _compile_spread_call(compiler: Compiler, node: ast.Call, receiver: Code, arguments: Code) -> Code:
    rt, span, site = compiler.rt, node.span, compiler.call_site(node)
    name_code = compiler.compile_expression(node.name)

    def run(frame: Frame) -> Any:
        target = receiver(frame)
        name, values = to_string(name_code(frame)), arguments(frame)
        if target is None:
            return None
        frame.site = span
        rt.spend(1)
        items = spread_items(target)
        return [None if item is None else invoke(rt, item, name, values, site) for item in items]

    return run


def spread_items(value: Any) -> list[Any]:
    """What ``*.`` runs over: the items of a collection, else the value alone."""
    if isinstance(value, (list, GRange, GSet)):
        return list(value)
    if isinstance(value, dict):
        return map_entries(value)
    if is_text(value):
        return [value] if isinstance(value, Character) else list(str(value))
    if value is NULL_OBJECT:
        return []
    if isinstance(value, MatcherValue):
        return [groups(match) for match in value.all()]
    return list(value.items()) if getattr(value, "iterates", False) else [value]


def _compile_bare_call(compiler: Compiler, node: ast.Call, name: Any, arguments: Code) -> Code:
    rt, span, site = compiler.rt, node.span, compiler.call_site(node)
    if name is None or not isinstance(name, str):
        return _compile_dynamic_bare(compiler, node, arguments)
    local = compiler.scope.resolve(name)
    if local is not None:
        return _compile_value_call(compiler, node, read_local(local), arguments)
    if compiler.in_closure:
        imported = _static_method(compiler, name)

        def in_closure(frame: Frame) -> Any:
            values = arguments(frame)
            frame.site = span
            result = invoke_on_closure(rt, frame.closure, name, values, site)
            if result is not MISSING:
                return result
            if imported is not None:
                return imported(name, values)
            raise no_method(frame.closure, name, values)

        return in_closure
    return _compile_method_bare(compiler, node, name, arguments)


def _compile_method_bare(compiler: Compiler, node: ast.Call, name: str, arguments: Code) -> Code:
    rt, span, site = compiler.rt, node.span, compiler.call_site(node)
    imported = _static_method(compiler, name)
    if imported is not None:

        def with_import(frame: Frame) -> Any:
            values = arguments(frame)
            frame.site = span
            result = try_real(rt, frame.this, name, values, site)
            return imported(name, values) if result is MISSING else result

        return with_import
    cls = compiler.class_
    outer = cls.outer if isinstance(cls, GroovyClass) else None

    def in_method(frame: Frame) -> Any:
        values = arguments(frame)
        frame.site = span
        this = frame.this
        if outer is not None and not isinstance(this, GroovyObject):
            return _static_of_outer(compiler, this, name, values, site)
        if len(values) == 1 and type(values[0]) is list and _is_static_call(cls, name):
            this = cls
        return invoke(rt, this, name, values, site)

    return in_method


def _is_static_call(cls: Any, name: str) -> bool:
    """Whether a class calls a static method, as there is no other of one argument: a list stays a list then.

    Source: ``org.codehaus.groovy.control.StaticImportVisitor.transformMethodCallExpression``.
    """
    methods = cls.candidates(name) if isinstance(cls, GroovyClass) else []
    taking = [one for one in methods if one.fewest <= 1 <= len(one.parameter_types)]
    return bool(taking) and all(one.is_static for one in taking)


def _static_of_outer(compiler: Compiler, this: Any, name: str, values: list[Any], site: Any) -> Any:
    cls: Any = this
    while isinstance(cls, GroovyClass):
        result = try_real(compiler.rt, cls, name, values, site)
        if result is not MISSING:
            return result
        cls = cls.outer
    raise no_method(this, name, values)


def _static_method(compiler: Compiler, name: str) -> Callable[[str, list[Any]], Any] | None:
    rt = compiler.rt
    if name in compiler.static_imports:
        owner, member = compiler.static_imports[name]
        return lambda called, values: invoke(rt, owner, member, values)
    if not compiler.static_stars:
        return None

    def run(called: str, values: list[Any]) -> Any:
        for owner in compiler.static_stars:
            result = try_real(rt, owner, called, values, NO_SITE)
            if result is not MISSING:
                return result
        raise missing_method(compiler.script_name, called, values)

    return run


def _compile_dynamic_bare(compiler: Compiler, node: ast.Call, arguments: Code) -> Code:
    rt, span, site, in_closure = compiler.rt, node.span, compiler.call_site(node), compiler.in_closure
    name_code = compiler.compile_expression(node.name)

    def run(frame: Frame) -> Any:
        name = name_code(frame)
        values = arguments(frame)
        frame.site = span
        if isinstance(name, ClosureValue):
            return name.call(*values)
        target = frame.closure if in_closure else frame.this
        return invoke(rt, target, to_string(name), values, site)

    return run


def _compile_value_call(compiler: Compiler, node: ast.Call, value: Code, arguments: Code) -> Code:
    rt, span, site = compiler.rt, node.span, compiler.call_site(node)

    def run(frame: Frame) -> Any:
        target = value(frame)
        values = arguments(frame)
        frame.site = span
        if isinstance(target, ClosureValue):
            return target.call_by_name("call", values)
        return invoke(rt, target, "call", values, site)

    return run
