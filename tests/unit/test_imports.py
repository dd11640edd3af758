"""Packages import downwards only, as docs/architecture.md lists."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2] / "igor"

_LEAVES = {"model", "groovy"}
_DECIDERS = {"matrix", "configxml", "scheduler", "storage", "agents", "deploy", "monitoring", "jobdsl"}
ALLOWED: dict[str, set[str]] = {
    "model": set(),
    "groovy": set(),
    "jobdsl": _LEAVES,
    "configxml": {"model"},
    "scheduler": {"model"},
    "matrix": _LEAVES,
    "storage": {"model"},
    "agents": {"model"},
    "deploy": {"model"},
    "lab": {"model"},
    "monitoring": {"model"},
    "controller": _LEAVES | _DECIDERS - {"deploy"},
    "console": _LEAVES | {"controller"},
    "api": {"model", "configxml", "console", "controller", "web"},
    "web": {"model", "controller"},
    "cli": _LEAVES | _DECIDERS | {"controller", "api", "web", "lab"},
}


def imported_packages(path: Path) -> set[str]:
    """Igor's packages that the file imports, inside functions too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: use absolute imports"
            if node.module == "igor":
                found.update(alias.name for alias in node.names)
            names = [node.module or ""]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        found.update(name.split(".")[1] for name in names if name.startswith("igor."))
    return found & set(ALLOWED)


@pytest.mark.parametrize("path", sorted(ROOT.glob("*/**/*.py")), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_down(path: Path) -> None:
    """A package that reaches up makes a cycle sooner or later."""
    package = path.relative_to(ROOT).parts[0]
    assert imported_packages(path) <= ALLOWED[package] | {package}


def test_every_package_is_in_the_table() -> None:
    """A new package must say what it may import."""
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert packages == set(ALLOWED)
