"""Label expressions: a wrong reading sends builds to the wrong machines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from igor.model.errors import InvalidSource
from igor.scheduler.label import Atom, Binary, LabelExpression, Not, Paren, parse

NAMES = st.sampled_from(["a", "b", "linux-x64", "with blank", "a->b", 'quo"te', "ümlaut", "x:y", "-"])
TREES = st.recursive(
    NAMES.map(Atom),
    lambda inner: st.one_of(
        inner.map(lambda base: Not(Paren(base))),
        st.tuples(st.sampled_from(["&&", "||", "->", "<->"]), inner, inner).map(
            lambda each: Binary(each[0], Paren(each[1]), Paren(each[2]))
        ),
    ),
    max_leaves=12,
)


@pytest.mark.parametrize(
    ("text", "labels", "expected"),
    [
        ("a", "a", True),
        ("a", "A", False),
        ("a&&b", "a", False),
        ("a || b", "b", True),
        ("!a", "b", True),
        ("a->b", "", True),
        ("a->b", "a", False),
        ("a<->b", "a b", True),
        ("a<->b", "a", False),
        ("a||b&&c", "a", True),
        ("(a||b)&&c", "a", False),
        ("!a&&b", "b", True),
        ("!(a&&b)", "a", True),
        ("a&&b->c", "a b", False),
        ("a->b<->c", "c", True),
        ("a<->b<->c", "c", True),
        ('"my label"&&b', "b my_label", False),
        ("linux-x64->b", "linux-x64", False),
    ],
)
def test_precedence_and_truth(text: str, labels: str, expected: bool) -> None:
    """Would show an operator that binds too tightly or loosely."""
    assert parse(text).matches(frozenset(labels.split())) is expected


def test_dashes_belong_to_labels_unless_they_are_arrows() -> None:
    """Would show a label with a dash cut in two. Facts: hudson.model.labels.LabelExpressionTest."""
    assert parse("a-->b") == Binary("->", Atom("a-"), Atom("b"))
    assert parse("a->-b") == Binary("->", Atom("a"), Atom("-b"))


def test_quoted_labels_keep_blanks() -> None:
    """Would show a label with a blank that never matches."""
    assert parse('"my label"').matches(frozenset({"my label"}))
    assert parse(r'"a\"b\\c"') == Atom('a"b\\c')


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("  ( foo || bar )  && zot", "(foo||bar)&&zot"),
        ("foo ->\tbar", "foo->bar"),
        ("32bit.dot", "32bit.dot"),
        ("--a----b-c-", "--a----b-c-"),
        (" a  &&  b ", "a&&b"),
        ("(a || b) && !c", "(a||b)&&!c"),
        ('"my label"', '"my label"'),
        ('"plain"', "plain"),
        ("x:y", '"x:y"'),
        ("((a))", "((a))"),
    ],
)
def test_printing(text: str, printed: str) -> None:
    """Would show a job whose label reads differently from Jenkins' after saving."""
    assert str(parse(text)) == printed


@given(TREES)
def test_printing_is_read_back(tree: LabelExpression) -> None:
    """Would show an expression that changes its meaning when it is written and read again."""
    assert parse(str(tree)) == tree


@pytest.mark.parametrize(
    ("text", "column", "what"),
    [
        ("", 1, "a label is expected, not the end"),
        ("a &&", 5, "a label is expected, not the end"),
        ("a b", 3, "an operator is expected, not ‘b’"),
        ("a & b", 3, "‘&’ is not allowed here"),
        ("(a", 3, "‘)’ is missing"),
        ("a)", 2, "an operator is expected, not ‘)’"),
        ("a->b->c", 5, "cannot be chained"),
        ("!!a", 2, "a label is expected, not ‘!’"),
        ("'a'", 1, "‘'’ is not allowed here"),
        ('"a', 1, '‘"’ is not allowed here'),
        ("(" * 5000, 102, "nested deeper than 100"),
    ],
)
def test_errors_point_at_the_column(text: str, column: int, what: str) -> None:
    """Would show an error that leaves a person guessing, or a crash of the engine on deep nesting."""
    with pytest.raises(InvalidSource) as caught:
        parse(text)
    assert what in caught.value.what
    assert caught.value.column == column


@given(st.text("ab&|!<>-()\" '\\", max_size=20))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Would show a text that crashes the parser instead of being refused."""
    try:
        expression = parse(text)
    except InvalidSource:
        return
    assert parse(str(expression)) == expression
