"""What ``igor lint`` says of a mistake: what is wrong, what may have been meant, and where that belongs."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from difflib import get_close_matches

from igor.groovy.errors import GroovySyntaxError
from igor.groovy.lexer import tokenize
from igor.jobdsl.declarations import DYNAMIC, spec_of
from igor.jobdsl.signature import Parameter, Signature, context_names, signatures
from igor.jobdsl.symbols import symbols

#: What people write who know Pipeline, or Jenkins' pages, and what Job DSL calls it.
_INSTEAD = {
    "agent": "label",
    "archive": "archiveArtifacts",
    "bat": "batchFile",
    "buildDiscarder": "logRotator",
    "checkout": "scm",
    "choice": "choiceParam",
    "emailext": "extendedEmail",
    "environment": "environmentVariables",
    "junit": "archiveJunit",
    "mail": "mailer",
    "options": "properties",
    "password": "nonStoredPasswordParam",
    "pollSCM": "scm",
    "post": "publishers",
    "pwsh": "powerShell",
    "sh": "shell",
    "string": "stringParam",
    "text": "textParam",
}
_NO_METHOD = re.compile(
    r"No signature of method: (?P<kind>[\w.$]+)\.(?P<name>\w+)\(\) is applicable for argument types: "
    r"\((?P<types>.*?)\) values: "
)
_DSL = "javaposse.jobdsl.dsl."
_NO_PROPERTY = re.compile(r"No such property: (?P<name>\w+) for class: ")
_COMPILATION = re.compile(r"startup failed:\n.*?: \d+: (?P<text>[^\n@]*[^\n@ ])")
_PLUGIN = "if a plugin adds it, write its XML in a configure block, or add a row to a table of --symbols"
_CLASSES = "helper classes lie beside the script or in a folder that --classpath names"
_TOP = "DslFactory"
_PIPELINE = "jobs.WorkflowJob"
_TYPES = {"LinkedHashMap": "named arguments", "GStringImpl": "String", "ArrayList": "List"}


def unknown_method(name: str, scopes: tuple[str, ...], own_symbols: str = "") -> str:
    """What was not found, and what may have been meant: a similar name here, or the same name elsewhere."""
    text = f"{name} is not a method of {_short(scopes[0])}"
    known = {method for scope in scopes for method in _methods(scope, own_symbols)}
    if meant := _similar(name, known):
        return f"{text}; did you mean {meant}?"
    if inside := _inside(name, scopes):
        return f"{text}; it belongs inside {inside} {{ … }}"
    if _PIPELINE in scopes and name in signatures("jobs.FreeStyleJob"):
        return f"{text}; a pipeline has it in its Jenkinsfile, not in the job"
    if owners := _owners(name):
        return f"{text}; it belongs to {', '.join(owners[:3])}"
    return f"{text}; {_PLUGIN}" if spec_of(scopes[0]).extends else text


def script_error(message: str, source_line: str, declared: Collection[str]) -> str:
    """What an error of running means, shorter and with a way out where one is known."""
    bare = message.partition(") ")[2] if message.startswith("(") else message
    if match := _NO_METHOD.match(bare):
        kind = match["kind"].removeprefix(_DSL)
        scope = kind if match["kind"].startswith(_DSL) else _TOP
        overloads = signatures(scope).get(match["name"], [])
        if overloads:
            return _wrong_arguments(match["name"], match["types"], overloads)
        return unknown_method(match["name"], (scope,)) if match["kind"].startswith(_DSL) or _is_near(match) else bare
    if match := _COMPILATION.match(bare):
        missing = match["text"].startswith("unable to resolve class ")
        return f"{match['text']}; {_CLASSES}" if missing else match["text"]
    if match := _NO_PROPERTY.match(bare):
        return f"{bare}; {_property_hint(match['name'], source_line, declared)}"
    return bare


def syntax_error(error: GroovySyntaxError, source: str) -> str:
    """The parser's message; for a brace that is never closed, the line that it most likely stands in."""
    if error.message != "expecting '}', found ''":
        return error.message
    line = _unclosed(source, error.file_name)
    return f"{error.message}: the {{ in line {line} has no }} of its own" if line else error.message


