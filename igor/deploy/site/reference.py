"""The keys of ``igor.yml`` for people: the explanation of one, and the reference of all in docs/igor-yml.md."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from igor.deploy.site import keys
from igor.deploy.site.document import Path
from igor.deploy.site.keys import ITEM, NAME, Key, Kind
from igor.deploy.site.policy import Bound, Policy
from igor.deploy.site.section import Section
from igor.deploy.site.written import one_line
from igor.model.errors import NotFound

#: Where the reference begins in its page.
_BEGIN = "### The file\n"


def find(text: str) -> Key:
    """The key that ``agents.linux.labels`` or ``agents.<name>.labels`` names. Raises NotFound with what was meant."""
    path: Path = tuple(part for part in text.replace(ITEM, f".{ITEM}").split(".") if part)
    found = keys.find(path)
    if found is not None:
        return found
    known = {key.name: key for key in keys.all_keys()}
    ends = [name for name in known if name.rsplit(".", 1)[-1] == path[-1]] if path else []
    close = ends[:3] or get_close_matches(text, known, n=3)
    hint = f"did you mean {' or '.join(close)}?" if close else "`igor config explain` lists the keys"
    raise NotFound(f"igor.yml has no key “{text}”", hint=hint)


def explained(key: Key) -> str:
    """Type, default, meaning, example, and what it becomes."""
    rows = [("type", key.kind.words.replace("`", "")), ("default", _default(key)), ("example", _example(key))]
    rows += [("becomes", key.becomes), ("variable", _variable(key)), ("or in", _also(key))]
    lines = [key.name, f"  {key.meaning}", ""]
    lines += [f"  {name:<9} {text}" for name, text in rows if text]
    return "\n".join([*lines, *_subkeys(key.kind)])


def as_data(key: Key) -> dict[str, Any]:
    """The same for programs."""
    return {
        "key": key.name,
        "type": key.kind.words.replace("`", ""),
        "required": key.is_required,
        "default": None if key.is_required else _plain(key.default),
        "meaning": key.meaning,
        "example": key.example,
        "becomes": key.becomes,
        "variable": _variable(key),
    }


def overview() -> str:
    """The keys of the file, with their meanings."""
    return "\n".join(f"{name:<12} {key.meaning}" for name, key in keys.keys_of(_root()).items())


def _root() -> type[Section]:
    assert keys.ROOT.section is not None
    return keys.ROOT.section


def _default(key: Key) -> str:
    if key.is_required:
        return "none: it must be there"
    if key.kind.shape == "section":
        return ""
    return "not set" if key.default is None else one_line(_plain(key.default))


def _plain(value: Any) -> Any:
    if isinstance(value, Section):
        return value.model_dump(mode="json", exclude_defaults=True)
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    return value if not isinstance(value, str) else str(value)


def _example(key: Key) -> str:
    return "" if key.example is None else one_line({key.path[-1]: key.example}).removeprefix("{").removesuffix("}")


def _variable(key: Key) -> str:
    """The environment's name for it."""
    if key.kind.shape == "section" or len(key.path) < 2:
        return ""
    name = "IGOR_" + "__".join(part.upper() for part in key.path).replace(ITEM, "<NAME>")
    return f"{name}, {name}_FILE" if key.kind.is_secret else name


def _also(key: Key) -> str:
    return "the user's ~/.config/igor/config.yml" if key.is_personal else ""


def _subkeys(kind: Kind) -> Iterator[str]:
    while kind.shape in ("map", "list") and kind.item is not None:
        kind = kind.item
    if kind.section is None:
        return
    yield ""
    if kind.shape == "bound":
        yield "  A value alone, or a mapping with:"
    for name, key in keys.keys_of(kind.section).items():
        yield f"  {name:<16} {key.meaning}"


def markdown() -> str:
    """The reference: a table for each section, in the order of the file."""
    parts = [_table("The file", [], _root())]
    seen: set[type[Section]] = set()
    for key in keys.all_keys():
        section = _section_of(key.kind)
        if section is None or section in seen:
            continue
        seen.add(section)
        parts.append(_table(_title(section), _places(section), section))
    parts.append(_table("Bounds of a setting", [], Bound))
    return "\n".join(parts)


def renewed(page: str) -> str:
    """docs/igor-yml.md with the reference as it is now."""
    return page.partition(_BEGIN)[0] + markdown()


def _section_of(kind: Kind) -> type[Section] | None:
    while kind.shape in ("map", "list", "bound") and kind.item is not None:
        kind = kind.item
    return kind.section if kind.shape == "section" else None


def _places(section: type[Section]) -> list[str]:
    """Where it stands in the file."""
    found = []
    for key in keys.all_keys():
        if _section_of(key.kind) is section:
            suffix = {"map": f".{NAME}", "list": ITEM}.get(key.kind.shape, "")
            found.append(f"`{key.name}{suffix}`" if key.kind.shape != "bound" else f"`{key.name}{ITEM}`")
    return found


def _title(section: type[Section]) -> str:
    return "Policies" if section is Policy else ""


def _table(title: str, places: list[str], section: type[Section]) -> str:
    heading = title or places[0]
    lines = [f"### {heading}", ""]
    if title and places:
        lines += [f"{', '.join(places)}.", ""]
    elif len(places) > 1:
        lines += [f"Also {', '.join(places[1:])}.", ""]
    if section.__doc__ and title != "The file":
        lines += [f"{section.__doc__.strip().splitlines()[0]}", ""]
    lines += ["| Key | Type | Default | Meaning | Becomes |", "|---|---|---|---|---|"]
    lines += [_row(key) for key in keys.keys_of(section).values()]
    return "\n".join([*lines, ""])


def _row(key: Key) -> str:
    default = (
        "required" if key.is_required else "" if key.kind.shape == "section" or key.default is None else _code(key)
    )
    example = f" Such as `{_example(key)}`." if key.example is not None else ""
    becomes = f"`{key.becomes}`" if key.becomes else ""
    words = key.kind.words
    cells = (f"`{key.name}`", words, default, key.meaning + example, becomes)
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _code(key: Key) -> str:
    text = one_line(_plain(key.default))
    return f"`{text}`" if text not in ('""', "''") else "empty"
