"""Which jobs a job triggers and is triggered by, as its own and the others' definitions say."""

from __future__ import annotations

from collections.abc import Iterable

from igor.controller import build_lookup, items
from igor.controller.context import Controller
from igor.controller.rows import ItemRow
from igor.model import names
from igor.model.errors import NotFound
from igor.model.job import JobDefinition


def downstream(controller: Controller, full_name: str, job: JobDefinition) -> list[str]:
    """Full names of the jobs that a build of this one triggers."""
    own = [child for trigger in job.downstream_triggers for child in _absolute_all(full_name, trigger.children)]
    others = build_lookup.jobs_with_text(controller, "<upstreamProjects>")
    listening = [name for name, other in others.items() if _contains(_upstream_names(name, other), full_name)]
    return _unique([*own, *listening])


def upstream(controller: Controller, full_name: str, job: JobDefinition) -> list[str]:
    """Full names of the jobs whose builds trigger this one."""
    others = build_lookup.jobs_with_text(controller, "<childProjects>")
    triggering = [name for name, other in others.items() if _contains(_child_names(name, other), full_name)]
    return _unique([*_upstream_names(full_name, job), *triggering])


def existing(controller: Controller, full_names: Iterable[str]) -> list[ItemRow]:
    """The items among the names that exist."""
    found = []
    for full_name in full_names:
        try:
            found.append(items.find_item(controller, full_name))
        except NotFound:
            continue
    return found


def absolute(full_name: str, reference: str) -> str:
    """A job's name as another one writes it: ``/a/b`` from the root, else relative to that one's folder."""
    path = [] if reference.startswith("/") else [part for part in names.split(full_name)[0].split("/") if part]
    for part in reference.split("/"):
        if part == "..":
            path = path[:-1]
        elif part not in ("", "."):
            path.append(part)
    return "/".join(path)


def _absolute_all(full_name: str, references: Iterable[str]) -> list[str]:
    return [absolute(full_name, reference) for reference in references]


def _upstream_names(full_name: str, job: JobDefinition) -> list[str]:
    return [name for trigger in job.upstream_triggers for name in _absolute_all(full_name, trigger.upstream)]


def _child_names(full_name: str, job: JobDefinition) -> list[str]:
    return [name for trigger in job.downstream_triggers for name in _absolute_all(full_name, trigger.children)]


def _contains(full_names: Iterable[str], wanted: str) -> bool:
    return wanted.lower() in (name.lower() for name in full_names)


def _unique(full_names: list[str]) -> list[str]:
    return list(dict.fromkeys(full_names))
