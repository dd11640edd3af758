"""The pages in a real browser: what people read and do, in place, without a complaint in the console."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.sax.saxutils import escape

import jenkins
import pytest
import requests
from deployed import Igor, wait_for

pytest.importorskip("playwright", reason="playwright is not installed")

from browser import Visitor, chromium
from playwright.sync_api import Browser, Page, expect

pytestmark = [
    pytest.mark.acceptance,
    pytest.mark.integration,
    pytest.mark.slow,
    pytest.mark.skipif(not shutil.which("chromium"), reason="chromium is not installed"),
]

ANSI_LOG = r"""set +x
printf '\033[1;32mgreen\033[0m \033[38;5;208morange\033[0m \033[38;2;1;2;3mown\033[0m \033[41mground\033[0m\n'
printf 'loading 10%%\rloading 55%%\rloaded\n'
printf '日本語 🎉 <script>alert(1)</script> & \033]0;title\007\033[2Kcleared\n'
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def client(igor: Igor) -> jenkins.Jenkins:
    return jenkins.Jenkins(igor.url, "admin", igor.token)


@pytest.fixture(scope="module")
def session(igor: Igor, browser: Browser) -> Any:
    """The cookies of somebody who has logged in."""
    context = browser.new_context()
    visitor = Visitor(igor, context, context.new_page()).watch()
    visitor.open("login")
    visitor.log_in()
    expect(visitor.page.get_by_role("heading", name="Running")).to_be_visible()
    state = context.storage_state()
    context.close()
    return state


class Jobs:
    """Jobs for one test, gone after it."""

    def __init__(self, igor: Igor, client: jenkins.Jenkins) -> None:
        self.igor = igor
        self.client = client
        self._made: list[str] = []

    def make(self, name: str, script: str, *, properties: str = "", more: str = "") -> str:
        shell = f"<builders><hudson.tasks.Shell><command>{escape(script)}</command></hudson.tasks.Shell></builders>"
        self.client.create_job(name, f"<project><properties>{properties}</properties>{more}{shell}</project>")
        self._made.append(name)
        return name

    def finish(self, name: str) -> int:
        """Build it and wait for the end; the number."""
        number = self.client.get_job_info(name)["nextBuildNumber"]
        self.start(name)
        wait_for(lambda: self.last(name) == number, what=f"{name} #{number}")
        return int(number)

    def start(self, name: str) -> None:
        """Without the quiet period."""
        requests.post(
            f"{self.igor.url}job/{quote(name)}/build?delay=0sec", auth=("admin", self.igor.token), timeout=30
        ).raise_for_status()

    def last(self, name: str) -> int:
        return int((self.client.get_job_info(name)["lastCompletedBuild"] or {"number": 0})["number"])

    def remove(self) -> None:
        for item in self.client.get_queue_info():
            self.client.cancel_queue(item["id"])
        for name in self._made:
            for build in self.client.get_job_info(name)["builds"]:
                self.client.stop_build(name, build["number"])
            wait_for(lambda name=name: "anime" not in self.client.get_job_info(name)["color"], what=f"{name} to stop")
            self.client.delete_job(name)


@pytest.fixture
def jobs(igor: Igor, client: jenkins.Jenkins) -> Iterator[Jobs]:
    made = Jobs(igor, client)
    yield made
    made.remove()


@pytest.fixture
def visitor(igor: Igor, browser: Browser, session: Any, jobs: Jobs) -> Iterator[Visitor]:
    """Somebody logged in, who leaves before the test's jobs go; the test fails when a page complained."""
    context = browser.new_context(storage_state=session, viewport={"width": 1280, "height": 800})
    context.set_default_timeout(10_000)
    expect.set_options(timeout=10_000)
    found = Visitor(igor, context, context.new_page()).watch()
    yield found
    context.close()
    assert found.complaints == []


def until(path: Path) -> str:
    """A script that waits for a file."""
    return f"echo begun; while [ ! -e '{path}' ]; do sleep 0.05; done; echo done"


