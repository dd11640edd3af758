"""What JsonSlurper says of a text that is no JSON, told from Python's error: place, character, what was expected.

Source: ``groovy.json.internal.JsonParserCharArray`` and ``groovy.json.JsonLexer`` of Groovy 2.4.
"""

from __future__ import annotations

import json
import re

from igor.groovy.runtime_errors import GroovyRuntimeError

_NAMES = {" ": "[SPACE]", "\t": "[TAB]", "\n": "[NEWLINE]", "\r": "[RETURN]"}
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)


def bad_json(error: json.JSONDecodeError, source: str) -> GroovyRuntimeError:
    """The JsonException of a JsonSlurper."""
    at = min(error.pos, len(source) - 1)
    char = _described(source[at])
    message = _message(error, source, char)
    lines = [
        f"{message}\n",
        f"The current character read is {char}",
        message,
        f"line number {error.lineno}",
        f"index number {error.pos}",
        source.split("\n")[error.lineno - 1],
        "." * (error.colno - 1) + "^",
    ]
    return GroovyRuntimeError("groovy.json.JsonException", "\n".join(lines))


def bad_classic_json(error: json.JSONDecodeError, source: str) -> GroovyRuntimeError:
    """The JsonException of a JsonSlurperClassic."""
    text = (
        f"Lexing failed on line: {error.lineno}, column: {error.colno}, while reading "
        f"'{source[min(error.pos, len(source) - 1)]}', no possible valid JSON value or punctuation could be recognized."
    )
    return GroovyRuntimeError("groovy.json.JsonException", text)


def _described(char: str) -> str:
    shown = _NAMES.get(char) or f"'{char}'"
    return f"{shown} with an int value of {ord(char)}"


def _message(error: json.JSONDecodeError, source: str, char: str) -> str:
    in_array, items = _enclosing(source[: error.pos])
    if error.msg.startswith("Expecting property name") or (error.msg == "Expecting ',' delimiter" and not in_array):
        return f"expecting '}}' or ',' but got current char {char}"
    if error.msg == "Expecting ',' delimiter" and error.pos < len(source):
        return f"expecting a ',' or a ']',  but got \nthe current character of  {char}  on array index of {items} \n"
    if error.msg == "Expecting ':' delimiter":
        return f"expecting current character to be {char}\n"
    if in_array and source[error.pos : error.pos + 1] in ("", "}"):
        return "Did not find end of Json Array"
    return "Unable to determine the current character, it is not a string, number, array, or object"


def _enclosing(text: str) -> tuple[bool, int]:
    """Whether the end of a text stands in an array, and in which of its items, counted from one."""
    open_ones: list[list[int]] = []
    for char in _STRING.sub("", text):
        if char in "[{":
            open_ones.append([char == "[", 1])
        elif char in "]}" and open_ones:
            open_ones.pop()
        elif char == "," and open_ones:
            open_ones[-1][1] += 1
    return (bool(open_ones[-1][0]), open_ones[-1][1]) if open_ones else (False, 0)
