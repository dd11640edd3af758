"""The parser: the tree's facts that others rest on, where things stand, and what is refused with which words."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from igor.groovy import ast
from igor.groovy.errors import GroovySyntaxError
from igor.groovy.parser import parse

GOLDEN = Path(__file__).parents[2] / "golden" / "ast"
VALID_SOURCES = [
    path.read_text(encoding="utf-8") for path in sorted(GOLDEN.glob("*.groovy")) if not path.stem.startswith("invalid")
]


def expression_of(source: str) -> Any:
    (statement,) = parse(source).statements
    assert isinstance(statement, ast.ExpressionStatement)
    return statement.expression


def nodes_of(node: Any) -> Iterator[ast.Node]:
    if isinstance(node, tuple):
        for item in node:
            yield from nodes_of(item)
    elif isinstance(node, ast.Node):
        yield node
        for name in node.__struct_fields__:
            yield from nodes_of(getattr(node, name))


# --- the tree


def test_labels_are_one_map_that_comes_first() -> None:
    """A step would get its named arguments in the wrong place."""
    call = expression_of("f(1, a: 2) { }")
    first, second, third = call.arguments
    assert isinstance(first, ast.MapLiteral)
    assert not first.named_arguments
    assert second == ast.Constant(1, "Integer")
    assert isinstance(third, ast.Closure)
    (only,) = expression_of("f a: 1").arguments
    assert only.named_arguments


def test_closure_parameters_tell_implicit_from_none() -> None:
    """``it`` would exist where it should not, or the other way round."""
    assert expression_of("x = { }").right.parameters is None
    assert expression_of("x = { -> }").right.parameters == ()
    assert [parameter.name for parameter in expression_of("x = { a, b -> }").right.parameters] == ["a", "b"]


@pytest.mark.parametrize(
    ("source", "constant"),
    [
        ("1", ast.Constant(1, "Integer")),
        ("-2147483648", ast.Constant(-(2**31), "Integer")),
        ("2147483648", ast.Constant(2**31, "Long")),
        ("1g", ast.Constant(1, "BigInteger")),
        ("1.50", ast.Constant(Decimal("1.50"), "BigDecimal")),
        ("1.5d", ast.Constant(1.5, "Double")),
        ("0.5f", ast.Constant(0.5, "Float")),
        ("'a'", ast.Constant("a", "String")),
        ("null", ast.Constant(None, "null")),
        ("true", ast.Constant(True, "Boolean")),
    ],
)
def test_constants_carry_value_and_type(source: str, constant: ast.Constant) -> None:
    """Arithmetic would start from the wrong type."""
    assert expression_of(source) == constant


def test_decimal_keeps_its_scale() -> None:
    """``1.50`` would print as ``1.5``."""
    assert str(expression_of("1.50").value) == "1.50"


def test_assert_carries_its_source() -> None:
    """The drawing of a failed assertion would have no text."""
    (statement,) = parse("assert a.size( ) ==\n  1 // why\n").statements
    assert isinstance(statement, ast.Assert)
    assert statement.source == "assert a.size( ) ==\n  1 // why"


def test_vararg_is_an_array_parameter() -> None:
    """A method would not gather its last arguments."""
    (method,) = parse("def f(a, int... b) { }").methods
    assert method.parameters[1] == ast.Parameter("b", ast.TypeRef("int", (), 1), None, True)
    closure = expression_of("x = { ...a -> }").right
    assert closure.parameters[0].type == ast.TypeRef("java.lang.Object", (), 1)


def test_generic_arguments_are_kept() -> None:
    """Types would lose what is between the angle brackets, or swallow a bracket of the outer list."""
    (statement,) = parse("Map<String, List<A<B[]>>> x").statements
    assert isinstance(statement, ast.ExpressionStatement)
    assert isinstance(statement.expression, ast.Declaration)
    inner = ast.TypeRef("List", (ast.TypeRef("A", (ast.TypeRef("B", (), 1),)),))
    assert statement.expression.targets[0].type == ast.TypeRef("Map", (ast.TypeRef("String"), inner))


def test_class_members_stand_in_source_order() -> None:
    """Fields would be initialised in another order than written."""
    (declaration,) = parse("class A { int x; def m() { } ; A() { super(1) } ; class B { } ; static { } }").classes
    assert [type(member).__name__ for member in declaration.members] == [
        "Field", "Method", "Constructor", "ClassDeclaration", "Initializer",
    ]  # fmt: skip
    constructor = declaration.members[2]
    assert isinstance(constructor, ast.Constructor)
    (call,) = constructor.body.statements
    assert isinstance(call, ast.ExpressionStatement)
    assert call.expression == ast.ConstructorCall("super", (ast.Constant(1, "Integer"),))


# --- places


@pytest.mark.parametrize(
    ("source", "kind", "span"),
    [
        ("a.b(c) + d", ast.Binary, (1, 1, 1, 11)),
        ("a\n  .b(c)\n  .d()", ast.Call, (1, 1, 3, 7)),
        ("\n  f 'x', y", ast.Call, (2, 3, 2, 11)),
        ("\tx = { y }", ast.Closure, (1, 6, 1, 11)),
        ('f("a${b}c")', ast.GString, (1, 3, 1, 11)),
        ("f('''a\nb''')", ast.Constant, (1, 3, 2, 5)),
        ("if (a) {\n b\n}", ast.If, (1, 1, 3, 2)),
        ("int x = 1, y", ast.Declaration, (1, 1, 1, 10)),
    ],
)
def test_spans(source: str, kind: type, span: tuple[int, int, int, int]) -> None:
    """Errors at run time would name the wrong line."""
    found = [node.span for node in nodes_of(parse(source)) if isinstance(node, kind)]
    assert ast.Span(*span) in found


@pytest.mark.parametrize("source", VALID_SOURCES)
def test_every_span_lies_in_its_source(source: str) -> None:
    """An error would point past the end of a line."""
    lengths = [len(line) for line in source.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    for node in nodes_of(parse(source)):
        span = node.span
        if span != ast.NOWHERE:
            assert (span.line, span.column) <= (span.end_line, span.end_column)
            assert 1 <= span.column <= lengths[span.line - 1] + 1
            assert 1 <= span.end_column <= lengths[span.end_line - 1] + 1


# --- what is refused


@pytest.mark.parametrize(
    ("source", "message", "line", "column"),
    [
        ("x = {", "expecting '}', found ''", 1, 6),
        ("node {\n  sh 'a'\n", "expecting '}', found ''", 3, 1),
        ("}", "unexpected token: }", 1, 1),
        ("x = )", "unexpected token: )", 1, 5),
        ("if (x", "expecting ')', found ''", 1, 6),
        ("if x", "expecting '(', found 'x'", 1, 4),
        ("foo(a b)", "unexpected token: b", 1, 7),
        ("x = [\n  a: 1\n  b: 2\n]", "unexpected token: b", 3, 3),
        ("a == b c", "expecting EOF, found 'c'", 1, 8),
        ("a ? b", "expecting ':', found ''", 1, 6),
        ("import a.b as", "expecting an identifier, found ''", 1, 14),
        ("def 1", "unexpected token: def", 1, 1),
        ("x = a\n&& b", "unexpected token: &&", 2, 1),
        ("echo /foo/", "unexpected token: ", 1, 11),
        ('"$class"', "unexpected token: class", 1, 3),
        ("f(a: 1, a: 2)", "Duplicate named parameter 'a' found.", 1, 3),
        ("foo + 1 = 2", "foo + 1 is a binary expression, but it should be a variable expression", 1, 9),
        ("1 = 2", "[1] is a constant expression, but it should be a variable expression", 1, 3),
        ("try { x }", "A try statement must have at least one catch or finally block.", 1, 1),
        ("switch (x) { default: a; default: b }", "The default case is already defined.", 1, 1),
        ("for (a;b) {}", "3 expressions are required for the classic for loop, you gave 2", 1, 6),
        ("for (x : y) z", "Java-style for-each statement requires a type declaration.", 1, 8),
        ("{ x }", "Ambiguous expression could be either a parameterless closure", 1, 1),
        ("f x\n{ y }", "Ambiguous expression could be a parameterless closure expression, an isolated", 2, 1),
        ("f { def z() {} }", "Method definition not expected here.", 1, 5),
        ("f { class Z {} }", "Class definition not expected here.", 1, 5),
        ("f { import a }", "Unknown type: IMPORT", 1, 5),
        ("def m()", "You defined a method without body.", 1, 1),
        ("def m(int... a, b) {}", "The var-arg parameter a must be the last parameter.", 1, 7),
        ("public public x", "Cannot repeat modifier: public", 1, 8),
        ("private public x", "Cannot specify modifier: public when access scope", 1, 9),
        ("class A { void A() {} }", "Invalid constructor format. Remove 'void' as the return type", 1, 11),
        ("final var x", "unexpected token: final", 1, 1),
        ("class A { x() {} }", "unexpected token: x", 1, 11),
        ("class A { static A() {} }", "Constructor has an incorrect modifier 'static'.", 1, 11),
        ("class A {}; class A {}", "Invalid duplicate class definition of class A", 1, 13),
        ("class A { A() { x; this(1) } }", "Constructor call must be the first statement", 1, 25),
        ("interface A { def m() {} }", "Abstract methods do not define a body.", 1, 15),
        ("enum E { A; abstract x() }", "The enum constant A must override abstract methods from E.", 1, 10),
        ("new int[]", "No expression for the array constructor call", 1, 8),
        ("new int[] {1, 2}", "unexpected token: 1", 1, 12),
        ("new int[] {1}", "No expression for the array constructor call", 1, 8),
        ("new T[] {-1, 2}", "expecting '}', found ','", 1, 12),
        ("x, y", "unexpected token: x", 1, 1),
        ("a = x !in y", "expecting EOF, found '!'", 1, 7),
        ("f { x !instanceof Y }", "expecting '}', found '!'", 1, 7),
        ("for (int i = 0, j = 1; i < j; i++) {}", "unexpected token: =", 1, 12),
        ("for (int i = 0) {}", "unexpected token: =", 1, 12),
        ("#@ String x", "expecting '!', found '@'", 1, 2),
        ("#", "expecting '!', found", 1, 2),
        ("a ?= 1", "unexpected token: ?", 1, 3),
        ("a = 1<..2", "unexpected token: <", 1, 6),
        ("a??.b", "unexpected token: ?", 1, 2),
        ("@A\nrecord B(int x) {}", "unexpected token: record", 2, 1),
        ("@A }", "unexpected token: }", 1, 4),
        ("f(return 1)", "Unknown type: LITERAL_return", 1, 3),
    ],
)
def test_refused_source(source: str, message: str, line: int, column: int) -> None:
    """What Groovy refuses would run, or the person would not see where it goes wrong."""
    with pytest.raises(GroovySyntaxError) as caught:
        parse(source, "Jenkinsfile")
    error = caught.value
    assert error.message.startswith(message)
    assert (error.file_name, error.line, error.column) == ("Jenkinsfile", line, column)


def test_error_shows_the_line_and_a_caret() -> None:
    """The person would have to count columns."""
    with pytest.raises(GroovySyntaxError) as caught:
        parse("a\n\tb = )\n", "jobs/x.groovy")
    assert caught.value.format() == "jobs/x.groovy:2:6: unexpected token: )\n\tb = )\n\t    ^"


@pytest.mark.parametrize(
    "source",
    ["(" * 9000, "[" * 5000 + "]" * 5000, "f{" * 3000 + "}" * 3000, "!" * 9000 + "1", '"${' * 3000, "x: " * 9000 + "y"],
)
def test_deep_nesting_is_a_syntax_error(source: str) -> None:
    """A hostile script would end the process with RecursionError."""
    with pytest.raises(GroovySyntaxError, match="nesting is too deep"):
        parse(source)


@pytest.mark.slow
def test_long_sources_without_nesting_are_read() -> None:
    """A generated script would be refused for its length."""
    assert len(parse("f 'a', b: 2\n" * 4_000).statements) == 4_000
    assert parse("if (a) { b } else " * 2_000 + "{ c }").statements


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_newlines_of_any_system_mean_the_same(newline: str) -> None:
    """A script written on Windows would be another program."""
    source = "a\nif (b) {\n  c '''x\ny'''\n}\nf(\n  d)\n"
    assert parse(source.replace("\n", newline)) == parse(source)


def test_byte_order_mark_is_a_letter() -> None:
    """Groovy reads one at the start of a text as part of the first name; so the two trees stay the same."""
    assert expression_of("\ufeffx") == ast.Variable("\ufeffx")
