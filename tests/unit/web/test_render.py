"""How pages word durations, moments, states and names."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

import igor.web
from igor.web import pages
from igor.web.render import ago, duration, environment, node_path

CSS = (Path(igor.web.__path__[0]) / "static" / "igor.css").read_text()


@pytest.mark.parametrize(
    ("milliseconds", "words"),
    [
        (-5, "0 ms"),
        (40, "40 ms"),
        (420, "0.4 s"),
        (9_900, "9.9 s"),
        (59_400, "59 s"),
        (59_600, "1 min"),
        (184_000, "3 min 4 s"),
        (3_600_000, "1 h"),
        (7_500_000, "2 h 5 min"),
        (47 * 3_600_000, "47 h"),
        (76 * 3_600_000, "3 d 4 h"),
    ],
)
def test_durations(milliseconds: int, words: str) -> None:
    """Nobody can read how long a build took."""
    assert duration(milliseconds) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(-3, "just now"), (1, "just now"), (30, "30 s ago"), (61, "1 min ago"), (7300, "2 h ago"), (4 * 86400, "4 d ago")],
)
def test_times_past(seconds: float, words: str) -> None:
    """A build's age is wrong; a clock that is ahead makes it negative."""
    assert ago((time.time() - seconds) * 1000) == words


def test_names_in_paths() -> None:
    """A link to a node leads elsewhere."""
    assert [node_path(name) for name in ("built-in", "agent 1", "a/b")] == ["(built-in)", "agent%201", "a%2Fb"]


@pytest.mark.parametrize(("state", "word"), [("FAILURE", "failed"), ("never", "never built"), ("running", "running")])
def test_states_have_words(state: str, word: str) -> None:
    """A state shows as Jenkins' constant, or only as a colour."""
    macro = environment().from_string('{% import "macros.html" as m with context %}{{ m.mark(state) }}')
    html = macro.render(state=state, root="/", crumb={})
    assert f'title="{word}"' in html
    assert f'<span class="hidden">{word}</span>' in html


def test_text_is_escaped() -> None:
    """A job's name or an error runs as part of the page."""
    html = environment().from_string("{{ name }}").render(name="<b>'&")
    assert html == "&lt;b&gt;&#39;&amp;"
    page = pages.plain("<i>", "<p>said</p>", "", root="/", user="", crumb={})
    assert "<h1>&lt;i&gt;</h1><p>said</p>" in page


def test_pages_without_a_user_have_no_navigation() -> None:
    """Strangers are offered places that they may not see."""
    crumb = {"field": "Jenkins-Crumb", "value": "abc"}
    assert "<nav" not in pages.plain("Hello", "", "", root="/", user="", crumb=crumb)
    known = pages.plain("Hello", "", "", root="/ci/", user="kim", crumb=crumb)
    assert 'href="/ci/queue/"' in known
    assert 'value="abc"' in known


def test_parents() -> None:
    """The way up from an item skips a folder."""
    assert pages.parents_of("a/b/c") == ["a", "a/b"]
    assert pages.parents_of("a") == []


def test_templates_hold_no_inline_code() -> None:
    """The content security policy makes the browser ignore a part of a page."""
    for path in (Path(igor.web.__path__[0]) / "templates").glob("*.html"):
        html = path.read_text()
        assert not re.search(r"\sstyle=|<style|\son\w+=|<script(?![^>]*\ssrc=)|javascript:", html), path


def palette(dark: bool) -> dict[str, str]:
    """The colours of a theme by name."""
    light = dict(re.findall(r"--(\w[\w-]*): (#[0-9a-f]{6});", CSS.partition("@media")[0]))
    later = CSS.partition("prefers-color-scheme: dark")[2].partition("* {")[0]
    return light | dict(re.findall(r"--(\w[\w-]*): (#[0-9a-f]{6});", later)) if dark else light


def luminance(colour: str) -> float:
    """Relative luminance. Source: WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["surface", "ground", "sunken"])
def test_text_contrasts(dark: bool, ground: str) -> None:
    """Text that some cannot read: less than 4.5 to 1 (WCAG 2.2, 1.4.3)."""
    colours = palette(dark)
    inks = ("text", "soft", "accent", "success", "failure", "unstable", "aborted", "running", "late")
    poor = {ink: contrast(colours[ink], colours[ground]) for ink in inks}
    assert {ink: ratio for ink, ratio in poor.items() if ratio < 4.5} == {}


def test_log_contrasts() -> None:
    """A colour that a program chose vanishes in the log's ground."""
    inks = re.findall(r"--ink\d+: (#[0-9a-f]{6});", CSS) + re.findall(r"\.log \.\w+ \{ color: (#[0-9a-f]{6})", CSS)
    assert len(inks) == 20
    for dark in (False, True):
        assert [ink for ink in inks if contrast(ink, palette(dark)["log-ground"]) < 4.5] == []
