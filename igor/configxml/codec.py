"""JSON of a job definition, for ``build.plan``: what a build does stays as it was when the build started."""

from __future__ import annotations

from typing import Any, get_type_hints

import msgspec

from igor.model.job import JobDefinition, SeedStep, ShellStep, Step, UnsupportedStep

_STEP_KINDS: dict[str, type[Step]] = {"shell": ShellStep, "seed": SeedStep, "unsupported": UnsupportedStep}
_KIND_OF = {step_class: kind for kind, step_class in _STEP_KINDS.items()}
_FIELD_TYPES = {name: type_ for name, type_ in get_type_hints(JobDefinition).items() if name != "steps"}


def definition_to_json(definition: JobDefinition) -> str:
    """One JSON object; each step carries its ``kind``: ``shell seed unsupported``."""
    fields = {name: msgspec.to_builtins(getattr(definition, name)) for name in _FIELD_TYPES}
    fields["steps"] = [{"kind": _KIND_OF[type(step)], **msgspec.to_builtins(step)} for step in definition.steps]
    return msgspec.json.encode(fields).decode()


def definition_from_json(text: str | bytes) -> JobDefinition:
    """The definition; fields that a newer version wrote are left out, missing ones take their default."""
    raw: dict[str, Any] = msgspec.json.decode(text)
    steps = tuple(_step(step) for step in raw.get("steps", ()))
    fields = {name: msgspec.convert(raw[name], type_) for name, type_ in _FIELD_TYPES.items() if name in raw}
    return JobDefinition(**fields, steps=steps)


def _step(raw: dict[str, Any]) -> Step:
    return msgspec.convert(raw, _STEP_KINDS[raw["kind"]])
