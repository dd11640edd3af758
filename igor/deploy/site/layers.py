"""Where the values of ``igor.yml`` come from, and which of them counts.

From strong to weak: ``--set KEY=VALUE``, the environment (``IGOR_CONTROLLER__PORT``), the nearest ``igor.yml`` upwards,
the user's ``~/.config/igor/config.yml`` (only keys that are a person's affair), ``/etc/igor/igor.yml``, the defaults.
Mappings are laid over each other key by key; lists and single values replace each other.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from igor.deploy.site import document, keys
from igor.deploy.site.document import Document, Place
from igor.deploy.site.document import Path as KeyPath
from igor.deploy.site.keys import Kind
from igor.deploy.site.problems import Problem
from igor.deploy.site.secret import PREFIX
from igor.deploy.site.wording import did_you_mean

FILE_NAME = "igor.yml"
_ENVIRONMENT = "IGOR_"
_SEPARATOR = "__"
_TWIN = "_FILE"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What counts besides the file itself. ``None``: there is no such file."""

    environment: Mapping[str, str] = field(default_factory=dict)
    user_file: Path | None = None
    system_file: Path | None = None

    @classmethod
    def of_process(cls) -> Surroundings:
        """Those of this process."""
        config = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
        return cls(dict(os.environ), Path(config) / "igor" / "config.yml", Path("/etc/igor") / FILE_NAME)


@dataclass(frozen=True, slots=True)
class Layer:
    """One source. ``at``: the path that its document's root stands for."""

    document: Document
    at: KeyPath = ()

    @property
    def value(self) -> Any:
        return self.document.value

    def holds(self, path: KeyPath) -> bool:
        """Whether this very value is said here, and not only something that contains it."""
        inside = path[len(self.at) :]
        return not inside or inside in self.document.places

    def place(self, path: KeyPath, of_key: bool) -> Place:
        """Where something of the whole stands in this document."""
        inside = path[len(self.at) :]
        return self.document.key_place(inside) if of_key else self.document.place(inside)


@dataclass(slots=True)
class Merged:
    """``values`` as they count, and where each came from."""

    values: dict[str, Any] = field(default_factory=dict)
    origins: dict[KeyPath, Layer] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def lay(self, layer: Layer) -> None:
        """One more source, stronger than all before."""
        parent: Any = self.values
        for depth, part in enumerate(layer.at[:-1], 1):
            parent = _child(parent, part)
            if self.origin(layer.at[:depth]) is None:
                self.origins[layer.at[:depth]] = layer
        if layer.at:
            self._put(parent, layer.at[-1], layer.value, layer.at, layer)
        else:
            self._over(self.values, layer.value, (), layer)

    def _over(self, target: dict[str, Any], values: Mapping[str, Any], path: KeyPath, layer: Layer) -> None:
        self.origins[path] = layer
        for name, value in values.items():
            self._put(target, name, value, (*path, name), layer)

    def _put(self, parent: Any, part: str | int, value: Any, path: KeyPath, layer: Layer) -> None:
        before = _inside(parent, part)
        if isinstance(value, dict) and isinstance(before, dict):
            self._over(before, value, path, layer)
            return
        for known in [each for each in self.origins if each[: len(path)] == path]:
            del self.origins[known]
        parent[part] = deepcopy(value)
        self.origins[path] = layer

    def origin(self, path: KeyPath) -> Layer | None:
        """Which source said this, or what contains it; None: it is a default."""
        for end in range(len(path), -1, -1):
            if (found := self.origins.get(path[:end])) is not None:
                return found
        return None

    def written(self, path: KeyPath) -> str:
        """A scalar as it is in its file."""
        layer = self.origin(path)
        return layer.place(path, of_key=False).written if layer else ""


def _child(parent: Any, part: str | int) -> Any:
    if isinstance(parent, list):
        return parent[int(part)]
    child = parent.get(part)
    if not isinstance(child, dict | list):
        child = parent[part] = {}
    return child


def nearest(folder: Path) -> Path | None:
    """The ``igor.yml`` of this folder or of the nearest one above that has one."""
    for each in (folder, *folder.parents):
        if (path := each / FILE_NAME).is_file():
            return path
    return None


def merge(file: Path | None, around: Surroundings, settings: Iterable[tuple[str, str]] = ()) -> Merged:
    """Everything that is said. ``settings``: (key, text) of ``--set``. Raises OSError for ``file`` alone."""
    merged = Merged()
    for path in (around.system_file, around.user_file, file):
        if path is None or (path is not file and (not path.is_file() or _is_same(path, file))):
            continue
        found = document.read(path.read_bytes(), _shown(path))
        merged.problems += found.problems
        if path is around.user_file:
            merged.problems += _impersonal(found)
        merged.lay(Layer(found))
    for layer in _said(merged, _environment(around.environment)):
        merged.lay(layer)
    for layer in _said(merged, ((f"--set {key}", key.split("."), text, "") for key, text in settings)):
        merged.lay(layer)
    return merged


