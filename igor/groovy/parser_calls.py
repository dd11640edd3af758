"""How an object, a name and arguments become a call: Groovy's rules for implicit ``this``, names and labels.

Pure functions over the tree; what they refuse is raised as ``NotCallable`` and placed in the source by the parser.
"""

from __future__ import annotations

from msgspec.structs import replace

from igor.groovy import ast
from igor.groovy.tokens import PRIMITIVE_TYPES

_SELF = ("this", "super")


class NotCallable(Exception):
    """The message that Groovy gives for a call that its tree cannot hold; it points at the arguments or the callee."""

    def __init__(self, message: str, *, at_callee: bool = False) -> None:
        super().__init__(message)
        self.at_callee = at_callee


def gather_arguments(items: list[ast.Expression]) -> tuple[ast.Expression, ...]:
    """Labels become one map that comes first; alone they are ``named_arguments``.

    Raises:
        NotCallable: a label is given twice.

    Source: AntlrParserPlugin#arguments.
    """
    entries = tuple(item for item in items if isinstance(item, ast.MapEntry))
    if not entries:
        return tuple(items)
    _check_labels(entries)
    return gather_unchecked(items, entries)


def gather_unchecked(items: list[ast.Expression], entries: tuple[ast.MapEntry, ...]) -> tuple[ast.Expression, ...]:
    """As ``gather_arguments``, for entries that are known to be fine."""
    others = tuple(item for item in items if not isinstance(item, ast.MapEntry))
    first, last = entries[0].span, entries[-1].span
    span = ast.Span(first.line, first.column, last.end_line, last.end_column)
    return (ast.MapLiteral(entries, named_arguments=not others, span=span), *others)


def index_item(item: ast.Expression) -> ast.Expression:
    """An item of an index: there, unlike in a map, ``*: m`` is not an entry."""
    return item.key if isinstance(item, ast.MapEntry) and isinstance(item.key, ast.SpreadMap) else item


def _check_labels(entries: tuple[ast.MapEntry, ...]) -> None:
    seen: set[str] = set()
    for entry in entries:
        if isinstance(entry.key, ast.Constant):
            name = str(entry.key.value)
            if name in seen:
                raise NotCallable(f"Duplicate named parameter '{name}' found.")
            seen.add(name)


def make_call(
    callee: ast.Expression, arguments: tuple[ast.Expression, ...], span: ast.Span, *, in_parentheses: bool
) -> ast.Call:
    """Call what was parsed: a bare name or string is a method of ``this``, ``a.b`` the method b of a, the rest a value.

    Raises:
        NotCallable: ``this(…)`` or ``super(…)`` outside a constructor's start, or a primitive type as a name.

    Source: AntlrParserPlugin#methodCallExpression.
    """
    if in_parentheses:
        return _call_value(_name_as_constant(callee), arguments, span)
    if isinstance(callee, ast.Property):
        _refuse_constructor_name(callee.name)
        return ast.Call(callee.object, callee.name, arguments, callee.access, span=span)
    if isinstance(callee, ast.Variable):
        return _call_name(callee, arguments, span)
    if isinstance(callee, ast.GString) or (isinstance(callee, ast.Constant) and callee.groovy_type == "String"):
        _refuse_constructor_name(callee)
        return ast.Call(_this(callee.span), callee, arguments, implicit_this=True, span=span)
    if isinstance(callee, ast.Attribute):
        access = "." if callee.access == "." else "?."
        name = ast.Constant("call", "String", span=callee.span)
        return ast.Call(replace(callee, access=access), name, arguments, implicit_this=True, span=span)
    return _call_value(callee, arguments, span)


def _call_name(callee: ast.Variable, arguments: tuple[ast.Expression, ...], span: ast.Span) -> ast.Call:
    name = ast.Constant(callee.name, "String", span=callee.span)
    _refuse_constructor_name(name)
    if callee.name == "void":
        return _call_value(name, arguments, span)
    if callee.name in PRIMITIVE_TYPES:
        raise NotCallable(f"Primitive type literal: {callee.name} cannot be used as a method name", at_callee=True)
    return ast.Call(_this(callee.span), name, arguments, implicit_this=True, span=span)


def _call_value(value: ast.Expression, arguments: tuple[ast.Expression, ...], span: ast.Span) -> ast.Call:
    return ast.Call(value, ast.Constant("call", "String", span=value.span), arguments, span=span)


def _name_as_constant(expression: ast.Expression) -> ast.Expression:
    """A bare name in parentheses is taken for its text when it is called: Groovy's own doing, kept."""
    if isinstance(expression, ast.Variable) and expression.name not in _SELF:
        return ast.Constant(expression.name, "String", span=expression.span)
    return expression


def _refuse_constructor_name(name: ast.Expression) -> None:
    if isinstance(name, ast.Constant) and name.value in _SELF:
        raise NotCallable("Constructor call must be the first statement in a constructor.")


def _this(span: ast.Span) -> ast.Variable:
    return ast.Variable("this", span=span)


def append_argument(call: ast.Call, closure: ast.Closure, span: ast.Span) -> ast.Call:
    """``f(x) { … }``: the closure becomes the last argument."""
    arguments = names_as_map(call.arguments)
    return ast.Call(call.object, call.name, (*arguments, closure), call.access, call.implicit_this, span=span)


def names_as_map(arguments: tuple[ast.Expression, ...]) -> tuple[ast.Expression, ...]:
    """Names and values that are no longer alone: an ordinary map."""
    if len(arguments) == 1 and isinstance(arguments[0], ast.MapLiteral) and arguments[0].named_arguments:
        return (replace(arguments[0], named_arguments=False),)
    return arguments


def member_name(expression: ast.Expression) -> ast.Expression:
    """A name after a dot: a bare name, even in parentheses, is its own text."""
    if isinstance(expression, ast.Variable):
        return ast.Constant(expression.name, "String", span=expression.span)
    return expression


_ASSIGNABLE = (ast.Variable, ast.Property, ast.Attribute, ast.Declaration, ast.TupleTarget)


def is_assignable(target: ast.Expression, assignments: frozenset[str]) -> bool:
    """May it stand left of ``=``? A name, a member, an index; another assignment too.

    Source: AntlrParserPlugin#binaryExpression.
    """
    if isinstance(target, ast.Binary):
        return target.operator == "[" or target.operator in assignments
    return isinstance(target, _ASSIGNABLE)


def why_not_assignable(target: ast.Expression, text: str) -> str:
    """Groovy's sentence for a left side that cannot be assigned to; ``text`` is its source."""
    if isinstance(target, ast.Constant):
        value = {"null": "null", "Boolean": str(target.value).lower()}.get(target.groovy_type, target.value)
        return f"[{value}] is a constant expression, but it should be a variable expression"
    kind = _KIND_WORDS.get(type(target))
    if kind is None:
        return f"'{text}' is a bad expression as the left hand side of an assignment operator"
    return f"{text} is a {kind} expression, but it should be a variable expression"


_KIND_WORDS: dict[type, str] = {
    ast.Binary: "binary",
    ast.GString: "GString",
    ast.Call: "method call",
    ast.MapLiteral: "map",
}
