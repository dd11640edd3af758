"""A ``Site`` written as YAML again, so that reading it gives the same site; secrets are references, as ever."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from igor.deploy.site.document import Path, scalar
from igor.deploy.site.model import Site


class _Dumper(yaml.SafeDumper):  # type: ignore[misc]
    """Quotes whatever some reader of YAML could take for something else."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    value, refused = scalar(text)
    is_plain = isinstance(value, str) and refused is None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=None if is_plain else '"')


_Dumper.add_representer(str, _text)


def plain(site: Site) -> dict[str, Any]:
    """The whole site with its defaults as JSON has it; what is not set is left out."""
    return site.model_dump(mode="json", exclude_none=True)


def yaml_text(value: Any) -> str:
    """As YAML, in the order given."""
    return str(yaml.dump(value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110))


def leaves(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every value that is no mapping with something in it, with its path; lists of mappings are gone into."""
    if isinstance(value, dict) and value:
        for name, each in value.items():
            yield from leaves(each, (*path, name))
    elif isinstance(value, list) and any(isinstance(each, dict) for each in value):
        for index, each in enumerate(value):
            yield from leaves(each, (*path, index))
    else:
        yield path, value


def at(value: Any, path: Path) -> Any:
    """What stands at a path. Raises KeyError."""
    for part in path:
        try:
            value = value[int(part)] if isinstance(value, list) else value[part]
        except (IndexError, ValueError, TypeError):
            raise KeyError(part) from None
    return value


def one_line(value: Any) -> str:
    """A value within a line."""
    text = yaml.dump(
        value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=1_000_000, default_flow_style=True
    )
    return str(text).removesuffix("\n").removesuffix("\n...")