def _is_same(path: Path, file: Path | None) -> bool:
    return file is not None and file.exists() and path.samefile(file)


def _shown(path: Path) -> str:
    """Relative to the current folder if it is below it."""
    try:
        return str(path.absolute().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def _impersonal(found: Document) -> Iterator[Problem]:
    for path, place in found.keys.items():
        key = keys.find(path)
        if key is not None and key.kind.shape not in ("section", "map") and not key.is_personal:
            what = f"“{key.name}” is the site's affair, not one person's"
            yield found.problem(place, what, f"say it in {FILE_NAME}", "key", key.name)


#: (where it was said, segments of the key, text, what a reference to it would be).
_Said = tuple[str, list[str], str, str]


def _environment(variables: Mapping[str, str]) -> Iterator[_Said]:
    for name, text in sorted(variables.items()):
        if not name.startswith(_ENVIRONMENT) or _SEPARATOR not in name.removeprefix(_ENVIRONMENT):
            continue
        segments = name.removeprefix(_ENVIRONMENT).lower().split(_SEPARATOR)
        yield f"${name}", segments, text, f"{PREFIX}env/{name}"


def _said(merged: Merged, given: Iterable[_Said]) -> Iterator[Layer]:
    for where, segments, text, reference in given:
        path, kind, wrong = _resolve(segments, merged.values)
        if wrong and reference and segments[-1].endswith(_TWIN.lower()):
            twin = [*segments[:-1], segments[-1][: -len(_TWIN)]]
            path, kind, wrong = _resolve(twin, merged.values)
            if not wrong:
                yield from _of_file(merged, where, path, kind, text)
                continue
        if wrong:
            merged.problems.append(Problem(where, 0, 0, wrong[0], wrong[1], "key"))
            continue
        is_value = kind.is_secret and reference and not text.startswith(PREFIX)
        yield _layer(merged, where, path, kind, reference if is_value else text)


def _of_file(merged: Merged, where: str, path: KeyPath, kind: Kind, text: str) -> Iterator[Layer]:
    """``IGOR_…_FILE``: what a file holds; of a secret, a reference to the file."""
    if kind.is_secret:
        yield _layer(merged, where, path, kind, f"{PREFIX}file/{Path(text).absolute()}")
        return
    try:
        yield _layer(merged, where, path, kind, Path(text).read_text(encoding="utf-8").strip())
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "not UTF-8"
        merged.problems.append(Problem(where, 0, 0, f"{text}: {reason}", "name a text file that can be read"))


def _layer(merged: Merged, where: str, path: KeyPath, kind: Kind, text: str) -> Layer:
    """The text as the key wants it: as it is for texts, else as YAML."""
    if kind.is_text and not (kind.shape == "bound" and text.startswith("{")):
        return Layer(Document(where, [], text), path)
    found = document.read_value(text, where)
    merged.problems += found.problems
    return Layer(found, path)


def _resolve(segments: list[str], values: Any) -> tuple[KeyPath, Kind, tuple[str, str] | None]:
    """The path and kind of a key in a variable's name; else what is wrong with it, and what to do."""
    kind: Kind = keys.ROOT
    path: KeyPath = ()
    for segment in segments:
        part, wrong = _part(kind, segment, values)
        if wrong:
            return (), kind, wrong
        path = (*path, part)
        kind = keys.kind_at(path) or kind
        values = _inside(values, part)
    return path, kind, None


def _part(kind: Kind, segment: str, values: Any) -> tuple[str | int, tuple[str, str] | None]:
    if kind.section is not None:
        known = list(keys.keys_of(kind.section))
        if segment in known:
            return segment, None
        return "", (f"there is no key “{segment}”", did_you_mean(segment, known))
    if kind.shape == "list" and isinstance(values, list):
        for index, each in enumerate(values):
            name = each.get("name", "") if isinstance(each, dict) else ""
            if segment in (str(index), _folded(str(name))):
                return index, None
    if kind.shape == "map":
        names = values if isinstance(values, dict) else {}
        found = next((name for name in names if _folded(name) == segment or name == segment), None)
        if found is not None or (kind.item and kind.item.shape != "section"):
            return found or segment.upper(), None
    return "", (f"there is no “{segment}” yet", f"new ones are made in {FILE_NAME}; here they can be changed")


def _folded(name: str) -> str:
    return "".join(letter if letter.isalnum() else "_" for letter in name.lower())


def _inside(values: Any, part: str | int) -> Any:
    if isinstance(values, list):
        return values[int(part)]
    return values.get(part) if isinstance(values, dict) else None
