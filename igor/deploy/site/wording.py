"""What pydantic found, in words: the message, what to do, and whether the key or the value is marked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from igor.deploy.site import keys
from igor.deploy.site.document import Path, dotted
from igor.deploy.site.keys import Kind
from igor.deploy.site.values import written


@dataclass(frozen=True, slots=True)
class Finding:
    """``path`` as in the file. ``marks_key``: the name is wrong, not what it says."""

    path: Path
    message: str
    hint: str = ""
    rule: str = "value"
    marks_key: bool = False


class _Raw(str):
    """A number as it is written: ``1.10``."""

    __slots__ = ()


def finding(error: Mapping[str, Any], raw: Callable[[Path], str]) -> Finding:
    """One of ``ValidationError.errors()``. ``raw``: a scalar as it is written in the file, or empty."""
    location = tuple(part for part in error["loc"] if part != "plain")
    kind = str(error["type"])
    if location and location[-1] == "[key]":
        return _wrong_name(location[:-1])
    if kind == "extra_forbidden":
        return _unknown(location)
    if kind == "missing":
        return _missing(location)
    context = error.get("ctx", {})
    if kind == "secret" or (kind == "value" and error.get("input") is not None):
        return Finding(location, context["what"], context["hint"], kind)
    given = error.get("input")
    return _told(location, kind, context, _Raw(raw(location)) if isinstance(given, float) else given)


def _told(path: Path, kind: str, context: Mapping[str, Any], given: Any) -> Finding:
    known = keys.kind_at(path)
    if given is None:
        return Finding(path, f"“{_name(path)}” has no value", f"write {_wanted(known)}, or remove the key")
    shown = _shown(given)
    if kind in _SHAPES:
        word = "the text " if type(given) is str and kind in ("bool_type", "int_type", "float_type") else ""
        return Finding(path, f"{word}{shown} is not {_SHAPES[kind]}", _advice(kind, path, known, given))
    if kind in _LIMITS:
        words, name = _LIMITS[kind]
        return Finding(path, f"{shown} is {words} {context[name]:g}", f"write {_wanted(known)}")
    if kind == "literal_error":
        return Finding(path, f"{shown} is none of {context['expected']}", _nearest(given, context["expected"]))
    if kind == "string_too_long":
        return Finding(path, f"the text has more than {context['max_length']} characters", "shorten it")
    return Finding(path, f"{shown} is no {known.words if known else 'value that fits'}", _form(known))


_SHAPES = {
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "int_parsing": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "string_type": "a text",
    "list_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a section with keys of its own",
    "model_attributes_type": "a section with keys of its own",
}
_LIMITS = {
    "greater_than_equal": ("less than", "ge"),
    "greater_than": ("not above", "gt"),
    "less_than_equal": ("more than", "le"),
    "less_than": ("not below", "lt"),
}


def _advice(kind: str, path: Path, known: Kind | None, given: Any) -> str:
    if kind == "string_type" and not isinstance(given, dict | list):
        return f'put quotes around it: "{written(given)}"'
    if kind in ("int_type", "float_type") and type(given) is str and given.replace(".", "", 1).isdigit():
        return f"write {given} without quotes"
    if kind == "bool_type":
        return "write true or false without quotes"
    if kind == "list_type":
        return (
            f"write [{written(given)}]"
            if not isinstance(given, dict)
            else "write a list: [a, b], or a line “- a” for each"
        )
    if kind.startswith("model") and known is not None and known.section is not None:
        return f"it has the keys {', '.join(keys.keys_of(known.section))}"
    return f"write {_wanted(known)}"


def _form(known: Kind | None) -> str:
    return _PATTERNS.get(known.words if known else "", f"write {_wanted(known)}")


_PATTERNS = {
    "label": "a label has no blanks, quotes, brackets or operators",
    "name of a variable": "write letters, digits and _, not a digit first",
    "text": "write one line that is not empty, without control characters",
    "name of an account": "letters, digits, “_”, “.”, “@” and “-”, without blanks",
    "version of Jenkins": 'write such as "2.516.2", in quotes',
    "version": 'write such as "1.93", in quotes',
    "SHA-256": "write its 64 hexadecimal digits in small letters",
    "name of groups or hosts": "write names with commas between them; for patterns make a group in the inventory",
}


def _wrong_name(path: Path) -> Finding:
    name, above = path[-1], dotted(path[:-1])
    hint = "names begin with a letter and have letters, digits, “_”, “-” and “.”"
    if above.endswith("policies"):
        hint = "write TEAM/JOB, or TEAM/* for everything below a folder; other patterns are not known"
    return Finding(path, f"“{name}” cannot be a name in {above}", hint, "key", marks_key=True)


def _unknown(path: Path) -> Finding:
    *above, name = path
    kind = keys.kind_at(tuple(above))
    known = list(keys.keys_of(kind.section)) if kind and kind.section else []
    where = f" in {dotted(tuple(above))}" if above else ""
    return Finding(path, f"there is no key “{name}”{where}", did_you_mean(str(name), known), "key", marks_key=True)


def _missing(path: Path) -> Finding:
    found = keys.find(path)
    example = f": such as “{path[-1]}: {found.example}”" if found and found.example is not None else ""
    where = f" in {dotted(path[:-1])}" if path[:-1] else ""
    return Finding(path[:-1], f"“{path[-1]}” is missing{where}", f"add it{example}", "missing", marks_key=True)


def did_you_mean(name: str, known: list[str]) -> str:
    """The nearest of what is known here, else where a key of that name stands, else all that is known."""
    close = get_close_matches(name.lower().replace("-", "_"), known, n=1, cutoff=0.6)
    if close:
        return f"did you mean “{close[0]}”?"
    by_name: dict[str, str] = {key.path[-1]: key.name for key in reversed(list(keys.all_keys()))}
    if elsewhere := get_close_matches(name, by_name, n=1, cutoff=0.75):
        return f"there is {by_name[elsewhere[0]]}; known here: {', '.join(known)}"
    if known:
        return f"known here: {', '.join(known)}"
    return "remove it"


def _nearest(given: Any, expected: str) -> str:
    options = [each.strip().strip("'") for each in expected.replace(" or ", ", ").split(",")]
    close = get_close_matches(str(given).lower(), options, n=1)
    return f"did you mean {close[0]}?" if close else f"write {', '.join(options)}"


def _name(path: Path) -> str:
    return str(path[-1]) if path else "the file"


def _shown(given: Any) -> str:
    if isinstance(given, dict):
        return "a mapping"
    return "a list" if isinstance(given, list) else f"“{written(given)}”"


def _wanted(known: Kind | None) -> str:
    return f"a {known.words}".replace("`", "") if known else "something else"
