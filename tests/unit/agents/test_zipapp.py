"""The agent as one file: the same sources, the same bytes; nothing but the standard library."""

from __future__ import annotations

import ast
import io
import sys
import zipfile

from igor.agents import zipapp

#: Modules that Python 3.8 does not have.
NEWER = {"tomllib", "zoneinfo", "graphlib"}


def files() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(zipapp.build())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_same_sources_make_the_same_file() -> None:
    """Broken: every controller announces another agent, and all agents upgrade for ever."""
    first, digest = zipapp.build(), zipapp.digest()
    zipapp.build.cache_clear()
    zipapp.digest.cache_clear()
    assert (zipapp.build(), zipapp.digest()) == (first, digest)


def test_it_needs_nothing_that_a_bare_python_lacks() -> None:
    """Broken: the file runs only where Igor is installed."""
    found = files()
    modules = {name[:-3].replace("/", ".").replace(".__init__", "") for name in found if name.endswith(".py")}
    for name, source in found.items():
        tree = ast.parse(source, feature_version=(3, 8))
        for node in ast.walk(tree):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            for each in names:
                is_ours = each in modules
                is_standard = each.partition(".")[0] in sys.stdlib_module_names - NEWER
                assert is_ours or is_standard, f"{name} imports {each}"


def test_it_holds_the_wrapper() -> None:
    """Broken: an agent that can connect and run nothing."""
    assert b"def run_folders(" in files()["igor_wrap.py"]
