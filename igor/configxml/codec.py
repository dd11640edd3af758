"""JSON of a job definition, for ``build.plan``: what a build does stays as it was when the build started.

Each build has one, so what equals its default is left out: it would be two thirds of a build's row. The defaults are
thus part of what stored plans mean (a test holds them).
"""

from __future__ import annotations

from dataclasses import fields
from typing import Any, get_type_hints

import msgspec

from igor.model.job import (
    ArchiveArtifacts,
    JobDefinition,
    JUnitResults,
    Publisher,
    RecordFingerprints,
    SeedStep,
    ShellStep,
    Step,
    UnsupportedStep,
)

_STEP_KINDS: dict[str, type[Step]] = {"shell": ShellStep, "seed": SeedStep, "unsupported": UnsupportedStep}
_PUBLISHER_KINDS: dict[str, type[Publisher]] = {
    "archive": ArchiveArtifacts,
    "fingerprint": RecordFingerprints,
    "junit": JUnitResults,
}
_KIND_OF: dict[type, str] = {kind_class: kind for kind, kind_class in (*_STEP_KINDS.items(), *_PUBLISHER_KINDS.items())}
_TAGGED = ("steps", "publishers")
_DEFAULTS = {field.name: field.default for field in fields(JobDefinition)}
_FIELD_TYPES = {name: type_ for name, type_ in get_type_hints(JobDefinition).items() if name not in _TAGGED}


def definition_to_json(definition: JobDefinition) -> str:
    """One JSON object; each step and publisher carries its ``kind``: ``shell seed unsupported archive …``."""
    said = {name: getattr(definition, name) for name in _FIELD_TYPES}
    raw = {name: msgspec.to_builtins(value) for name, value in said.items() if value != _DEFAULTS[name]}
    raw["steps"] = [tagged(step) for step in definition.steps]
    raw["publishers"] = [tagged(publisher) for publisher in definition.publishers]
    return msgspec.json.encode(raw).decode()


def tagged(part: Step | Publisher) -> dict[str, Any]:
    """A step or publisher as an object with its ``kind``."""
    return {"kind": _KIND_OF[type(part)], **msgspec.to_builtins(part)}


def definition_from_json(text: str | bytes) -> JobDefinition:
    """The definition; fields that a newer version wrote are left out, missing ones take their default."""
    raw: dict[str, Any] = msgspec.json.decode(text)
    steps = tuple(_step(step) for step in raw.get("steps", ()))
    said = {name: msgspec.convert(raw[name], type_) for name, type_ in _FIELD_TYPES.items() if name in raw}
    publishers = tuple(_publisher(publisher) for publisher in raw.get("publishers", ()))
    return JobDefinition(**said, steps=steps, publishers=publishers)


def _step(raw: dict[str, Any]) -> Step:
    return msgspec.convert(raw, _STEP_KINDS[raw["kind"]])


def _publisher(raw: dict[str, Any]) -> Publisher:
    return msgspec.convert(raw, _PUBLISHER_KINDS[raw["kind"]])
