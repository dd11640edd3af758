"""JSON, Python and XML of the same answer, and what XPath selects of it."""

from __future__ import annotations

import ast
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from igor.api.formats import XPathFailure, select_xpath, singular, to_json, to_python, to_xml, xml_name

VALUE = {
    "_class": "hudson.model.Hudson",
    "jobs": [{"_class": "a.B", "name": "x<y", "color": None}, {"name": "z", "buildable": True}],
    "property": [{"n": 1}],
    "nothing": None,
    "empty": [],
    "when": 12,
}
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab_", max_size=3), inner, max_size=3),
    max_leaves=8,
)


@given(PLAIN)
def test_json_and_python_say_the_same(value: object) -> None:
    """``ast.literal_eval`` of api/python gives what ``json.loads`` gives of api/json, pretty or not."""
    assert json.loads(to_json(value)) == value
    assert json.loads(to_json(value, pretty=True)) == value
    assert ast.literal_eval(to_python(value)) == value
    assert ast.literal_eval(to_python(value, pretty=True)) == value


def test_pretty_has_jenkins_form() -> None:
    """Blanks around the colon, two blanks of indentation."""
    assert to_json({"a": 1, "b": [2]}, pretty=True) == '{\n  "a" : 1,\n  "b" : [\n    2\n  ]\n}'


def test_xml() -> None:
    """Single quotes, singular names, no null, no empty lists, text escaped, no declaration."""
    assert to_xml("hudson", VALUE) == (
        "<hudson _class='hudson.model.Hudson'><job _class='a.B'><name>x&lt;y</name></job>"
        "<job><name>z</name><buildable>true</buildable></job><property><n>1</n></property><when>12</when></hudson>"
    )


@given(PLAIN)
def test_xml_is_always_well_formed(value: object) -> None:
    """Whatever text a build log or a parameter brings, the XML can be parsed (else XPath would fail)."""
    select_xpath(to_xml("root", {"a": value, "1b?": value}), None, None, ["//nothing"])


@pytest.mark.parametrize(
    ("name", "expected"), [("jobs", "job"), ("entries", "entry"), ("property", "property"), ("s", "")]
)
def test_singular(name: str, expected: str) -> None:
    """The rule of the XML writer, oddities included."""
    assert singular(name) == expected


@pytest.mark.parametrize(
    ("name", "expected"), [("a b", "ab"), ("1a", "a"), ("", "_"), ("hudson.x$Y", "hudson.xY"), ("-", "_-")]
)
def test_xml_names(name: str, expected: str) -> None:
    """Keys of maps may hold anything."""
    assert xml_name(name) == expected


XML = to_xml("hudson", VALUE)


def test_xpath_selects_one_node_with_double_quotes() -> None:
    """An answer that went through XPath is written by another writer."""
    assert select_xpath(XML, "//job[1]", None, []).text == '<job _class="a.B"><name>x&lt;y</name></job>'


@pytest.mark.parametrize(
    ("xpath", "wrapper", "status"),
    [
        ("//nothing", None, 404),
        ("//job", None, 500),
        ("//job[", None, 500),
        ("document('/etc/passwd')", None, 500),
        ("//job", "1x", 400),
    ],
)
def test_xpath_failures(xpath: str, wrapper: str | None, status: int) -> None:
    """None, several without wrapper, broken expressions, other documents, bad wrappers."""
    with pytest.raises(XPathFailure) as failed:
        select_xpath(XML, xpath, wrapper, [])
    assert failed.value.status == status


def test_wrapper() -> None:
    """All matches below one element; none gives the empty element."""
    assert select_xpath(XML, "//name", "names", []).text == "<names><name>x&lt;y</name><name>z</name></names>"
    assert select_xpath(XML, "//nothing", "names", []).text == "<names/>"


@pytest.mark.parametrize("xpath", ["//job[1]/name/text()", "count(//job)", "concat(//when, 'x')", "1=1"])
def test_primitive_results_are_marked(xpath: str) -> None:
    """They are refused while security is on."""
    assert select_xpath(XML, xpath, None, []).primitive


def test_exclude() -> None:
    """Excluded nodes are gone before the selection."""
    text = select_xpath(XML, "/hudson", None, ["//job", "//property", "//@_class"]).text
    assert text == "<hudson><when>12</when></hudson>"