def test_log_in_and_out(igor: Igor, browser: Browser) -> None:
    """The login sends people away, hides that it failed, or leaves them logged in when they log out."""
    context = browser.new_context()
    visitor = Visitor(igor, context, context.new_page()).watch()
    page = visitor.open("login?from=%2Fqueue%2F")
    visitor.log_in("wrong")
    expect(page.get_by_role("alert")).to_have_text("Invalid username or password.")
    visitor.open("login?from=%2Fqueue%2F")
    visitor.log_in()
    expect(page.get_by_role("heading", name="Queue")).to_be_visible()
    page.get_by_role("button", name="log out").click()
    expect(page.get_by_label("Password")).to_be_visible()
    context.close()
    assert [text for text in visitor.complaints if not re.search("status of 40[13]", text)] == []


def test_home_keeps_itself_fresh(visitor: Visitor, jobs: Jobs, tmp_path: Path) -> None:
    """Home shows old news, or throws the reader out of their place when it takes over new ones."""
    jobs.make("page-failing", "exit 3")
    jobs.finish("page-failing")
    jobs.make("page-nowhere", "true", more="<assignedNode>mars</assignedNode><canRoam>false</canRoam>")
    jobs.start("page-nowhere")
    jobs.make("page-running", until(tmp_path / "go"))
    page = visitor.open()
    card = page.locator("section.card")
    expect(card.filter(has_text="Recently failed")).to_contain_text("page-failing")
    expect(card.filter(has=page.get_by_role("heading", name="Queue"))).to_contain_text("label ‘mars’")
    expect(card.filter(has=page.get_by_role("heading", name="Up next"))).to_contain_text("access-log-rollup")
    visitor.stays()
    link = page.get_by_role("link", name="page-running", exact=True)
    row = page.locator("table.items tr", has=link)
    row.locator(link).focus()
    scroll = page.evaluate("scrollTo(0, 150), scrollY")
    jobs.start("page-running")
    running = card.filter(has=page.get_by_role("heading", name="Running"))
    expect(running).to_contain_text("page-running")
    (tmp_path / "go").touch()
    expect(running).not_to_contain_text("page-running")
    expect(row).to_contain_text("success")
    expect(row.locator(link)).to_be_focused()
    assert abs(page.evaluate("scrollY") - scroll) < 100
    assert visitor.has_stayed()


def test_build_now(visitor: Visitor, jobs: Jobs) -> None:
    """A build that was asked for shows only after a reload."""
    page = visitor.open(f"job/{jobs.make('page-now', 'true')}/")
    visitor.stays()
    expect(page.get_by_text("Never built.")).to_be_visible()
    page.get_by_role("button", name="Build now").click()
    expect(page.get_by_role("status").filter(has_text="Queued")).to_be_visible()
    expect(page.get_by_role("row").filter(has_text="#1")).to_contain_text("success")
    page.get_by_role("button", name="Disable").click()
    expect(page.get_by_role("button", name="Build now")).to_be_disabled()
    page.get_by_role("button", name="Enable").click()
    expect(page.get_by_role("button", name="Build now")).to_be_enabled()
    assert visitor.has_stayed()


def test_build_with_parameters(visitor: Visitor, client: jenkins.Jenkins) -> None:
    """The form sends other values than those that were filled in."""
    page = visitor.open("job/imports/job/replay-import/")
    visitor.stays()
    page.get_by_label("DAY").fill("2026-01-06")
    page.get_by_label("TABLE").select_option("customers")
    page.get_by_label("DRY_RUN").select_option("true")
    number = client.get_job_info("imports/replay-import")["nextBuildNumber"]
    page.get_by_role("button", name="Build", exact=True).click()
    link = page.locator("#builds").get_by_role("link", name=f"#{number}", exact=True)
    expect(link).to_be_visible()
    assert visitor.has_stayed()
    link.click()
    shown = page.locator("section.card").filter(has=page.get_by_role("heading", name="Parameters"))
    expect(shown).to_contain_text("2026-01-06")
    expect(shown).to_contain_text("customers")
    expect(page.locator("#result")).to_have_text("success")


