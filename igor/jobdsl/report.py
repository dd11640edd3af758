"""The report of a seed run, as it ends the build's log.

Members are sorted, where Job DSL's order is that of a hash. Each block appears only when it has members.

Source: javaposse.jobdsl.plugin.ExecuteDslScripts (log), GeneratedJob and GeneratedView (their text).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping


def format_report(
    *,
    added: Iterable[str] = (),
    existing: Iterable[str] = (),
    unreferenced: Iterable[str] = (),
    disabled: Iterable[str] = (),
    removed: Iterable[str] = (),
    added_views: Iterable[str] = (),
    existing_views: Iterable[str] = (),
    unreferenced_views: Iterable[str] = (),
    removed_views: Iterable[str] = (),
    added_user_content: Iterable[str] = (),
    templates: Mapping[str, str] | None = None,
) -> str:
    """The blocks of the report, each line ended; empty when nothing was generated.

    Names are full names; ``templates`` maps an item to the template it was made from.
    """
    used = templates or {}
    blocks = [
        _block("Added items", added, lambda name: _job(name, used)),
        _block("Existing items", existing, lambda name: _job(name, used)),
        _block("Unreferenced items", unreferenced, lambda name: _job(name, used)),
        _block("Disabled items", disabled, lambda name: _job(name, used)),
        _block("Removed items", removed, lambda name: _job(name, used)),
        _block("Added views", added_views, _view),
        _block("Existing views", existing_views, _view),
        _block("Unreferenced views", unreferenced_views, _view),
        _block("Removed views", removed_views, _view),
        _block("Adding user content", added_user_content, _user_content),
    ]
    return "".join(blocks)


def _block(title: str, names: Iterable[str], text: Callable[[str], str]) -> str:
    members = sorted(set(names))
    return f"{title}:\n" + "".join(f"    {text(name)}\n" for name in members) if members else ""


def _job(name: str, templates: Mapping[str, str]) -> str:
    template = f", template='{templates[name]}'" if name in templates else ""
    return f"GeneratedJob{{name='{name}'{template}}}"


def _view(name: str) -> str:
    return f"GeneratedView{{name='{name}'}}"


def _user_content(path: str) -> str:
    return f"GeneratedUserContent{{path='{path}'}}"
