"""Calls of built-in methods with cast arguments: which of Java's and Groovy's methods takes arguments of such types."""

from __future__ import annotations

from typing import Any

from igor.groovy import candidates, signatures
from igor.groovy.cast_arguments import CastArguments, TypeOnly
from igor.groovy.casts import cast_error
from igor.groovy.choices import choose
from igor.groovy.class_model import class_name
from igor.groovy.java_types import PRIMITIVES
from igor.groovy.missing import no_method
from igor.groovy.null_texts import null_used
from igor.groovy.overloads import distance
from igor.groovy.regex import find_operator
from igor.groovy.runtime_errors import GroovyRuntimeError, null_pointer
from igor.groovy.semantics import truth


def refusal(receiver: Any, name: str, arguments: CastArguments) -> GroovyRuntimeError | None:
    """Why a built-in method is not called although the values would fit; None when there is nothing against it."""
    if not any(isinstance(one, TypeOnly) for one in arguments.stand_ins) or not signatures.is_listed(
        class_name(receiver)
    ):
        return None
    if name in _REPLACING and isinstance(receiver, str) and len(arguments) == 2 and None in arguments:
        return _refused_replacing(receiver, name, arguments)
    listed = [text for text in candidates.methods_of(receiver) if text.startswith(f"{name}(")]
    if not listed or any("[" in text for text in listed):
        return None
    fitting = [(total, text) for text in listed if (total := _distance(text, arguments.stand_ins)) >= 0]
    if not fitting and choose(class_name(receiver), name, arguments.stand_ins) is not None:
        return None
    if not fitting:
        return no_method(receiver, name, arguments)
    return _refused_null(receiver, min(fitting)[1], arguments)


#: Methods of String and of Groovy: a null that is cast to String is for the former.
_REPLACING = ("replaceAll", "replaceFirst")


def _refused_replacing(receiver: str, name: str, arguments: CastArguments) -> GroovyRuntimeError | None:
    """Java's refusal of a null that is cast to String; one that ``replaceAll`` does not come to is none."""
    if any(class_name(one) != "java.lang.String" for one in arguments.stand_ins):
        return None
    if arguments[0] is None:
        return null_used("String.isEmpty()", "this.pattern")
    if name == "replaceFirst":
        return null_pointer("replacement")
    if truth(find_operator(receiver, arguments[0])):
        return null_used("String.length()", "replacement")
    arguments[1] = ""
    return None


def _types(signature: str) -> list[str]:
    text = signature[signature.index("(") + 1 : -1]
    return text.split(",") if text else []


def _distance(signature: str, stand_ins: list[Any]) -> int:
    types = _types(signature)
    if len(types) != len(stand_ins):
        return -1
    steps = [distance(one, type_) for one, type_ in zip(stand_ins, types, strict=True)]
    return sum(steps) if all(step >= 0 for step in steps) else -1


def _refused_null(receiver: Any, signature: str, arguments: list[Any]) -> GroovyRuntimeError | None:
    """A null for a primitive: refused by Java's reflection, and with a cast by Groovy's own methods."""
    for value, type_ in zip(arguments, _types(signature), strict=True):
        if value is None and type_ in PRIMITIVES:
            of_java = signature in candidates.java_methods_of(receiver)
            return (
                GroovyRuntimeError("java.lang.IllegalArgumentException", None) if of_java else cast_error(None, type_)
            )
    return None
