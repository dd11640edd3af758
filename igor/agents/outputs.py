"""What a run's command left in ``$IGOR_OUTPUT``, as the wrapper committed it: ``outputs.json`` in the run's folder.

The wrapper writes the file by rename, once, when an attempt succeeded: ``{"attempt": 1, "outputs": {KEY: VALUE}, …}``,
where VALUE is a text, or ``{"base64": "…"}`` for bytes that are no UTF-8. What a run without outputs costs is one name
that is not found.
"""

from __future__ import annotations

import json
import os

FILE_NAME = "outputs.json"
#: More than that is no file of a wrapper's: 1 MiB of values, escaped.
_MAX_BYTES = 8 * 1024 * 1024


def read_outputs(folder: str) -> str:
    """The outputs as JSON text, empty without any; what cannot be read is passed on to be told."""
    try:
        fd = os.open(f"{folder}/{FILE_NAME}", os.O_RDONLY)
    except FileNotFoundError:
        return ""
    try:
        data = os.read(fd, _MAX_BYTES)
    finally:
        os.close(fd)
    try:
        return json.dumps(json.loads(data)["outputs"], ensure_ascii=False)
    except (ValueError, KeyError, TypeError):
        return "unreadable"
