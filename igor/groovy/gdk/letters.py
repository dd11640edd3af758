"""Methods of java.lang.Character and java.lang.Boolean."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from igor.groovy.dispatch import invoke
from igor.groovy.null_texts import null_used
from igor.groovy.registry import BOOLEANS, CHARACTERS
from igor.groovy.runtime import Runtime
from igor.groovy.runtime_errors import (
    NoSignature,
)
from igor.groovy.semantics import is_number
from igor.groovy.values import Character


@CHARACTERS("charValue")
def char_value(rt: Runtime, receiver: Character) -> Character:
    return receiver


@CHARACTERS("toUpperCase")
def to_upper_case(rt: Runtime, receiver: Character) -> Character:
    upper = receiver.upper()
    return Character(upper) if len(upper) == 1 else receiver


@CHARACTERS("toLowerCase")
def to_lower_case(rt: Runtime, receiver: Character) -> Character:
    return Character(receiver.lower()[:1])


@CHARACTERS("previous")
def char_previous(rt: Runtime, receiver: Character) -> Character:
    return Character(chr(ord(receiver) - 1 & 0xFFFF))


@CHARACTERS("next")
def char_next(rt: Runtime, receiver: Character) -> Character:
    return Character(chr(ord(receiver) + 1))


for _name, _symbol in {"plus": "+", "minus": "-", "multiply": "*", "div": "/", "mod": "%", "intdiv": ""}.items():

    def _on_code(rt: Runtime, receiver: Character, other: Any, name: str = _name) -> Any:
        if isinstance(other, Character):
            other = ord(other)
        if not is_number(other) or isinstance(other, bool):
            raise NoSignature
        return invoke(rt, ord(receiver), name, [other])

    CHARACTERS(_name)(_on_code)


for _name, _test in {
    "isDigit": str.isdigit, "isLetter": str.isalpha, "isLetterOrDigit": str.isalnum, "isWhitespace": str.isspace,
    "isUpperCase": str.isupper, "isLowerCase": str.islower,
}.items():  # fmt: skip

    def _kind(rt: Runtime, receiver: Character, test: Any = _test) -> bool:
        return bool(test(receiver))

    CHARACTERS(_name)(_kind)


_DECIDED = {"and": False, "or": True, "implies": False}

for _name, _decide in {
    "and": lambda left, right: left and right, "or": lambda left, right: left or right,
    "xor": lambda left, right: left != right, "implies": lambda left, right: not left or right,
}.items():  # fmt: skip

    def _logic(
        rt: Runtime, receiver: bool, other: Any, name: str = _name, decide: Callable[[bool, bool], bool] = _decide
    ) -> bool:
        if other is None and _DECIDED.get(name) is receiver:
            return decide(receiver, False)
        if other is None:
            raise null_used("java.lang.Boolean.booleanValue()", "right")
        if not isinstance(other, bool):
            raise NoSignature
        return decide(receiver, other)

    BOOLEANS(_name)(_logic)


@BOOLEANS("booleanValue", "toBoolean")
def boolean_value(rt: Runtime, receiver: bool) -> bool:
    return receiver
