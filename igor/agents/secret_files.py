"""Secret files of a run: they lie in the run's folder, which only the agent's user reads, and go with it."""

from __future__ import annotations

import base64
import binascii
import io
import re
from collections.abc import Iterator

from igor.agents.protocol import Launch
from igor.agents.runs import RunFolder
from igor.model.errors import Invalid

_VARIABLE = re.compile(r"(zip:)?([A-Za-z_][A-Za-z0-9_]*)")


def paths(launch: Launch, folder: RunFolder) -> dict[str, str]:
    """The variables with the paths of their files, or of the folders of their archives. Raises Invalid."""
    return {name.rpartition(":")[2]: f"{folder.path}/{_place(name)}" for name in launch.files}


def contents(launch: Launch) -> dict[str, bytes]:
    """What is to be written, by names below the run's folder. Raises Invalid: not base64, not an archive."""
    files: dict[str, bytes] = {}
    for name, text in launch.files.items():
        place, data = _place(name), _bytes(text)
        if name.startswith("zip:"):
            files.update((f"{place}/{member}", content) for member, content in _members(name, data))
        else:
            files[place] = data
    return files


def _place(name: str) -> str:
    found = _VARIABLE.fullmatch(name)
    if not found:
        raise Invalid(f"{name!r} is no variable for a secret file")
    return f"secret-{found[2]}"


def _members(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """The files of an archive. Its module is large, and few runs need it."""
    from zipfile import BadZipFile, ZipFile

    try:
        with ZipFile(io.BytesIO(data)) as archive:
            for member in archive.namelist():
                parts = member.split("/")
                if ".." in parts or not parts[0]:
                    raise Invalid(f"the secret archive for {name} holds {member!r}, which leads out of it")
                if parts[-1]:
                    yield member, archive.read(member)
    except (BadZipFile, RuntimeError) as error:
        raise Invalid(f"the secret archive for {name} cannot be read: {error}") from error


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Invalid("a secret file is not base64") from error