def test_live_log(visitor: Visitor, jobs: Jobs, tmp_path: Path) -> None:
    """The log stands still, runs away from its reader, or the page never says how the build ended."""
    name = jobs.make("page-live", f"set +x; seq 200; {until(tmp_path / 'one')}; seq 200; {until(tmp_path / 'two')}")
    jobs.start(name)
    wait_for(lambda: jobs.client.get_job_info(name)["lastBuild"], what="the build")
    page = visitor.open(f"job/{name}/1/")
    visitor.stays()
    log = page.get_by_role("region", name="Log")
    follow = page.get_by_label("follow")
    expect(log).to_contain_text("begun")
    expect(page.locator("#result")).to_have_text("running")
    wait_for(lambda: distance_to_end(page) < 4, what="the log to follow")
    log.hover()
    page.mouse.wheel(0, -1500)
    expect(follow).not_to_be_checked()
    (tmp_path / "one").touch()
    expect(log.locator(".line", has_text="begun")).to_have_count(2)
    assert distance_to_end(page) > 500
    follow.check()
    wait_for(lambda: distance_to_end(page) < 4, what="the log to follow again")
    (tmp_path / "two").touch()
    expect(page.locator("#result")).to_have_text("success")
    expect(page.get_by_role("button", name="Stop")).to_have_count(0)
    expect(log.locator(".line").last).to_have_text("Finished: SUCCESS\n", use_inner_text=False)
    assert visitor.has_stayed()


def distance_to_end(page: Page) -> float:
    return float(page.evaluate("(log => log.scrollHeight - log.scrollTop - log.clientHeight)(document.all.log)"))


def test_stop_a_build(visitor: Visitor, jobs: Jobs, tmp_path: Path) -> None:
    """The stop button does not stop."""
    name = jobs.make("page-stop", until(tmp_path / "never"))
    jobs.start(name)
    wait_for(lambda: jobs.client.get_job_info(name)["lastBuild"], what="the build")
    page = visitor.open(f"job/{name}/1/")
    page.get_by_role("button", name="Stop").click()
    expect(page.locator("#result")).to_have_text("aborted")


def test_log_as_a_terminal_shows_it(visitor: Visitor, jobs: Jobs) -> None:
    """Colours come out as garbage, progress bars as walls of text, or a log's text becomes part of the page."""
    name = jobs.make("page-ansi-Größe", ANSI_LOG)
    number = jobs.finish(name)
    page = visitor.open(f"job/{quote(name)}/{number}/")
    lines = page.locator("#log .line")
    expect(page.locator("#log .ink2.bold")).to_have_text("green")
    expect(page.locator("#log").get_by_text("orange")).to_have_css("color", "rgb(255, 135, 0)")
    expect(page.locator("#log").get_by_text("own", exact=True)).to_have_css("color", "rgb(1, 2, 3)")
    expect(page.locator("#log .ground1")).to_have_text("ground")
    expect(lines.filter(has_text="loaded")).to_have_text("loaded\n")
    expect(lines.filter(has_text="日本語")).to_have_text("日本語 🎉 <script>alert(1)</script> & cleared\n")
    assert "\x1b" not in page.locator("#log").inner_text()


