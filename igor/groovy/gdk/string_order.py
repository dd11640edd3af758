"""``compareTo`` of strings, GStrings and characters."""

from __future__ import annotations

from typing import Any

from igor.groovy.class_model import class_name
from igor.groovy.gdk.strings import text_of
from igor.groovy.null_texts import null_field, null_used
from igor.groovy.registry import STRINGS
from igor.groovy.runtime import Runtime
from igor.groovy.runtime_errors import uncastable
from igor.groovy.semantics import compare, is_number
from igor.groovy.text import java_text
from igor.groovy.values import Character, GStringValue


@STRINGS("compareTo")
def compare_to(rt: Runtime, receiver: Any, other: Any) -> int:
    if isinstance(receiver, GStringValue):
        if other is None:
            raise null_used("Object.toString()", "that")
        return compare(str(receiver), java_text(other))
    if isinstance(receiver, Character):
        return _compare_letter(receiver, other)
    if other is None:
        raise null_field("value", "anotherString")
    if not isinstance(other, (str, GStringValue)) or isinstance(other, Character):
        raise uncastable(class_name(other), "java.lang.String")
    return compare(receiver, other)


def _compare_letter(receiver: Character, other: Any) -> int:
    if other is None:
        raise null_field("value", "anotherCharacter")
    if not isinstance(other, Character) and not is_number(other):
        raise uncastable(class_name(other), "java.lang.Character")
    return compare(receiver, other)


@STRINGS()
def compare_to_ignore_case(rt: Runtime, receiver: Any, other: str) -> int:
    return compare(text_of(receiver).lower(), other.lower())
