"""Render Job DSL scripts without a server: files in, a list of items with their XML out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from igor.jobdsl.engine import evaluate
from igor.jobdsl.session import Script, SeedRequest, SeedResult


def render_json(result: SeedResult) -> list[dict[str, str]]:
    """``[{"kind": "item"|"view", "class": "FreeStyleJob", "name": …, "xml": …}]`` in processing order.

    Names are as the scripts write them, which is how Job DSL itself hands them on.
    """
    return [
        {"kind": item.kind, "class": item.class_name, "name": item.name or item.full_name, "xml": item.xml}
        for item in result.items
    ]


def render_files(
    files: Sequence[Path],
    workspace: Path | None = None,
    classpath: Sequence[Path] = (),
    parameters: Mapping[str, Any] | None = None,
    print_text: Callable[[str], None] = lambda _text: None,
) -> SeedResult:
    """Evaluate script files in order; the workspace defaults to the first file's folder.

    Raises:
        OSError: a file cannot be read.
        DslScriptError: a script is broken.
    """
    root = workspace or (files[0].parent if files else Path())
    scripts = tuple(Script(str(file), file.read_text(encoding="utf-8"), file.resolve()) for file in files)
    request = SeedRequest(
        scripts=scripts,
        workspace=root,
        classpath=tuple(classpath),
        parameters={"WORKSPACE": str(root.resolve())} | dict(parameters or {}),
        print_text=print_text,
    )
    return evaluate(request)