def test_lines_have_addresses(visitor: Visitor, jobs: Jobs) -> None:
    """A link to a line leads elsewhere, a number's click makes none, a failed build opens at its beginning."""
    name = jobs.make("page-lines", "set +x; seq -f 'row %06g' 60000; echo 'ERROR: no such table' >&2; exit 3")
    number = jobs.finish(name)
    page = visitor.open(f"job/{name}/{number}/")
    expect(page.locator("#log .line").last).to_be_in_viewport()
    expect(page.get_by_text("The beginning is not shown")).to_be_visible()
    failing = page.locator("#log .line.bad", has_text="ERROR: no such table")
    expect(failing).to_be_in_viewport()
    text = jobs.client.get_build_console_output(name, number).splitlines()
    line = text.index("ERROR: no such table") + 1
    assert failing.get_attribute("id") == f"L{line}"
    failing.click(position={"x": -20, "y": 5}, force=True)
    assert page.url.endswith(f"#L{line}")
    visitor.open("queue/")
    visitor.open(f"job/{name}/{number}/#L{line - 700}")
    aimed = page.locator("#log .line.aimed")
    expect(aimed).to_have_text(text[line - 701] + "\n")
    expect(aimed).to_be_in_viewport()


def test_queue_says_why_and_cancels(visitor: Visitor, jobs: Jobs) -> None:
    """A waiting item does not say why, or cannot be taken back."""
    name = jobs.make("page-cancel", "true", more="<assignedNode>venus</assignedNode><canRoam>false</canRoam>")
    jobs.start(name)
    page = visitor.open("queue/")
    visitor.stays()
    expect(page.get_by_role("row").filter(has_text=name)).to_contain_text("no nodes with the label ‘venus’")
    page.get_by_role("button", name=f"Cancel {name}").click()
    expect(page.get_by_role("row").filter(has_text=name)).to_have_count(0)
    assert visitor.has_stayed()


ASKS = "<message>Deploy it?</message><ok>Deploy</ok>"


@pytest.mark.parametrize("place", ["queue/", "", "job/page-asks/"])
def test_answer_what_waits_for_a_person(visitor: Visitor, jobs: Jobs, place: str) -> None:
    """A question that shows without its answers, or an answer that goes unheard."""
    name = jobs.make(
        "page-asks", "true", properties=f"<igor.approval.ApprovalPolicy>{ASKS}</igor.approval.ApprovalPolicy>"
    )
    for answer, number in (("Reject", 0), ("Deploy", 1)):
        jobs.start(name)
        page = visitor.open(place)
        visitor.stays()
        button = page.get_by_role("button", name=f"{answer}: {name}")
        expect(page.locator("main")).to_contain_text("Waits for approval by somebody who may build it: Deploy it?")
        button.click()
        expect(button).to_have_count(0)
        assert visitor.has_stayed()
        wait_for(lambda number=number: jobs.last(name) == number, what=f"{number} builds")


def test_agents(visitor: Visitor) -> None:
    """The agents' page lacks a node or its labels."""
    page = visitor.open("computer/")
    for name, labels in (("built-in", ""), ("agent-1", "local"), ("agent-2", "local")):
        row = page.get_by_role("row").filter(has=page.get_by_role("link", name=name))
        expect(row).to_contain_text("online")
        expect(row).to_contain_text(labels)


def test_folders_and_views(visitor: Visitor) -> None:
    """A view shows other jobs than its own, or nobody finds the way out of a folder."""
    page = visitor.open()
    page.get_by_role("navigation", name="Views").get_by_role("link", name="Reports").click()
    names = page.locator("table.items tbody tr td:first-child a")
    expect(names).to_have_text(["access-log-rollup", "orders-report", "orders-totals"])
    visitor.open("job/imports/")
    expect(page.locator("p.lead")).to_have_text("What comes from elsewhere, and what goes there")
    page.get_by_role("link", name="imports/flaky-import").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("flaky-import")
    page.get_by_role("navigation", name="Breadcrumb").get_by_role("link", name="imports").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Imports and exports")


PLACES = ("", "queue/", "computer/", "job/imports/", "job/access-log-rollup/", "job/imports/job/replay-import/")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_narrow_pages(igor: Igor, browser: Browser, session: Any, scheme: Any, client: jenkins.Jenkins) -> None:
    """On a telephone a page is wider than the screen."""
    build = client.get_job_info("imports/flaky-import")["lastCompletedBuild"]["url"].removeprefix(igor.url)
    context = browser.new_context(
        storage_state=session, viewport={"width": 390, "height": 844}, color_scheme=scheme, is_mobile=True
    )
    visitor = Visitor(igor, context, context.new_page()).watch()
    for place in (*PLACES, build, "login"):
        page = visitor.open(place)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, place
        dark = page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(18, 22, 28)"
        assert dark == (scheme == "dark"), place
    context.close()
    assert visitor.complaints == []


