"""docs/compatibility.md names the tests of clients that cannot pass, as the list of exceptions has them."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_page_names_every_exception() -> None:
    """A test that is left out silently would look like one that passes."""
    lines = (ROOT / "tests" / "clients" / "jenkinsapi_exceptions.txt").read_text().splitlines()
    pairs = [line.split(maxsplit=1) for line in lines if not line.startswith("#")]
    wanted = "\n".join(f"- `{name}` {reason}" for name, reason in pairs)
    assert f"\n{wanted}\n<!-- end -->" in (ROOT / "docs" / "compatibility.md").read_text()
