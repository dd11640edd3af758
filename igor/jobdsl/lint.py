"""What is wrong with Job DSL scripts, without running a seed: syntax, unknown and deprecated methods, and what the
rendered items hold.

The syntax tree tells every method that no enclosing context has; running the script then tells the first error of
another kind, the warnings, and the items whose schedules and labels are checked. What the tree tells of a script that
runs is a warning: the call was not reached, or something else than a context answers it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from igor.groovy.errors import GroovySyntaxError
from igor.groovy.parser import parse
from igor.groovy.xml_node import Node
from igor.groovy.xml_text import parse_xml
from igor.jobdsl.engine import evaluate
from igor.jobdsl.errors import DslScriptError
from igor.jobdsl.lint_calls import Finding, Walk
from igor.jobdsl.lint_words import script_error, syntax_error
from igor.jobdsl.session import GeneratedItem, Script, SeedRequest, SeedResult

#: Checks a text of a rendered item: (text, the item's full name, empty where unknown) → (severity, message) each.
Check = Callable[[str, str], Iterable[tuple[str, str]]]

_WARNING = "Warning: "


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a script finds: the workspace, helper classes, variables, plugins of the server that is meant (None: all),
    a site's own symbols. ``checks``: those of ``cron`` and ``label`` texts.
    """

    workspace: Path
    classpath: Sequence[Path] = ()
    parameters: Mapping[str, Any] = field(default_factory=dict)
    plugins: Mapping[str, str] | None = None
    symbols: str = ""
    checks: Mapping[str, Check] = field(default_factory=dict)


def lint_file(file: Path, around: Surroundings) -> list[Finding]:
    """Everything found in one script, by place.

    Raises:
        OSError: the file cannot be read.
    """
    return lint_script(Script(str(file), file.read_text(encoding="utf-8"), file.resolve()), around)


def lint_script(script: Script, around: Surroundings) -> list[Finding]:
    """Everything found in one script, by place."""
    name = script.name
    try:
        module = parse(script.source, name)
    except GroovySyntaxError as error:
        text = syntax_error(error, script.source)
        return [Finding(name, error.line, error.column, "error", "syntax", text)]
    walk = Walk(name, module, around.symbols)
    read = list(walk.findings())
    read += [found for text in walk.texts for found in _checked(around, text.rule, text.value, "", name, text)]
    known = frozenset((text.rule, text.value) for text in walk.texts)
    ran = list(_run(script, around, walk.declared, known))
    if not any(finding.rule == "script-error" for finding in ran):
        read = [replace(each, severity="warning") if each.rule == "unknown-method" else each for each in read]
    told = {(finding.line, rule) for finding in read for rule in (finding.rule, "script-error")}
    return sorted(read + [finding for finding in ran if (finding.line, finding.rule) not in told])


def _checked(
    around: Surroundings, rule: str, text: str, full_name: str, file_name: str, place: Any
) -> Iterator[Finding]:
    """``place``: whatever has ``line`` and perhaps ``column``."""
    for severity, message in around.checks[rule](text, full_name) if rule in around.checks and text.strip() else ():
        told = f"{full_name}: {message}" if full_name else message
        yield Finding(file_name, place.line, getattr(place, "column", 0), severity, rule, told)


def _run(
    script: Script, around: Surroundings, declared: frozenset[str], known: frozenset[tuple[str, str]]
) -> Iterator[Finding]:
    """What shows when the script runs: its first error, its warnings, its items."""
    request = SeedRequest(
        (script,),
        around.workspace,
        tuple(around.classpath),
        {"WORKSPACE": str(around.workspace.resolve()), **around.parameters},
        installed_plugins=around.plugins,
        symbols=around.symbols,
    )
    try:
        result = evaluate(request)
    except DslScriptError as error:
        text = script_error(error.message, error.source_line, declared)
        yield Finding(script.name, error.line, error.column, "error", "script-error", text)
        return
    yield from _warnings(script.name, result)
    yield from _names(result)
    for item in result.items:
        for rule, text in _texts(item):
            if (rule, text) not in known:
                yield from _checked(around, rule, text, item.full_name, item.file_name, item)


def _warnings(file_name: str, result: SeedResult) -> Iterator[Finding]:
    for warning in result.warnings:
        place, _, text = warning.removeprefix(_WARNING).partition(") ")
        line = place.rpartition(" ")[2]
        rule = _rule(text)
        yield Finding(file_name, int(line) if line.isdigit() else 0, 0, "warning", rule, text)


def _rule(warning: str) -> str:
    if warning.endswith(" is deprecated"):
        return "deprecated"
    return "plugin" if "plugin '" in warning else "warning"


def _names(result: SeedResult) -> Iterator[Finding]:
    """Items that are declared twice, and folders that are most likely misspelt."""
    first: dict[tuple[str, str], GeneratedItem] = {}
    folders = sorted({item.full_name for item in result.items if item.class_name == "Folder"})
    for item in result.items:
        before = first.setdefault((item.kind, item.full_name.casefold()), item)
        if before is not item:
            text = f"{item.full_name} is declared in line {before.line} already: the later one replaces it"
            yield Finding(item.file_name, item.line, 0, "warning", "declared-twice", text)
        parent = item.full_name.rpartition("/")[0]
        close = get_close_matches(parent, folders, n=1, cutoff=0.75) if parent and parent not in folders else []
        if close:
            text = f"no folder {parent} is made here; did you mean {close[0]}?"
            yield Finding(item.file_name, item.line, 0, "warning", "folder", text)


def _texts(item: GeneratedItem) -> Iterator[tuple[str, str]]:
    root = parse_xml(item.xml)
    yield from (("cron", text) for text in _specs(root))
    yield from (("label", node.text()) for node in root.elements("assignedNode"))


def _specs(root: Node) -> Iterator[str]:
    """The schedules of an item's triggers, wherever its type keeps them."""
    for node in root.elements("triggers"):
        for trigger in node.children:
            if isinstance(trigger, Node):
                yield from (spec.text() for spec in trigger.elements("spec"))


__all__ = ["Check", "Finding", "Surroundings", "lint_file", "lint_script"]
