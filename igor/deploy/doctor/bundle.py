"""One file to share when asking for help: the report, versions, settings and the ends of logs, without secrets."""

from __future__ import annotations

import io
import json
import os
import re
import tarfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from igor.deploy.hosts.redaction import HIDDEN, Redactor
from igor.deploy.site.problems import masked
from igor.model.errors import Conflict
from igor.model.home import Home

_LOG_BYTES = 256 * 1024
#: What looks like a secret, wherever it stands: keys, tokens of Igor and of Jenkins, headers, encrypted values.
_PATTERNS = tuple(
    re.compile(pattern, flags)
    for pattern, flags in (
        (r"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?-----END [A-Z ]*PRIVATE KEY-----", re.DOTALL),
        (r"\b[0-9a-f]{64}\b(?!\.)", 0),
        (r"\b11[0-9a-f]{32}\b", 0),
        (r"(?i)\b(?:bearer|basic|jenkins-metrics-key)\s+[\w+/=.~-]{8,}", 0),
        (r"\{AQAAA[\w+/=]+\}", 0),
        (r"(?<=://)[^\s/@:]+:[^\s/@]+(?=@)", 0),
        (r"(?i)(?<=token=)[^\s&\"']+", 0),
        (r"(?i)(?<=password=)[^\s&\"']+", 0),
    )
)


def known_secrets(home: Home, environment: Mapping[str, str]) -> list[str]:
    """Values that must not be told: what lies in the home's ``secrets/``, and what variables are called so."""
    found = [value for name, value in environment.items() if re.search("(?i)token|password|secret|key", name)]
    for file in sorted(home.secrets.glob("*")) if home.secrets.is_dir() else []:
        try:
            found.append(file.read_text().strip())
        except (OSError, UnicodeDecodeError):
            continue
    return found


def clean(name: str, text: str, redact: Redactor) -> str:
    """The text without known secrets, and without what looks like one or, in YAML, is called so. Pure."""
    if name.endswith(".yml"):
        text = "\n".join(masked(line) for line in text.split("\n"))
    text = redact(text)
    for pattern in _PATTERNS:
        text = pattern.sub(HIDDEN, text)
    return text


def contents(report: Mapping[str, Any], home: Home, igor_yml: Path | None) -> dict[str, str]:
    """File name → text, not cleaned yet."""
    found = {"report.json": json.dumps(report, indent=2, default=str)}
    if igor_yml is not None and igor_yml.is_file():
        found["igor.yml"] = igor_yml.read_text(errors="replace")
    for log in sorted(home.logs.glob("*.log")) if home.logs.is_dir() else []:
        found[f"logs/{log.name}"] = _end_of(log)
    for record in sorted(home.run.glob("*.json")) if home.run.is_dir() else []:
        found[f"run/{record.name}"] = record.read_text(errors="replace")
    return found


def write(target: Path, texts: Mapping[str, str], redact: Redactor) -> None:
    """A .tar.gz of mode 0600. Raises Conflict: it exists. OSError."""
    try:
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise Conflict(f"{target} exists", hint="give another file name") from error
    with os.fdopen(handle, "wb") as file, tarfile.open(fileobj=file, mode="w:gz") as archive:
        for name, text in texts.items():
            data = clean(name, text, redact).encode()
            entry = tarfile.TarInfo(f"igor-doctor/{name}")
            entry.size, entry.mtime = len(data), int(time.time())
            archive.addfile(entry, io.BytesIO(data))


def _end_of(log: Path) -> str:
    with log.open("rb") as file:
        file.seek(max(0, log.stat().st_size - _LOG_BYTES))
        return file.read().decode(errors="replace")
