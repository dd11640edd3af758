"""Job DSL scripts in a YAML file, as Configuration as Code has them below its root ``jobs``.

::

    jobs:
      - providedEnv: {TEAM: web}
      - script: |
          folder("^${TEAM}")
      - file: jobs/more.groovy

Scripts run in order with what ``providedEnv`` set before them. A literal block (``|``) keeps its lines: errors name the
line of the YAML file. ``${NAME}`` in a value is replaced, so Groovy's own ``${…}`` is written ``^${…}``. ``file`` is
relative to the YAML file. Other roots of the file are left alone; ``url`` is refused, because scripts have no network.

Source: javaposse.jobdsl.plugin.casc.SeedJobConfigurator; io.jenkins.plugins.casc.SecretSourceResolver (``${}``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from igor.jobdsl.session import Script
from igor.model.errors import InvalidSource

SUFFIXES = (".yaml", ".yml")

_VARIABLE = re.compile(
    r"(?P<escaped>\^\$\{)|\$\{(?P<name>\w+)(?P<default>:-(?P<text>[^}]*))?\}|\$\{(?P<other>[^}]*)\}?"
)
_KEYS = ("script", "file", "url", "providedEnv")
_SHAPE = "write a list of “- script: …” and “- file: …”"


@dataclass(frozen=True, slots=True)
class Jobs:
    """What a file holds: its scripts in order, and the variables that it provides to them."""

    scripts: tuple[Script, ...]
    variables: dict[str, str]


def read_jobs(path: Path, name: str = "", variables: Mapping[str, Any] | None = None) -> Jobs:
    """Read a file's ``jobs``.

    Args:
        name: what errors call it; its path by default.
        variables: what ``${NAME}`` stands for, beside what the file provides.

    Raises:
        InvalidSource: not YAML, or not of the form above, with its line.
        OSError: the file, or one that it names, cannot be read.
    """
    text = path.read_text(encoding="utf-8")
    return _Reader(path, name or str(path), dict(variables or {})).read(text)


@dataclass(slots=True)
class _Reader:
    path: Path
    name: str
    known: dict[str, Any]

    def read(self, text: str) -> Jobs:
        try:
            root = yaml.compose(text, Loader=yaml.CSafeLoader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark
            line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
            raise InvalidSource(str(error.problem), file_name=self.name, line=line, column=column) from error
        entries = [value for key, value in self._pairs(root) if key.value == "jobs"] if root else []
        if not entries:
            raise InvalidSource("the file has no “jobs”", file_name=self.name, line=1, hint=_SHAPE)
        provided: dict[str, str] = {}
        scripts = [script for node in self._items(entries[0]) for script in self._entry(node, provided)]
        return Jobs(tuple(scripts), provided)

    def _entry(self, node: yaml.Node, provided: dict[str, str]) -> Iterator[Script]:
        """One entry of the list; Configuration as Code looks at its first key alone, Igor refuses a second."""
        pairs = self._pairs(node)
        if len(pairs) != 1 or pairs[0][0].value not in _KEYS:
            raise self._error(node, f"an entry of “jobs” has one of the keys {', '.join(_KEYS)}", _SHAPE)
        ((key, value),) = pairs
        match key.value:
            case "providedEnv":
                provided.update({name.value: self._text(text) for name, text in self._pairs(value)})
                self.known.update(provided)
            case "script":
                yield Script(self.name, self._at_its_lines(value, self._text(value)))
            case "file":
                yield self._file(value)
            case _:
                raise self._error(value, "scripts are not fetched from a url", "save it beside this file: “- file: …”")

    def _at_its_lines(self, node: yaml.Node, text: str) -> str:
        """The script below as many empty lines as stand before it in the file."""
        first: int = node.start_mark.line + (1 if node.style in ("|", ">") else 0)
        return "\n" * first + text

    def _file(self, node: yaml.Node) -> Script:
        file = self.path.parent / self._text(node)
        if not file.is_file():
            raise self._error(node, f"there is no file {file}", "paths are relative to this file")
        try:
            return Script(str(file), file.read_text(encoding="utf-8"), file.resolve())
        except UnicodeDecodeError as error:
            raise self._error(node, f"{file}: byte {error.start} is not UTF-8 text", "save it as UTF-8") from error

    def _text(self, node: yaml.Node) -> str:
        if not isinstance(node, yaml.ScalarNode):
            raise self._error(node, "this is no text", _SHAPE)

        def replaced(match: re.Match[str]) -> str:
            if match["escaped"]:
                return "${"
            name = match["name"]
            if name and (name in self.known or match["default"]):
                return str(self.known.get(name, match["text"]))
            text = f"{match[0]} stands for a variable, and none is called so"
            raise self._error(node, text, "give it with --param or providedEnv; for Groovy's own write ^${…}")

        value: str = node.value
        return _VARIABLE.sub(replaced, value)

    def _items(self, node: yaml.Node) -> list[yaml.Node]:
        if not isinstance(node, yaml.SequenceNode):
            raise self._error(node, "“jobs” is no list", _SHAPE)
        return list(node.value)

    def _pairs(self, node: yaml.Node) -> list[tuple[yaml.Node, yaml.Node]]:
        if not isinstance(node, yaml.MappingNode):
            raise self._error(node, "this is no mapping", _SHAPE)
        return list(node.value)

    def _error(self, node: yaml.Node, text: str, hint: str) -> InvalidSource:
        mark = node.start_mark
        return InvalidSource(text, file_name=self.name, line=mark.line + 1, column=mark.column + 1, hint=hint)
