"""Secrets that a run knows are taken out of whatever it prints, logs or saves. Pure."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable

HIDDEN = "****"
#: Shorter ones would take words out of everything.
_SHORTEST = 4


class Redactor:
    """Hides secrets: as they are, as JSON and shell text have them, in base64, and line by line."""

    def __init__(self, secrets: Iterable[str]) -> None:
        forms = {form for secret in secrets for form in _forms(secret) if len(form) >= _SHORTEST}
        self._forms = sorted(forms, key=len, reverse=True)

    def __call__(self, text: str) -> str:
        for form in self._forms:
            if form in text:
                text = text.replace(form, HIDDEN)
        return text


def _forms(secret: str) -> Iterable[str]:
    yield secret
    yield from (line.strip() for line in secret.splitlines())
    for text in (secret, *secret.splitlines()):
        yield json.dumps(text)[1:-1]
        yield json.dumps(text, ensure_ascii=False)[1:-1]
        yield base64.b64encode(text.encode()).decode()
