"""docs/script-console.md lists what scripts may call, as the façade's tables have it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from igor.console import jobs, locks, people, root
from igor.console.facade import FacadeClass

PAGE = Path(__file__).resolve().parents[3] / "docs" / "script-console.md"


def reference() -> Iterator[str]:
    """A row for each class."""
    yield "| Class | What scripts may call |\n|---|---|"
    members: dict[str, set[str]] = defaultdict(set)
    for module in (root, jobs, people, locks):
        for cls in vars(module).values():
            if isinstance(cls, FacadeClass):
                members[cls.name] |= {*cls.methods, *cls.constants} | {f"{name} (static)" for name in cls.statics}
    for name in sorted(members):
        if members[name]:
            yield f"| `{name}` | {', '.join(f'`{member}`' for member in sorted(members[name]))} |"


def test_the_page_is_what_the_tables_say() -> None:
    """A method that nobody can know of, or a documented one that is gone."""
    wanted = "\n".join(reference()) + "\n"
    assert wanted in PAGE.read_text(), f"docs/script-console.md should hold:\n{wanted}"
