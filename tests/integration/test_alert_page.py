"""The page of alerts in a browser: on-call people take care of something without losing their place."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from rest_server import PASSWORD, Rest
from test_rest_alerts import open_alert, rest

from igor.model.alert_policy import Trouble

pytest.importorskip("playwright", reason="playwright is not installed")

from browser import chromium
from playwright.sync_api import Page, expect

__all__ = ["rest"]  # the fixture

pytestmark = [
    pytest.mark.integration,
    pytest.mark.slow,
    pytest.mark.skipif(not shutil.which("chromium"), reason="chromium is not installed"),
]


@pytest.fixture
def page(rest: Rest) -> Iterator[Page]:
    """Somebody logged in; the test fails when the page complained."""
    complaints: list[str] = []
    with chromium() as browser:
        expect.set_options(timeout=20_000)
        found = browser.new_page(viewport={"width": 1280, "height": 900})
        found.on("console", lambda message: complaints.append(message.text))
        found.on("pageerror", lambda error: complaints.append(str(error)))
        found.goto(f"{rest.url}login?from=%2Falerts%2F")
        found.get_by_label("User").fill("admin")
        found.get_by_label("Password").fill(PASSWORD)
        found.get_by_role("button", name="Log in").click()
        yield found
    assert complaints == []


def test_take_care_and_silence_in_place(rest: Rest, page: Page, tmp_path: Path) -> None:
    """A page that jumps, or shows what was, is no help at three in the morning."""
    open_alert(rest)
    open_alert(rest, "other", Trouble.STUCK, due_ms=rest.controller.now_ms() - 3_600_000, why="no executor")
    page.goto(f"{rest.url}alerts/")
    page.evaluate("window.stayed = true")
    cards = page.locator("section.card")
    loud, quiet = cards.filter(has_text="Needs somebody"), cards.filter(has_text="Taken care of, or silent")
    expect(loud).to_contain_text("other #7 has been waiting in the queue for 1 hr 0 min: no executor")
    page.get_by_label("Note on team/app").fill("the disk is full")
    page.get_by_role("button", name="Acknowledge team/app").click()
    expect(page.get_by_role("status")).to_have_text("You take care of team/app")
    expect(quiet).to_contain_text("admin takes care: the disk is full")
    page.get_by_label("How long other is silent").select_option("4 hours")
    page.get_by_role("button", name="Silence other").click()
    expect(quiet).to_contain_text("Silenced until")
    expect(loud).to_contain_text("Nothing else is wrong.")
    silences = cards.filter(has=page.get_by_role("heading", name="Silences"))
    silences.get_by_role("button", name="End the silence of other").click()
    expect(loud).to_contain_text("other #7")
    quiet.locator("summary").click()
    expect(quiet.locator("pre")).to_have_text("one\n<b>two</b>")
    open_alert(rest, "third", Trouble.STUCK)
    expect(loud).to_contain_text("third #7")
    expect(quiet.locator("pre")).to_be_visible()
    assert page.evaluate("window.stayed === true")
    page.set_viewport_size({"width": 390, "height": 800})
    width = page.evaluate(
        "Math.max(...[...document.querySelectorAll('main *')].map((e) => e.getBoundingClientRect().right))"
    )
    assert width <= 390
