"""Follows the closures of a Job DSL script from context to context, without running it.

Told are: methods that no enclosing context has, deprecated ones, assignments that set no option, and the schedules and
labels that are written out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from igor.groovy import ast
from igor.jobdsl import factory
from igor.jobdsl.declarations import DYNAMIC, setter_property, spec_of
from igor.jobdsl.lint_words import unknown_method
from igor.jobdsl.signature import Signature, signatures
from igor.jobdsl.symbols import symbols

_TOP = factory.DslFactory.__name__
#: Calls that every Groovy object answers; they keep the delegate of the closure around them.
_GROOVY = frozenset(
    """
    println print printf sprintf with tap sleep evaluate call use run getBinding getProperty setProperty invokeMethod
    asBoolean equals toString hashCode find each eachWithIndex collect findAll any every
    """.split()  # noqa: SIM905
)
#: Methods whose closure is called with the delegate of the closure around it.
_SAME_DELEGATE = frozenset(("each", "eachWithIndex", "times", "collect", "findAll", "any", "every", "step", "upto"))
#: (what begins the context's name, method) → what its text is.
_TEXTS = {
    ("jobs.", "label"): "label",
    ("helpers.triggers.", "cron"): "cron",
    ("helpers.triggers.", "scm"): "cron",
}
_ITEMS = ("jobs.", "views.", "Folder")


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing to mend. ``severity``: error or warning; ``line`` and ``column`` count from 1, 0 where unknown."""

    file_name: str
    line: int
    column: int
    severity: str
    rule: str
    message: str


@dataclass(frozen=True, slots=True)
class Text:
    """A schedule or label (``rule``: cron or label) that a script writes out."""

    rule: str
    value: str
    line: int
    column: int


class Walk:
    """One script. ``texts`` holds what its schedules and labels are once ``findings`` has been followed to its end."""

    def __init__(self, file_name: str, module: ast.Module, own_symbols: str = "") -> None:
        self.file_name = file_name
        self.module = module
        self.declared = frozenset(_declared(module))
        self.texts: list[Text] = []
        self._symbols = own_symbols

    def findings(self) -> Iterator[Finding]:
        """Everything found, in order; bodies of classes are left out, for their delegates are not known."""
        for statement in self.module.statements:
            yield from self._node(statement, (_TOP,))

    def _node(self, node: Any, scopes: tuple[str, ...]) -> Iterator[Finding]:
        if isinstance(node, ast.Call):
            yield from self._call(node, scopes)
            return
        if isinstance(node, ast.Binary) and node.operator == "=" and isinstance(node.left, ast.Variable):
            yield from self._assignment(node, node.left.name, scopes[0])
        for part in _parts(node):
            if not isinstance(part, ast.Closure):
                yield from self._node(part, scopes)

    def _assignment(self, node: ast.Node, name: str, scope: str) -> Iterator[Finding]:
        if scope.startswith(_ITEMS) and name in signatures(scope):
            text = f"{name} = … sets a variable of the script, not the item's {name}: write {name}(…)"
            yield self._finding(node, "warning", "assignment", text)

    def _call(self, call: ast.Call, scopes: tuple[str, ...]) -> Iterator[Finding]:
        name = call.name.value if isinstance(call.name, ast.Constant) else None
        owned = next((scope for scope in scopes if name in signatures(scope)), None) if call.implicit_this else None
        if not call.implicit_this:
            yield from self._node(call.object, scopes)
        inner: tuple[str, ...] | None = scopes if name in _SAME_DELEGATE and not call.implicit_this else None
        if owned is not None and name not in self.declared:
            overloads = signatures(owned)[str(name)]
            inner = _inner(overloads, scopes)
            self._take_text(call, owned, str(name))
            if all(signature.deprecated for signature in overloads):
                yield self._finding(call, "warning", "deprecated", f"{name} is deprecated")
        elif call.implicit_this and isinstance(name, str) and name in _GROOVY:
            inner = scopes
        elif call.implicit_this and isinstance(name, str) and self._is_unknown(name, scopes):
            yield self._finding(call, "error", "unknown-method", unknown_method(name, scopes, self._symbols))
        for argument in call.arguments:
            if not isinstance(argument, ast.Closure):
                yield from self._node(argument, scopes)
            elif inner is not None:
                yield from self._node(argument.body, inner)

    def _take_text(self, call: ast.Call, scope: str, name: str) -> None:
        rule = next(
            (rule for (begin, method), rule in _TEXTS.items() if scope.startswith(begin) and method == name), ""
        )
        (first, *_) = call.arguments or (None,)
        if rule and isinstance(first, ast.Constant) and isinstance(first.value, str):
            self.texts.append(Text(rule, first.value, first.span.line, first.span.column))

    def _is_unknown(self, name: str, scopes: tuple[str, ...]) -> bool:
        if len(scopes) == 1 or name in self.declared:
            return False
        specs = [spec_of(scope) for scope in scopes]
        keys = [(spec.extends, name) for spec in specs]
        setters = (name, setter_property(name))
        if any(setter in spec.options for spec in specs for setter in setters):
            return False
        return not any(key in DYNAMIC or key in symbols(self._symbols) for key in keys)

    def _finding(self, node: ast.Node, severity: str, rule: str, text: str) -> Finding:
        return Finding(self.file_name, node.span.line, node.span.column, severity, rule, text)


def _inner(overloads: list[Signature], scopes: tuple[str, ...]) -> tuple[str, ...] | None:
    """The contexts inside the method's closure; None when what it holds is not known (configure blocks)."""
    kind = next((p.context for s in overloads for p in s.parameters if p.context), "")
    return (kind, *scopes) if kind else None


def _declared(node: Any) -> Iterator[str]:
    """Every name that the script itself declares: its methods, variables, parameters."""
    if isinstance(node, ast.Method | ast.DeclaredName | ast.Parameter):
        yield node.name
    elif isinstance(node, ast.Binary) and node.operator == "=" and isinstance(node.left, ast.Variable):
        yield node.left.name
    for part in _parts(node):
        yield from _declared(part)


def _parts(node: Any) -> Iterator[Any]:
    if isinstance(node, tuple):
        for item in node:
            if isinstance(item, ast.Node | tuple):
                yield item
    elif isinstance(node, ast.Node):
        for name in node.__struct_fields__:
            value = getattr(node, name)
            if isinstance(value, ast.Node | tuple):
                yield value
