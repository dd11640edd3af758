"""Which job follows which: the edges that downstream and upstream triggers make.

A name in a trigger is relative to the folder of the job that has it, then counts from the root; ``/a`` is from the root
only, ``..`` goes up; case does not matter. Names that lead nowhere make no edge. Source: jenkins.model.Jenkins.getItem,
hudson.tasks.BuildTrigger, jenkins.triggers.ReverseBuildTrigger.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from igor.model.job import JobDefinition, Result
from igor.model.names import split


@dataclass(slots=True)
class Relations:
    """The graph over full names; ``downstream[a][b]`` is the worst result of ``a`` after which ``b`` is built."""

    downstream: dict[str, dict[str, Result]] = field(default_factory=dict)
    upstream: dict[str, set[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, jobs: Mapping[str, JobDefinition]) -> Relations:
        """From all jobs by full name."""
        relations = cls()
        known = {name.casefold(): name for name in jobs}
        for name, job in jobs.items():
            for source, target, threshold in _edges(name, job, known):
                relations._add(source, target, threshold)
        return relations

    def followers(self, full_name: str, result: Result) -> list[str]:
        """The jobs to build after a build of ``full_name`` that ended with ``result``."""
        edges = self.downstream.get(full_name, {})
        return [name for name, threshold in edges.items() if not result.is_worse_than(threshold)]

    def all_downstream(self, full_name: str) -> frozenset[str]:
        """Transitively, without the job itself."""
        return _reachable(full_name, self.downstream)

    def all_upstream(self, full_name: str) -> frozenset[str]:
        return _reachable(full_name, self.upstream)

    def _add(self, source: str, target: str, threshold: Result) -> None:
        """Two triggers between the same jobs count as one, with the more lenient threshold."""
        edges = self.downstream.setdefault(source, {})
        if target not in edges or threshold.is_worse_than(edges[target]):
            edges[target] = threshold
        self.upstream.setdefault(target, set()).add(source)


def resolve(name: str, context: str, known: Mapping[str, str]) -> str | None:
    """The full name that ``name`` means in the job ``context``; ``known`` maps folded full names to full names."""
    bases = ["/"] if name.startswith("/") else [f"/{split(context)[0]}", "/"]
    paths = (posixpath.normpath(posixpath.join(base, name)).lstrip("/") for base in bases)
    return next((known[path.casefold()] for path in paths if path.casefold() in known), None)


def _edges(name: str, job: JobDefinition, known: Mapping[str, str]) -> Iterator[tuple[str, str, Result]]:
    for down in job.downstream_triggers:
        for child in down.children:
            if target := resolve(child, name, known):
                yield name, target, down.threshold
    for up in job.upstream_triggers:
        for parent in up.upstream:
            if source := resolve(parent, name, known):
                yield source, name, up.threshold


def _reachable(start: str, edges: Mapping[str, Mapping[str, Result] | set[str]]) -> frozenset[str]:
    found: set[str] = set()
    open_names = [start]
    while open_names:
        new = set(edges.get(open_names.pop(), ())) - found
        found |= new
        open_names += new
    return frozenset(found - {start})