def _methods(scope: str, own_symbols: str) -> Iterable[str]:
    extends = spec_of(scope).extends
    dynamic = [name for kind, name in (*symbols(own_symbols), *DYNAMIC) if kind == extends] if extends else []
    return (*signatures(scope), *dynamic)


def _similar(name: str, known: Collection[str]) -> str:
    """A name that differs in case alone, what Job DSL calls it, or one that is spelled alike; empty without one."""
    alike = next((each for each in sorted(known) if each.lower() == name.lower()), "")
    instead = _INSTEAD.get(name, "")
    close = get_close_matches(name, sorted(known), n=1, cutoff=0.75)
    return alike or (instead if instead in known else "") or (close[0] if close else "")


def _inside(name: str, scopes: tuple[str, ...]) -> str:
    """The method of an enclosing context whose closure has the method."""
    wanted = {name, _INSTEAD.get(name, name)}
    for scope in scopes:
        for method, overloads in signatures(scope).items():
            contexts = {parameter.context for signature in overloads for parameter in signature.parameters}
            if scope != _TOP and any(wanted & signatures(context).keys() for context in contexts - {""}):
                return method
    return ""


def _owners(name: str) -> list[str]:
    return sorted({_short(context) for context in context_names() if name in signatures(context)})


def _short(context: str) -> str:
    return "a script" if context == _TOP else context.rpartition(".")[2]


def _is_near(match: re.Match[str]) -> bool:
    """Whether a script's own call is most likely a misspelt factory method."""
    return bool(_similar(match["name"], signatures(_TOP).keys()))


def _wrong_arguments(name: str, types: str, overloads: list[Signature]) -> str:
    given = ", ".join(_type(text) for text in types.split(", ")) if types else "no arguments"
    forms = " or ".join(dict.fromkeys(_form(signature) for signature in overloads))
    return f"{name} does not take ({given}); it takes {forms}"


def _type(text: str) -> str:
    last = text.rpartition(".")[2]
    return "a closure" if "_closure" in last else _TYPES.get(last, last)


def _form(signature: Signature) -> str:
    """``logRotator(int daysToKeep, [int numToKeep])``, ``steps { … }``."""
    has_closure = bool(signature.parameters) and signature.parameters[-1].type.startswith("Closure")
    values = signature.parameters[:-1] if has_closure else signature.parameters
    arguments = ", ".join(_parameter(each) for each in values)
    return (
        signature.name + (f"({arguments})" if arguments or not has_closure else "") + (" { … }" if has_closure else "")
    )


def _parameter(parameter: Parameter) -> str:
    text = f"{parameter.type} {parameter.name}"
    return text if parameter.is_required else f"[{text}]"


def _property_hint(name: str, source_line: str, declared: Collection[str]) -> str:
    if name in ("params", "env"):
        return f"parameters of the build are variables of their own: write NAME instead of {name}.NAME"
    if close := get_close_matches(name, sorted(declared), n=1, cutoff=0.75):
        return f"did you mean {close[0]}?"
    if re.search(rf"\$(\{{{name}\}}|{name})", source_line):
        return f"if the build is to replace it, quote the text with ' or write \\${{{name}}}; {_PARAMETER}"
    return _PARAMETER


_PARAMETER = "if it is a parameter of the build, give it with --param"


def _unclosed(source: str, file_name: str) -> int:
    """The line of the first { whose } stands less deep than its own line begins: the } is another one's.

    0 when the indentation tells nothing.
    """
    lines = source.splitlines()
    tokens = tokenize(source, file_name)
    opened: list[int] = []
    for kind, (line, _) in zip(tokens.kinds, tokens.starts, strict=True):
        if kind == "{":
            opened.append(line)
        elif kind == "}" and opened and _depth(lines, line) < _depth(lines, opened[-1]):
            return opened[-1]
        elif kind == "}" and opened:
            opened.pop()
    return opened[-1] if opened else 0


def _depth(lines: list[str], line: int) -> int:
    text = lines[line - 1]
    return len(text) - len(text.lstrip())
