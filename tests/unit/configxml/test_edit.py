"""Edits of the text: a byte changed beside the edit would be lost configuration."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from igor.configxml import (
    add_job_name,
    default_config,
    read_item,
    read_view,
    remove_job_name,
    set_description,
    set_disabled,
)
from igor.model.job import JobDefinition

FREE_STYLE = "hudson.model.FreeStyleProject"
TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"], exclude_characters="\x00\ufffe\uffff"))


def described(xml: str) -> str | None:
    definition = read_item(xml)
    assert isinstance(definition, JobDefinition)
    return definition.description


@given(TEXT)
def test_any_description_is_read_back(text: str) -> None:
    """Would show a description that breaks the XML, or comes back changed."""
    assert described(set_description(default_config(FREE_STYLE), text)) == (text or None)


def test_only_the_root_s_description_is_changed() -> None:
    """Would show a parameter's description overwritten, or a comment taken for an element."""
    xml = """<?xml version='1.1' encoding='UTF-8'?>
<!-- <description>c</description> --><project a="<>">
  <properties><x><description>inner</description></x></properties>
  <builders><![CDATA[<description>]]></builders>
  <description>old
text</description>   <disabled/>
</project>
"""
    expected = xml.replace("<description>old\ntext</description>", "<description>new &lt;b&gt;</description>")
    xml = xml.replace('a="<>"', "a='>'")
    assert set_description(xml, "new <b>") == expected.replace('a="<>"', "a='>'")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<project/>", "<project><disabled>true</disabled></project>"),
        ("<project />", "<project><disabled>true</disabled></project>"),
        ("<project>\n  <a/>\n</project>", "<project>\n  <disabled>true</disabled>\n  <a/>\n</project>"),
        ("<project><disabled/></project>", "<project><disabled>true</disabled></project>"),
        ("<project><disabled>false</disabled></project>\n", "<project><disabled>true</disabled></project>\n"),
    ],
)
def test_disabled_is_put_in_place(before: str, after: str) -> None:
    """Would show a job that stays enabled, or XML whose layout is lost."""
    assert set_disabled(before, True) == after


def test_jobs_of_a_list_view() -> None:
    """Would show a view that loses a job, or keeps one that was removed."""
    xml = default_config("hudson.model.ListView")
    both = add_job_name(add_job_name(xml, "b & c"), "A")
    assert read_view(both).job_names == ("A", "b & c")
    assert "  </jobNames>\n  <jobFilters/>" in both
    assert add_job_name(both, "A") == both
    assert remove_job_name(remove_job_name(both, "A"), "b & c") == xml
    assert remove_job_name(xml, "A") == xml


def test_jobs_of_an_empty_or_one_line_list() -> None:
    """Would show a view made by Job DSL that cannot take another job."""
    for list_xml in ("<jobNames class='tree-set'/>", "<jobNames></jobNames>"):
        xml = add_job_name(f"<hudson.model.ListView>{list_xml}<name>v</name></hudson.model.ListView>", "x")
        assert "<string>x</string></jobNames><name>v</name>" in xml
        assert read_view(xml).job_names == ("x",)


def test_a_view_without_a_list_of_jobs_gets_one() -> None:
    """Clients post ListViews that say nothing but their class."""
    for xml in ("<hudson.model.ListView/>", "<hudson.model.ListView><name>v</name></hudson.model.ListView>"):
        assert "<jobNames><string>app</string></jobNames>" in add_job_name(xml, "app")
