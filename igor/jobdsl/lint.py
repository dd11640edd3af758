"""What is wrong with Job DSL scripts, without running a seed: syntax, unknown and deprecated methods, and what the
rendered items hold.

The syntax tree tells every method that no enclosing context has; running the script then tells the first error of
another kind, the warnings, and the items whose schedules and labels are checked. What the tree tells of a script that
runs is a warning: the call was not reached, or something else than a context answers it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from igor.groovy import ast
from igor.groovy.errors import GroovySyntaxError
from igor.groovy.parser import parse
from igor.groovy.xml_node import Node, parse_xml
from igor.jobdsl import factory
from igor.jobdsl.context import DYNAMIC, spec_of
from igor.jobdsl.errors import DslScriptError
from igor.jobdsl.render import render_files
from igor.jobdsl.session import GeneratedItem, SeedResult
from igor.jobdsl.signature import Signature, context_names, signatures
from igor.jobdsl.symbols import symbols

#: Checks a text of a rendered item: (text, the item's full name) → (severity, message) each.
Check = Callable[[str, str], Iterable[tuple[str, str]]]

_TOP = factory.DslFactory.__name__
#: Calls that every Groovy object answers; they keep the delegate of the closure around them.
_GROOVY = frozenset(
    """
    println print printf sprintf with tap sleep evaluate call use run getBinding getProperty setProperty invokeMethod
    asBoolean equals toString hashCode find
    """.split()  # noqa: SIM905
)
_SAME_DELEGATE = frozenset(("each", "eachWithIndex", "times", "collect", "findAll", "any", "every", "step", "upto"))
_WARNING = "Warning: "


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing to mend. ``severity``: error or warning; ``line`` and ``column`` count from 1, 0 where unknown."""

    file_name: str
    line: int
    column: int
    severity: str
    rule: str
    message: str


def lint_file(
    file: Path,
    workspace: Path,
    classpath: Sequence[Path] = (),
    parameters: Mapping[str, Any] | None = None,
    checks: Mapping[str, Check] | None = None,
) -> list[Finding]:
    """Everything found in one script, by place. ``checks``: those of ``cron`` and ``label`` texts.

    Raises:
        OSError: the file cannot be read.
    """
    name = str(file)
    try:
        module = parse(file.read_text(encoding="utf-8"), name)
    except GroovySyntaxError as error:
        return [Finding(name, error.line, error.column, "error", "syntax", error.message)]
    read = list(_Walk(name, module).findings())
    ran = list(_run(file, workspace, classpath, parameters, checks or {}))
    if not any(finding.rule == "script-error" for finding in ran):
        read = [replace(finding, severity="warning") for finding in read]
    known = {(finding.line, rule) for finding in read for rule in (finding.rule, "script-error")}
    return sorted(read + [finding for finding in ran if (finding.line, finding.rule) not in known])


class _Walk:
    """Follows the closures of one script from context to context."""

    def __init__(self, file_name: str, module: ast.Module) -> None:
        self.file_name = file_name
        self.module = module
        self.declared = frozenset(_declared(module))

    def findings(self) -> Iterator[Finding]:
        """Unknown and deprecated methods; bodies of classes are left out, for their delegates are not known."""
        for statement in self.module.statements:
            yield from self._node(statement, (_TOP,))

    def _node(self, node: Any, scopes: tuple[str, ...]) -> Iterator[Finding]:
        if isinstance(node, ast.Call):
            yield from self._call(node, scopes)
            return
        for part in _parts(node):
            if not isinstance(part, ast.Closure):
                yield from self._node(part, scopes)

    def _call(self, call: ast.Call, scopes: tuple[str, ...]) -> Iterator[Finding]:
        name = call.name.value if isinstance(call.name, ast.Constant) else None
        owned = next((scope for scope in scopes if name in signatures(scope)), None) if call.implicit_this else None
        if not call.implicit_this:
            yield from self._node(call.object, scopes)
        inner: tuple[str, ...] | None = scopes if name in _SAME_DELEGATE else None
        if owned is not None and name not in self.declared:
            overloads = signatures(owned)[str(name)]
            inner = _inner(overloads, scopes)
            if all(signature.deprecated for signature in overloads):
                yield self._finding(call, "warning", "deprecated", f"{name} is deprecated")
        elif call.implicit_this and isinstance(name, str) and self._is_unknown(name, scopes):
            yield self._finding(call, "error", "unknown-method", _unknown_text(name, scopes))
        for argument in call.arguments:
            if not isinstance(argument, ast.Closure):
                yield from self._node(argument, scopes)
            elif inner is not None:
                yield from self._node(argument.body, inner)

    def _is_unknown(self, name: str, scopes: tuple[str, ...]) -> bool:
        if len(scopes) == 1 or name in self.declared or name in _GROOVY or name in _SAME_DELEGATE:
            return False
        keys = [(spec_of(scope).extends, name) for scope in scopes]
        return not any(key in DYNAMIC or key in symbols() for key in keys)

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


def _unknown_text(name: str, scopes: tuple[str, ...]) -> str:
    """What was not found, and what may have been meant: a similar name here, or the same name elsewhere."""
    text = f"{name} is not a method of {_short(scopes[0])}"
    close = get_close_matches(name, {known for scope in scopes for known in signatures(scope)}, n=1, cutoff=0.75)
    if close:
        return f"{text}; did you mean {close[0]}?"
    owners = [_short(context) for context in context_names() if name in signatures(context)]
    return f"{text}; it belongs to {', '.join(sorted(owners)[:3])}" if owners else text


def _short(context: str) -> str:
    return context.rpartition(".")[2]


def _run(
    file: Path,
    workspace: Path,
    classpath: Sequence[Path],
    parameters: Mapping[str, Any] | None,
    checks: Mapping[str, Check],
) -> Iterator[Finding]:
    """What shows when the script runs: its first error, its warnings, its items."""
    try:
        result = render_files([file], workspace, classpath, parameters)
    except DslScriptError as error:
        missing = error.message.partition(") ")[2].startswith("No such property: ")
        hint = "; if it is a parameter of the build, give it with --param" if missing else ""
        rule = "script-error"
        yield Finding(str(file), error.line, error.column, "error", rule, _bare(error.message) + hint)
        return
    yield from _warnings(str(file), result)
    for item in result.items:
        yield from _item(item, checks)


def _warnings(file_name: str, result: SeedResult) -> Iterator[Finding]:
    for warning in result.warnings:
        place, _, text = warning.removeprefix(_WARNING).partition(") ")
        line = place.rpartition(" ")[2]
        rule = "deprecated" if text.endswith(" is deprecated") else "warning"
        yield Finding(file_name, int(line) if line.isdigit() else 0, 0, "warning", rule, text)


def _bare(message: str) -> str:
    """The message without its place, which a finding has of its own."""
    return message.partition(") ")[2] if message.startswith("(") else message


def _item(item: GeneratedItem, checks: Mapping[str, Check]) -> Iterator[Finding]:
    root = parse_xml(item.xml)
    texts = [("cron", text) for text in _specs(root)] + [
        ("label", node.text()) for node in root.elements("assignedNode")
    ]
    for rule, text in texts:
        for severity, message in checks[rule](text, item.full_name) if rule in checks and text.strip() else ():
            told = f"{item.full_name}: {message}"
            yield Finding(item.file_name, item.line, 0, severity, rule, told)


def _specs(root: Node) -> Iterator[str]:
    """The schedules of an item's triggers, wherever its type keeps them."""
    for node in root.elements("triggers"):
        for trigger in node.children:
            if isinstance(trigger, Node):
                yield from (spec.text() for spec in trigger.elements("spec"))
