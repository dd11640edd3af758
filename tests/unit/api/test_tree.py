"""The grammar of ``tree``: clients send deep, ranged and odd expressions, and wrong ones must be told."""

from __future__ import annotations

import pytest

from igor.api.tree import MAX_LEVELS, MalformedTree, TreeNode, parse_tree


def shape(node: TreeNode) -> dict[str, object]:
    return {name: shape(child) for name, child in node.children.items()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a", {"a": {}}),
        ("a,b", {"a": {}, "b": {}}),
        ("a[b,c[d]],e", {"a": {"b": {}, "c": {"d": {}}}, "e": {}}),
        (
            "jobs[name,color,lastBuild[number,result]]",
            {"jobs": {"name": {}, "color": {}, "lastBuild": {"number": {}, "result": {}}}},
        ),
        (" a [ b , c ] ", {"a": {"b": {}, "c": {}}}),
        ("*", {"*": {}}),
        ("_class", {"_class": {}}),
        ("builds[number]{0,5}", {"builds": {"number": {}}}),
    ],
)
def test_shapes(text: str, expected: dict[str, object]) -> None:
    """Names nest by brackets and part by commas."""
    assert shape(parse_tree(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x{1,3}", [1, 2]),
        ("x{2}", [2]),
        ("x{3,}", [3, 4]),
        ("x{,2}", [0, 1]),
        ("x{9,12}", []),
        ("x", [0, 1, 2, 3, 4]),
        ("x[a]{0,1}", [0]),
    ],
)
def test_ranges(text: str, expected: list[int]) -> None:
    """The end of a range is exclusive, a single number is one element."""
    assert list(parse_tree(text).children["x"].part([0, 1, 2, 3, 4])) == expected


@pytest.mark.parametrize(
    "text",
    ["", "a[", "a]", "a[b", "a,,b", ",a", "a,", "a[]", "a{", "a{x}", "a{1", "a{-1}", "a{1,2", "a[b]]", "[a]", "a{}"],
)
def test_malformed(text: str) -> None:
    """Anything else is an error with a position, never a guess."""
    with pytest.raises(MalformedTree, match="position"):
        parse_tree(text)


def test_star_stands_for_all_that_are_not_named() -> None:
    """``*[name],jobs[url]``: a named property keeps its own tree."""
    node = parse_tree("*[name],jobs[url]")
    assert shape(node.child("jobs") or TreeNode()) == {"url": {}}
    assert shape(node.child("other") or TreeNode()) == {"name": {}}


def test_endless_nesting_is_refused() -> None:
    """A hostile expression must not exhaust the stack."""
    with pytest.raises(MalformedTree, match="levels"):
        parse_tree("a[" * (MAX_LEVELS + 50) + "b" + "]" * (MAX_LEVELS + 50))
