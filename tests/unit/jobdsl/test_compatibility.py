"""``docs/compatibility.md`` says how much of Job DSL is supported."""

from __future__ import annotations

from pathlib import Path

from igor.jobdsl import factory  # noqa: F401  (declares every context)
from igor.jobdsl.declarations import DYNAMIC, is_supported
from igor.jobdsl.signature import context_names, signatures
from igor.jobdsl.symbols import symbols

_DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "compatibility.md"


def _counts() -> str:
    pairs = [(context, method) for context in context_names() for method in signatures(context)]
    supported = [pair for pair in pairs if pair[1] == "configure" or is_supported(*pair)]
    rows = {
        "contexts": len(context_names()),
        "methods (context and name)": len(pairs),
        "of them supported": len(supported),
        "unsupported": len(pairs) - len(supported),
        "symbols of plugins (dynamic DSL)": len(
            {(each.extends, each.name) for each in symbols().values()} | set(DYNAMIC)
        ),
    }
    return "".join(f"| {name} | {number:,} |\n" for name, number in rows.items())


def test_the_documented_counts_are_those_of_the_tables() -> None:
    """The document would promise methods that are refused."""
    assert _counts() in _DOCUMENT.read_text(encoding="utf-8"), f"the table of docs/compatibility.md is:\n{_counts()}"
