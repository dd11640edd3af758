"""A browser as people use it, which reports whatever a page complains about."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from deployed import Igor
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
_QUIET = ["--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
#: What a page may load and run; nothing that stands in the page itself.
POLICY = ("default-src 'none'", "script-src 'self'", "style-src 'self'")


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium without a window."""
    with sync_playwright() as playwright:
        options = ["--no-sandbox", "--disable-gpu", *_QUIET]
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=options)
        yield browser
        browser.close()


@dataclass
class Visitor:
    """Somebody at a browser; ``complaints`` must stay empty."""

    igor: Igor
    context: BrowserContext
    page: Page
    complaints: list[str] = field(default_factory=list)

    def watch(self) -> Visitor:
        self.page.on("console", self._on_console)
        self.page.on("pageerror", lambda error: self.complaints.append(f"{self.page.url}: {error}"))
        self.page.on("response", self._on_response)
        return self

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"{self.page.url}: {message.text}")

    def _on_response(self, response: Response) -> None:
        if response.request.resource_type == "document" and "html" in response.headers.get("content-type", ""):
            policy = response.headers.get("content-security-policy", "")
            if not all(rule in policy for rule in POLICY) or "unsafe" in policy:
                self.complaints.append(f"{response.url}: content security policy {policy!r}")

    def open(self, path: str = "") -> Page:
        self.page.goto(self.igor.url + path)
        return self.page

    def log_in(self, password: str | None = None) -> None:
        """Through the form that shows already."""
        self.page.get_by_label("User").fill("admin")
        self.page.get_by_label("Password").fill(
            password or (self.igor.home / "secrets" / "admin-password").read_text().strip()
        )
        self.page.get_by_role("button", name="Log in").click()

    def stays(self) -> None:
        """Remember this very page: ``has_stayed`` tells whether it was loaded again since."""
        self.page.evaluate("window.stayed = true")

    def has_stayed(self) -> bool:
        return bool(self.page.evaluate("window.stayed === true"))
