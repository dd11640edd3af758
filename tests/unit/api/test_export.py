"""What appears at which depth, in which order, with which ``_class``: the rules that every client relies on."""

from __future__ import annotations

from typing import Any

import pytest

from igor.api.export import Bean, BeanType, DepthPruner, Property, TooManyObjects, TreePruner, export
from igor.api.tree import parse_tree

LEAF = BeanType(
    "pkg.Leaf",
    [
        Property("often", lambda v: f"often {v}", 2),
        Property("always", lambda v: f"always {v}", 999),
        Property("plain", lambda v: f"plain {v}"),
        Property("rare", lambda v: f"rare {v}", -2),
    ],
)
BASE = BeanType("pkg.Base", [Property("zeta", lambda v: 1), Property("alpha", lambda v: 2)])
ROOT = BeanType(
    "pkg.Root",
    [
        Property("leaves", lambda v: [Bean(LEAF, n) for n in range(v)]),
        Property("declared", lambda v: Bean(LEAF, "d"), declared="pkg.Leaf"),
        Property("inlined", lambda v: Bean(LEAF, "i"), inline=True),
        Property("nothing", lambda v: None),
        Property("table", lambda v: {"k": Bean(LEAF, "m"), "n": None}, declared="java.util.Map"),
    ],
    extends=BASE,
)


def at_depth(depth: int) -> dict[str, Any]:
    return export(Bean(ROOT, 2), DepthPruner(1 - depth))


def by_tree(text: str) -> dict[str, Any]:
    return export(Bean(ROOT, 3), TreePruner(parse_tree(text)))


def test_order_is_inherited_first_then_by_name() -> None:
    """Clients that print answers, and recorded ones, see Jenkins' order."""
    assert list(at_depth(0)) == ["_class", "alpha", "zeta", "declared", "inlined", "leaves", "nothing", "table"]


@pytest.mark.parametrize(
    ("depth", "nested", "inlined"),
    [
        (0, {"always", "often"}, {"always", "often", "plain"}),
        (1, {"always", "often", "plain"}, {"always", "often", "plain"}),
        (3, {"always", "often", "plain"}, {"always", "often", "plain", "rare"}),
        (4, {"always", "often", "plain", "rare"}, {"always", "often", "plain", "rare"}),
    ],
)
def test_visibility_shifts_by_one_a_level(depth: int, nested: set[str], inlined: set[str]) -> None:
    """A property shows when its visibility reaches 1 − depth + level; inline children stay on their parent's level."""
    found = at_depth(depth)
    assert set(found["leaves"][0]) - {"_class"} == nested
    assert set(found["inlined"]) - {"_class"} == inlined


def test_class_is_left_out_where_it_is_the_declared_one() -> None:
    """healthReport[], artifacts[], assignedLabels[] carry none; the root and abstract types always do."""
    found = at_depth(0)
    assert found["_class"] == "pkg.Root"
    assert "_class" not in found["declared"]
    assert found["leaves"][0]["_class"] == "pkg.Leaf"
    assert "_class" not in found["table"]
    assert found["table"]["k"]["_class"] == "pkg.Leaf"


def test_null_is_kept() -> None:
    """JSON shows null; only XML leaves it out."""
    assert at_depth(0)["nothing"] is None
    assert at_depth(0)["table"]["n"] is None


def test_tree_overrides_visibility() -> None:
    """What is named is shown, however hidden it is."""
    assert by_tree("leaves[rare]{0,1}") == {"_class": "pkg.Root", "leaves": [{"_class": "pkg.Leaf", "rare": "rare 0"}]}


def test_tree_of_class_alone() -> None:
    """``tree=_class`` is legal: nothing but the class."""
    assert by_tree("_class") == {"_class": "pkg.Root"}


def test_tree_ignores_unknown_names() -> None:
    """Plain jobs lack ``jobs``; asking for it is no error."""
    assert by_tree("jobs[name],alpha") == {"_class": "pkg.Root", "alpha": 2}


def test_tree_without_children_leaves_empty_objects() -> None:
    """``tree=leaves`` shows how many there are, and their classes."""
    assert by_tree("leaves")["leaves"] == [{"_class": "pkg.Leaf"}] * 3


def test_getters_of_unwanted_properties_are_not_called() -> None:
    """A getter may cost a query: 1,000 jobs by name must not read 1,000 builds."""

    def fail(_: object) -> None:
        raise AssertionError("not wanted")

    kind = BeanType("pkg.Lazy", [Property("cheap", lambda v: 1), Property("costly", fail)])
    assert export(Bean(kind, None), TreePruner(parse_tree("cheap"))) == {"_class": "pkg.Lazy", "cheap": 1}


def test_a_subclass_may_redefine_a_property() -> None:
    """Then it is written once, with the subclass's own."""
    kind = BeanType("pkg.Sub", [Property("zeta", lambda v: 9)], extends=BASE)
    assert export(Bean(kind, None), DepthPruner(1)) == {"_class": "pkg.Sub", "alpha": 2, "zeta": 9}


@pytest.mark.parametrize(
    ("class_name", "xml_name"),
    [
        ("hudson.model.Hudson", "hudson"),
        ("hudson.model.FreeStyleProject", "freeStyleProject"),
        ("hudson.model.Queue$LeftItem", "leftItem"),
        ("com.cloudbees.hudson.plugins.folder.Folder", "folder"),
    ],
)
def test_root_element_names(class_name: str, xml_name: str) -> None:
    """XPath expressions of scripts start with these."""
    assert BeanType(class_name).xml_name == xml_name


def test_types_made_on_the_fly_are_not_mixed_up() -> None:
    """What is remembered of a type must not be found for another that came to lie where the first one was."""

    def short_lived(number: int) -> Bean:
        return Bean(BeanType(f"pkg.T{number}", [Property(f"p{number}", lambda v: v, 9)]), number)

    class Fleeting(list[Bean]):
        def __iter__(self) -> Any:
            return (short_lived(number) for number in range(200))

    kind = BeanType("pkg.Root", [Property("all", lambda v: Fleeting())])
    found = export(Bean(kind, None), DepthPruner(1))["all"]
    assert [set(each) - {"_class"} for each in found] == [{f"p{number}"} for number in range(200)]


def test_too_much_is_refused() -> None:
    """Depth over objects that contain each other would fill the memory."""
    kind = BeanType("pkg.Many", [Property("all", lambda v: [Bean(LEAF, n) for n in range(100)])])
    with pytest.raises(TooManyObjects):
        export(Bean(kind, None), DepthPruner(1), max_objects=100)
