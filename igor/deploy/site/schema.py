"""The JSON Schema of ``igor.yml``, for editors: what a key means, which are known, which values fit."""

from __future__ import annotations

from typing import Any

from igor.deploy.site.model import Site

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
#: An empty section is written by its name alone.
_SECTION = "object"


def schema() -> dict[str, Any]:
    """The schema of the whole file (draft 2020-12)."""
    made = Site.model_json_schema(mode="validation")
    made = {"$schema": _DIALECT, "title": "igor.yml", **{key: value for key, value in made.items() if key != "title"}}
    cleaned: dict[str, Any] = _cleaned(made)
    for each in cleaned.get("$defs", {}).values():
        _allow_empty(each)
    return cleaned


def _cleaned(value: Any) -> Any:
    """Without titles, which repeat names, and without what only Igor reads."""
    if isinstance(value, list):
        return [_cleaned(each) for each in value]
    if not isinstance(value, dict):
        return value
    kept = {key: _cleaned(each) for key, each in value.items() if not key.startswith("x-")}
    if isinstance(kept.get("title"), str) and kept["title"] != "igor.yml":
        del kept["title"]
    if "patternProperties" in kept:
        kept["additionalProperties"] = False
    if isinstance(value.get("properties"), dict):
        kept["properties"] = {key: _cleaned(each) for key, each in value["properties"].items()}
    return kept


def _allow_empty(definition: dict[str, Any]) -> None:
    if definition.get("type") == _SECTION and not definition.get("required"):
        definition["type"] = [_SECTION, "null"]
