"""The tables of variables in the README of each Ansible role, from its ``defaults/main.yml``.

``python tests/quality/role_docs.py`` writes them anew; what stands above the heading "Variables" is written by hand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

ROLES = Path(__file__).resolve().parents[2] / "ansible" / "roles"
HEADING = "## Variables\n"
_VARIABLE = re.compile(r"^([a-z0-9_]+):(.*)$")


@dataclass(frozen=True)
class Variable:
    """``default``: as YAML has it, of several lines for maps; ``comment``: what stands above it, or above its group."""

    name: str
    default: str
    comment: str


def variables(text: str) -> list[Variable]:
    """The variables of a defaults file; each has to have a comment, which those right below each other share."""
    found: list[Variable] = []
    comment: list[str] = []
    is_fresh = True
    for line in text.splitlines():
        if line.startswith("#"):
            comment = [*([] if is_fresh else comment), line.lstrip("# ")]
            is_fresh = False
        elif match := _VARIABLE.match(line):
            found.append(Variable(match[1], match[2].strip(), " ".join(comment)))
            is_fresh = True
        elif line.strip():
            last = found.pop()
            found.append(Variable(last.name, f"{last.default}\n{line}".strip(), last.comment))
        else:
            comment, is_fresh = [], True
    return found


def table(role: Path) -> str:
    """The README's table."""
    rows = ["| Variable | Default | Meaning |", "|---|---|---|"]
    for variable in variables((role / "defaults" / "main.yml").read_text()):
        shown = " ".join(variable.default.split()) if len(variable.default) < 60 else "see `defaults/main.yml`"
        default = shown if shown.startswith("see ") else f"`{shown.replace('|', chr(92) + '|')}`"
        rows.append(f"| `{variable.name}` | {default} | {variable.comment.replace('|', chr(92) + '|')} |")
    return "\n".join(rows) + "\n"


def readme(role: Path) -> str:
    """The README as it should be."""
    by_hand = (role / "README.md").read_text().partition(HEADING)[0]
    return f"{by_hand}{HEADING}\n{table(role)}"


def main() -> None:
    for file in sorted(ROLES.glob("*/README.md")):
        file.write_text(readme(file.parent))
        print(file)


if __name__ == "__main__":
    main()
