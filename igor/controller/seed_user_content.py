"""Files that Job DSL scripts put below ``userContent``: written whole or not at all, and only when they differ.

They are never removed, as in Jenkins: other things may have come to need them.
Source: javaposse.jobdsl.plugin.JenkinsJobManagement#createOrUpdateUserContent.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from pathlib import Path

from igor.controller.seed_state import Generated, Key
from igor.model.errors import Invalid


def records(contents: Mapping[str, str]) -> dict[Key, Generated]:
    """The records of files; ``contents``: path → bytes in base64."""
    made = [
        Generated("user_content", path, hashlib.sha256(text.encode()).hexdigest()) for path, text in contents.items()
    ]
    return {record.key: record for record in made}


def write(folder: Path, contents: Mapping[str, str], *, ignore_existing: bool) -> None:
    """Write the files below ``folder``.

    Raises:
        Invalid: a path that leads elsewhere.
        OSError: the disk refuses.
    """
    for path, text in contents.items():
        file = folder / path
        if not file.resolve().is_relative_to(folder.resolve()) or file.resolve() == folder.resolve():
            raise Invalid(f"userContent('{path}') lies outside of userContent", hint="name a file below it")
        if not (file.exists() and ignore_existing):
            _write(file, base64.b64decode(text))


def _write(file: Path, data: bytes) -> None:
    if file.is_file() and file.read_bytes() == data:
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_name(f".{file.name}.new")
    fresh.write_bytes(data)
    fresh.replace(file)
