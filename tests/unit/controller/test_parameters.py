"""Values of parameters: what a build gets for what was given."""

from __future__ import annotations

import pytest

from igor.controller import parameters
from igor.controller.secrets import SecretBox
from igor.model.errors import Invalid
from igor.model.job import ParameterDefinition

BOX = SecretBox(bytes(32))


def definition(kind: str, **fields: object) -> ParameterDefinition:
    return ParameterDefinition("P", kind, f"hudson.model.{kind}", **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("declared", "given", "value"),
    [
        (definition("string", default="d"), {}, "d"),
        (definition("string", default="d"), {"P": ""}, ""),
        (definition("string"), {"P": " x "}, " x "),
        (definition("string", trim=True), {"P": " x "}, "x"),
        (definition("string"), {"P": True}, "true"),
        (definition("boolean", default="true"), {}, True),
        (definition("boolean"), {"P": "TRUE"}, True),
        (definition("boolean"), {"P": "yes"}, False),
        (definition("boolean"), {"P": False}, False),
        (definition("choice", choices=("a", "b")), {}, "a"),
        (definition("choice", choices=("a", "b"), default="b"), {}, "b"),
        (definition("choice", choices=("a", "b")), {"P": "b"}, "b"),
        (definition("password", default="s"), {}, "s"),
        (definition("password", default=BOX.encrypt("s")), {}, "s"),
        (definition("password"), {"P": BOX.encrypt("s")}, None),
    ],
)
def test_value_of_a_definition(
    declared: ParameterDefinition, given: dict[str, str | bool], value: str | bool | None
) -> None:
    """None stands for: as given, whatever it looks like."""
    (found,) = parameters.fill([declared], given, BOX)
    assert parameters.plain(found, BOX) == (given["P"] if value is None else value)
    assert found.secret == (declared.kind == "password")


def test_choice_that_is_not_offered() -> None:
    """The error names what may be chosen."""
    with pytest.raises(Invalid) as caught:
        parameters.fill([definition("choice", choices=("a", "b"))], {"P": "c"}, BOX)
    assert caught.value.hint == "one of: a, b"


def test_digest_is_of_the_set_of_clear_values() -> None:
    """Requests coalesce by value: neither order nor encryption may keep equal ones apart."""
    text, secret = definition("string"), ParameterDefinition("S", "password", "x")
    one = parameters.fill([text, secret], {"P": "1", "S": "s"}, BOX)
    other = parameters.fill([secret, text], {"P": "1", "S": "s"}, BOX)
    assert parameters.digest(one, BOX) == parameters.digest(other, BOX)
    assert parameters.digest(one, BOX) != parameters.digest(one[:1], BOX)
    assert parameters.digest((), BOX) == ""
