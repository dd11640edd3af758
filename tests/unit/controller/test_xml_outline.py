"""Differences of XML as people read them."""

from __future__ import annotations

from igor.controller.xml_outline import hunks, outline

_OLD = """<?xml version="1.0"?><project>
    <description>d</description>
    <triggers><hudson.triggers.TimerTrigger><spec>H 2 * * *</spec></hudson.triggers.TimerTrigger></triggers>
    <scm b='2' a="1"></scm>
    <builders><hudson.tasks.Shell><command>set -e
./build.sh
./test.sh</command></hudson.tasks.Shell></builders>
</project>"""


def test_form_does_not_matter() -> None:
    """A diff full of indentation and quotes hides what changes."""
    same = _OLD.replace("\n    ", "\n").replace("<scm b='2' a=\"1\"></scm>", '<scm a="1" b="2"/>')
    assert [line.text for line in outline(same)] == [line.text for line in outline(_OLD)]
    assert hunks(_OLD, same) == []


def test_each_change_says_where_it_is() -> None:
    """Line numbers of a text that nobody ever sees help nobody."""
    new = _OLD.replace("H 2", "H 3").replace("./test.sh", "./test.sh --all")
    first, second = hunks(_OLD, new)
    assert first.path == ("triggers", "hudson.triggers.TimerTrigger")
    assert first.lines == ("- <spec>H 2 * * *</spec>", "+ <spec>H 3 * * *</spec>")
    assert second.path == ("builders", "hudson.tasks.Shell", "command")
    assert second.lines[-2:] == ("- | ./test.sh", "+ | ./test.sh --all")


def test_elements_that_come_and_go() -> None:
    """A job without any change of text may still change."""
    (added,) = hunks("<project><a/></project>", "<project><a/><b><c>1</c></b></project>")
    assert added.path == ()
    assert added.lines == ("  <a/>", "+ <b>", "+   <c>1</c>", "+ </b>")
    assert hunks("", "<project/>")[0].lines == ("+ <project/>",)
