"""What all sections of ``igor.yml`` share: strict, frozen, every key described."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator


class Section(BaseModel):
    """A mapping with known keys. One that is written without anything below it is one with all defaults."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, use_attribute_docstrings=False)

    @model_validator(mode="before")
    @classmethod
    def _empty(cls, value: Any) -> Any:
        return {} if value is None else value


def entry(
    default: Any, meaning: str, *, example: Any = None, becomes: str = "", personal: bool = False, **limits: Any
) -> Any:
    """A key of a section.

    Args:
        default: the value when it is not written; ``...`` when it must be.
        meaning: one or two sentences for people.
        example: a value to copy; the default when there is none.
        becomes: the role variable or file that it ends in.
        personal: whether the user's own file may say it.
        limits: what ``pydantic.Field`` knows: ``ge``, ``le``.
    """
    extra: dict[str, Any] = {"x-becomes": becomes} if becomes else {}
    if personal:
        extra["x-personal"] = True
    examples = None if example is None else [example]
    made = {"default_factory": default} if isinstance(default, type) or callable(default) else {"default": default}
    return Field(**made, description=meaning, examples=examples, json_schema_extra=extra or None, **limits)


#: Names of agents' groups, of throttles.
Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_.-]{0,62}$")]
#: Labels have no blanks.
Label = Annotated[str, StringConstraints(pattern=r"^[^\s\"'()&|!<>]{1,100}$")]
#: What a shell takes as a variable.
Variable = Annotated[str, StringConstraints(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")]
#: One line, without control characters.
Line = Annotated[str, StringConstraints(pattern=r"^[^\x00-\x1f\x7f]*$", max_length=1000)]
#: A line that says something.
Text = Annotated[
    str, StringConstraints(pattern=r"^[^\x00-\x1f\x7f]*[^\x00-\x20\x7f][^\x00-\x1f\x7f]*$", max_length=1000)
]
Port = Annotated[int, Field(ge=1, le=65535)]
Count = Annotated[int, Field(ge=0, le=1_000_000)]
