"""What there is to say in ``igor.yml``, read off the model: every key with its type, default, meaning and example.

The explanation of a key, the reference in the docs, the names of environment variables and the hints of errors all ask
this one table, so that none of them can be behind the model.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, reduce
from operator import or_
from typing import Annotated, Any, Literal, Union

from annotated_types import Ge, Gt, Le, Lt
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from igor.deploy.site import controller, model, section
from igor.deploy.site.policy import Bound
from igor.deploy.site.secret import Certificate, Secret, SinkUrl
from igor.deploy.site.section import Section
from igor.deploy.site.values import Formed

_WORDS: tuple[tuple[Any, str], ...] = (
    (Certificate, "`self-signed`, or a reference to a secret"),
    (SinkUrl, "URL of a sink, or a reference to one"),
    (controller.UserId, "name of an account"),
    (controller.JenkinsVersion, "version of Jenkins"),
    (controller.PluginVersion, "version"),
    (controller.Sha256, "SHA-256"),
    (section.Line, "text"),
    (section.Text, "text"),
    (section.Name, "name"),
    (section.Label, "label"),
    (section.Variable, "name of a variable"),
    (model.Hosts, "name of groups or hosts"),
)
_PLURALS = {
    "section": "sections",
    "text": "texts",
    "label": "labels",
    "name of a variable": "names of variables",
    "exit code or range": "exit codes and ranges",
}
#: How the item of a map or list is named in a path.
NAME, ITEM = "<name>", "[]"


@dataclass(frozen=True, slots=True)
class Kind:
    """What a value is. ``shape``: ``section``, ``map``, ``list``, ``bound`` or ``value``. ``words``: for people."""

    shape: str
    words: str
    section: type[Section] | None = None
    item: Kind | None = None
    is_text: bool = False
    is_secret: bool = False


@dataclass(frozen=True, slots=True)
class Key:
    """``path``: such as ``("agents", "<name>", "labels")``; ``field`` has default, description, examples."""

    path: tuple[str, ...]
    kind: Kind
    field: FieldInfo

    @property
    def name(self) -> str:
        """``agents.<name>.labels``, ``controller.users[].name``."""
        return ".".join(self.path).replace(f".{ITEM}", ITEM)

    @property
    def meaning(self) -> str:
        return self.field.description or ""

    @property
    def is_required(self) -> bool:
        return self.field.is_required()

    @property
    def default(self) -> Any:
        """As it would be written; None when there is none."""
        value = self.field.get_default(call_default_factory=True)
        return None if value is PydanticUndefined else value

    @property
    def example(self) -> Any:
        return self.field.examples[0] if self.field.examples else None

    @property
    def becomes(self) -> str:
        return str(self._extra.get("x-becomes", ""))

    @property
    def is_personal(self) -> bool:
        """Whether the user's own file may say it."""
        return bool(self._extra.get("x-personal"))

    @property
    def _extra(self) -> dict[str, Any]:
        extra = self.field.json_schema_extra
        return extra if isinstance(extra, dict) else {}


@cache
def keys_of(section_type: type[Section]) -> dict[str, Key]:
    """The keys of one section; their paths are their names alone."""
    return {
        name: Key((name,), kind_of(_annotation(field)), field)
        for name, field in section_type.model_fields.items()
        if name != "plain"
    }


ROOT = Kind("section", "the file", model.Site)


def all_keys() -> Iterator[Key]:
    """Every key of the file, depth first, in the order of the model."""
    yield from _below((), ROOT)


def _below(path: tuple[str, ...], kind: Kind) -> Iterator[Key]:
    if kind.shape in ("map", "list") and kind.item is not None:
        yield from _below((*path, NAME if kind.shape == "map" else ITEM), kind.item)
    if kind.shape == "section" and kind.section is not None:
        for name, key in keys_of(kind.section).items():
            yield Key((*path, name), key.kind, key.field)
            yield from _below((*path, name), key.kind)


