"""What a run's command left for others, as the wrapper committed it: ``outputs.json`` in the run's folder.

The wrapper writes the file by rename, once, when an attempt succeeded:
``{"outputs": {KEY: VALUE}, "artifacts": {NAME: {"sha256", "bytes"}}, …}``, where VALUE is a text, or
``{"base64": "…"}`` for bytes that are no UTF-8. Artifacts lie in the run’s folder, which goes with its end: they are
put beside the workspace, where publishing finds them. What a run without outputs costs is one name that is not found.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

FILE_NAME = "outputs.json"
#: Below ``WORKSPACE_TMP``, a folder for each run.
KEPT = "igor-artifacts"
#: More than that is no file of a wrapper's: 1 MiB of values, escaped.
_MAX_BYTES = 8 * 1024 * 1024


def read_outputs(folder: str, workspace: str) -> str:
    """``{"outputs", "artifacts"}`` as JSON text, empty without any; what cannot be read is passed on to be told."""
    try:
        fd = os.open(f"{folder}/{FILE_NAME}", os.O_RDONLY)
    except FileNotFoundError:
        return ""
    with os.fdopen(fd, "rb") as file:
        data = file.read(_MAX_BYTES)
    try:
        found = json.loads(data)
        said = {"outputs": found["outputs"], "artifacts": found.get("artifacts", {})}
    except (ValueError, KeyError, TypeError, AttributeError):
        return "unreadable"
    if said["artifacts"]:
        _keep(Path(folder), Path(f"{workspace}@tmp", KEPT))
    return json.dumps(said, ensure_ascii=False)


def _keep(run_folder: Path, place: Path) -> None:
    """Out of the run's folder; again after a crash, it has been done."""
    source, target = run_folder / "artifacts", place / run_folder.name
    if source.exists() and not target.exists():
        import shutil  # 2 MiB that most agents never need

        place.mkdir(parents=True, exist_ok=True)
        shutil.move(str(source), str(target))