def test_pages_that_refuse(igor: Igor, visitor: Visitor) -> None:
    """An error is a bare text without a way back, or loses what REST clients read in its headers."""
    page = visitor.page
    missing = page.goto(f"{igor.url}job/none-such/")
    assert missing is not None
    assert (missing.status, missing.headers["x-jenkins"] != "") == (404, True)
    expect(page.get_by_role("heading", level=1)).to_have_text("Not Found")
    expect(page.locator("main")).to_contain_text("No such job: none-such")
    expect(page.locator("main code")).to_have_text("igor jobs")
    page.get_by_role("link", name="Home").click()
    expect(page.get_by_role("heading", name="Running")).to_be_visible()
    assert [text for text in visitor.complaints if "status of 404" not in text] == []
    visitor.complaints.clear()


def test_without_scripts(igor: Igor, browser: Browser, session: Any, jobs: Jobs) -> None:
    """Nothing can be read or started when scripts are off."""
    name = jobs.make("page-plain", "echo plainly")
    context = browser.new_context(storage_state=session, java_script_enabled=False)
    visitor = Visitor(igor, context, context.new_page())
    page = visitor.open(f"job/{name}/")
    page.get_by_role("button", name="Build now").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Queued")
    page.get_by_role("link", name=name).click()
    wait_for(lambda: jobs.last(name) == 1, what="the build")
    visitor.open(f"job/{name}/1/")
    expect(page.locator("#log")).to_contain_text("plainly")
    context.close()


READABLE = """() => {
  const named = (node) => node.textContent.trim() || node.getAttribute("aria-label") || node.title;
  const levels = [...document.querySelectorAll("h1, h2, h3")].map((node) => Number(node.tagName[1]));
  return [
    ...[...document.querySelectorAll("input:not([type=hidden]), select, textarea")]
      .filter((node) => !node.labels.length).map((node) => `no label: ${node.name}`),
    ...[...document.querySelectorAll("a, button")].filter((node) => !named(node)).map((node) => `no name: ${node.outerHTML}`),
    ...[...document.querySelectorAll("img")].filter((node) => !node.hasAttribute("alt")).map((node) => `no alt: ${node.src}`),
    ...[...document.querySelectorAll("svg")].filter((node) => node.getAttribute("aria-hidden") !== "true").map(() => "svg"),
    ...[...document.querySelectorAll("th")].filter((node) => !node.textContent.trim()).map(() => "empty column head"),
    ...[...document.querySelectorAll("[style], script:not([src]), style")].map((node) => `inline: ${node.outerHTML}`),
    ...(levels.filter((level) => level === 1).length === 1 && levels[0] === 1 ? [] : [`headings: ${levels}`]),
    ...(document.documentElement.lang === "en" && document.title ? [] : ["no language or title"]),
    ...[...document.querySelectorAll("[id]")].map((node) => node.id)
      .filter((id, at, all) => all.indexOf(id) !== at).map((id) => `twice: ${id}`),
  ];
}"""  # noqa: E501


def test_everybody_can_read_the_pages(visitor: Visitor, client: jenkins.Jenkins) -> None:
    """A field has no label, a link no name, a page no heading: those who listen to it are lost."""
    build = client.get_job_info("imports/flaky-import")["lastCompletedBuild"]["url"].removeprefix(visitor.igor.url)
    for place in (*PLACES, build, "login", "whoAmI/"):
        page = visitor.open(place)
        assert page.evaluate(READABLE) == [], place
        if place != "login":
            page.keyboard.press("Tab")
            expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
