"""Nodes: reading, printing, and what ``/`` and ``<<`` do to them."""

from __future__ import annotations

import pytest
from dsl_closures import SITE, PyClosure

from igor.groovy.host import MISSING, HostError
from igor.groovy.xml_node import Node, NodeBuilder, hash_order
from igor.groovy.xml_text import XmlError, parse_xml, print_node


def _print(text: str) -> str:
    return print_node(parse_xml(text))


def test_empty_elements_are_written_open_and_closed() -> None:
    """Jenkins would see another text than Job DSL writes."""
    assert _print("<a><b/><c x='1'/></a>") == "<a>\n    <b></b>\n    <c x='1'></c>\n</a>\n"


def test_text_is_kept_verbatim_and_escaped() -> None:
    """Scripts with blanks, newlines or comparison signs would be changed."""
    assert _print("<a><b> x &lt; 1 &amp;&amp; y\n </b></a>") == "<a>\n    <b> x &lt; 1 &amp;&amp; y\n </b>\n</a>\n"


def test_attributes_escape_quotes_and_newlines() -> None:
    """An apostrophe would end the attribute."""
    assert print_node(Node("a", {"x": "it's\n<1>"})) == "<a x='it&apos;s&#10;&lt;1&gt;'></a>\n"


def test_values_are_printed_as_groovy_prints_them() -> None:
    """A Python ``True`` would reach Jenkins."""
    root = Node("a")
    root.append_node("b", True)
    root.append_node("c", None)
    root.append(NodeBuilder().build("d", [None]))
    root.append(NodeBuilder().build("e", [["x", 1]]))
    assert print_node(root) == "<a>\n    <b>true</b>\n    <c></c>\n    <d>null</d>\n    <e>x1</e>\n</a>\n"


def test_mixed_content_is_printed_as_the_genuine_printer_does() -> None:
    """Texts beside elements are neither indented nor ended by a newline."""
    root = Node("c")
    root.children.append("d")
    root.append(Node("e"))
    assert print_node(root) == "<c>\nd    <e></e>\n</c>\n"


def test_xml_1_1_is_read_and_document_types_are_refused() -> None:
    """Jenkins' own files would be unreadable, or entities could blow up memory."""
    assert parse_xml("<?xml version='1.1' encoding='UTF-8'?>\n<a/>").name == "a"
    with pytest.raises(XmlError, match="document types are refused"):
        parse_xml('<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>')
    with pytest.raises(XmlError, match="line 1, column"):
        parse_xml("<a><b></a>")


def test_slash_finds_or_makes_the_child() -> None:
    """``it / 'x' / 'y'`` would lose what is there already."""
    root = parse_xml("<a><x><y>1</y></x></a>")
    assert root.slash("x").slash("y").text() == "1"
    assert root.slash("z").name == "z"
    assert [child.name for child in root.children] == ["x", "z"]


def test_slash_with_a_node_replaces_the_value_of_the_match() -> None:
    """A setter called twice would give two elements; another class would be overwritten."""
    root = parse_xml("<a><x class='k'>1</x></a>")
    root.slash(Node("x", {"class": "k"}, "2"))
    root.slash(Node("x", {"class": "other"}, "3"))
    assert [(c.attributes["class"], c.text()) for c in root.elements("x")] == [("k", "2"), ("other", "3")]


def test_shift_sets_texts_and_appends_copies() -> None:
    """Changing the original later would change the tree."""
    root = Node("a")
    child = Node("b")
    root.shift(child)
    child.append(Node("c"))
    root.slash("t").operate("<<", True, SITE)
    assert print_node(root) == "<a>\n    <b></b>\n    <t>true</t>\n</a>\n"


def test_shift_with_a_closure_appends_what_it_builds() -> None:
    """``node << { a('1'); b { } }`` would add nothing."""
    root = Node("a")
    root.shift(PyClosure(lambda call: (call("x", "1"), call("y", {"k": "v"}))))
    assert print_node(root) == "<a>\n    <x>1</x>\n    <y k='v'></y>\n</a>\n"


def test_a_node_can_be_given_another_name_and_attributes() -> None:
    """``node.name = 'x'`` in a configure block would be refused; Groovy sets the field, private as it is."""
    root = Node("a", {"x": "1"}, "v")
    assert root.set_property("name", "b")
    assert root.set_property("attributes", {"y": "2"})
    assert not root.set_property("children", [])
    assert print_node(root) == "<b y='2'>v</b>\n"


def test_dividing_by_null_is_refused_as_groovy_words_it() -> None:
    """``p / description('D')`` would silently do nothing."""
    with pytest.raises(HostError, match="Ambiguous method overloading for method groovy.util.Node#div"):
        Node("a").operate("/", None, SITE)


def test_two_plain_arguments_are_no_builder_call() -> None:
    """Groovy answers MissingMethodException here."""
    assert NodeBuilder().build("a", ["1", "2"]) is MISSING


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["class", "reference"], ["reference", "class"]),
        (["class", "plugin"], ["plugin", "class"]),
        (["class", "plugin", "reference"], ["reference", "plugin", "class"]),
        (["ruby-class", "pluginid"], ["ruby-class", "pluginid"]),
    ],
)
def test_copied_attributes_come_in_the_order_of_a_hash_map(names: list[str], expected: list[str]) -> None:
    """The text would differ from Job DSL's for nodes that ``/`` and ``<<`` copy."""
    assert list(hash_order(dict.fromkeys(names, ""))) == expected


def test_groovys_node_methods() -> None:
    """Configure blocks that use the plain Node API would fail."""
    root = parse_xml("<a k='v'><b>1</b><b>2</b></a>")
    call = lambda name, *arguments: root.invoke_method(name, list(arguments), SITE)  # noqa: E731
    assert [call("name"), call("attribute", "k"), call("text"), len(call("children"))] == ["a", "v", "12", 2]
    assert root.get_property("b").invoke_method("text", [], SITE) == "12"
    call("appendNode", "c", {"x": "y"}, "3")
    assert root.get_property("c")[0].get_property("@x") == "y"
    call("remove", root.elements("b")[0])
    assert [child.name for child in root.children] == ["b", "c"]
    root.elements("c")[0].invoke_method("setValue", ["4"], SITE)
    assert root.elements("c")[0].text() == "4"
    assert not root.set_property("child", "x")