def find(path: tuple[str | int, ...]) -> Key | None:
    """The key at a path of a file, in which names of maps and numbers of lists are real ones."""
    kind, found = ROOT, None
    general: list[str] = []
    for part in path:
        step = _step(kind, part)
        if step is None:
            return None
        general.append(step[0])
        kind, field = step[1], step[2]
        found = Key(tuple(general), kind, field or (found.field if found else FieldInfo()))
    return found


def kind_at(path: tuple[str | int, ...]) -> Kind | None:
    """What stands at a path; the root for ()."""
    if not path:
        return ROOT
    found = find(path)
    return found.kind if found else None


def _step(kind: Kind, part: str | int) -> tuple[str, Kind, FieldInfo | None] | None:
    if kind.shape == "map" and kind.item is not None:
        return NAME, kind.item, None
    if kind.shape == "list" and kind.item is not None:
        return ITEM, kind.item, None
    if kind.section is not None and (key := keys_of(kind.section).get(str(part))):
        return str(part), key.kind, key.field
    return None


def _annotation(field: FieldInfo) -> Any:
    """With the bounds that pydantic has taken off it."""
    return Annotated[(field.annotation, *field.metadata)] if field.metadata else field.annotation


def kind_of(annotation: Any) -> Kind:
    """What an annotation of the model stands for."""
    for known, words in _WORDS:
        if annotation == known:
            return Kind("value", words, is_text=True)
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin in (Union, types.UnionType):
        return _of_union(arguments)
    if origin is Annotated:
        return _narrowed(kind_of(arguments[0]), arguments[1:])
    if origin is Literal:
        return Kind("value", ", ".join(f"`{each}`" for each in arguments), is_text=True)
    if origin is list:
        item = kind_of(arguments[0])
        return Kind("list", f"list of {_plural(item)}", item=item)
    if origin is dict:
        item = kind_of(arguments[1])
        return Kind("map", f"map of names to {_plural(item)}", item=item)
    return _of_class(annotation)


def _of_union(arguments: tuple[Any, ...]) -> Kind:
    known = [each for each in arguments if each is not type(None)]
    whole = reduce(or_, known)
    words = next((words for each, words in _WORDS if typing.get_args(each)[:1] == (whole,)), None)
    return Kind("value", words, is_text=True) if words else kind_of(known[0])


def _of_class(annotation: Any) -> Kind:
    if isinstance(annotation, typing.TypeVar):
        return Kind("value", "as the setting")
    if not isinstance(annotation, type):
        return Kind("value", "anything")
    if issubclass(annotation, Bound):
        plain = kind_of(annotation.model_fields["plain"].annotation)
        return Kind("bound", f"{plain.words}; or its bounds", annotation, plain, is_text=plain.is_text)
    if issubclass(annotation, Section):
        return Kind("section", "section", annotation)
    if issubclass(annotation, Formed):
        return Kind("value", annotation.WORDS, is_text=True)
    if annotation is Secret:
        return Kind("value", "reference to a secret", is_text=True, is_secret=True)
    words = {bool: "`true` or `false`", int: "whole number", float: "number", str: "text"}
    return Kind("value", words.get(annotation, "anything"), is_text=annotation is str)


def _narrowed(kind: Kind, metadata: tuple[Any, ...]) -> Kind:
    """With the least and the most of a number."""
    low = next((f"from {_short(m.ge)}" for m in _limits(metadata) if isinstance(m, Ge)), "")
    low = low or next((f"above {_short(m.gt)}" for m in _limits(metadata) if isinstance(m, Gt)), "")
    high = next((f"to {_short(m.le)}" for m in _limits(metadata) if isinstance(m, Le)), "")
    high = high or next((f"below {_short(m.lt)}" for m in _limits(metadata) if isinstance(m, Lt)), "")
    words = " ".join(part for part in (kind.words, low, high) if part)
    return Kind(kind.shape, words, kind.section, kind.item, kind.is_text, kind.is_secret)


def _short(number: Any) -> str:
    return str(int(number)) if number == int(number) else f"{number:g}"


def _limits(metadata: tuple[Any, ...]) -> Iterator[Any]:
    for each in metadata:
        yield from getattr(each, "metadata", None) or [each]


def _plural(kind: Kind) -> str:
    return _PLURALS.get(kind.words, kind.words)
