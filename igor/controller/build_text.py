"""The lines that the engine writes into a build's log around the output of its steps, worded as Jenkins words them.

Source: hudson.model.Cause.print, hudson.model.AbstractBuild.AbstractBuildExecution.run, hudson.model.Run.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable

from igor.model.build import Cause
from igor.model.job import JobDefinition, Result
from igor.model.node import BUILT_IN


def header(
    causes: Iterable[Cause],
    plan: JobDefinition,
    *,
    node_name: str,
    labels: frozenset[str],
    workspace: str,
    release: str = "",
) -> str:
    """The first lines: why, where, and what of the job is not acted upon. Never empty: clients take that as missing."""
    lines = [cause.short_description for cause in causes]
    lines.append("Running as SYSTEM")
    if release:
        lines.append(f"Using release {release}")
    lines.append(f"Building {_place(node_name, labels)} in workspace {workspace}")
    lines += notices(plan)
    return "".join(f"{line}\n" for line in lines)


def notices(plan: JobDefinition) -> list[str]:
    """One line for each element of the job that is kept but not acted upon."""
    return [f"NOTICE: config.xml line {u.line}: {u.element}: {u.consequence}" for u in plan.unsupported]


def trailer(result: Result) -> str:
    """The last line."""
    return f"Finished: {result.value}\n"


def triggering(children: Iterable[str]) -> str:
    """One line for each job that the end of this build starts."""
    return "".join(f"Triggering a new build of {child}\n" for child in children)


def absolute_workspace(remote_fs: str, workspace: str) -> str:
    """Where an agent puts a workspace: custom ones as they are, others below ``<remote root>/workspace``."""
    return posixpath.join(remote_fs, "workspace", workspace)


def workspace_of(full_name: str, taken: Iterable[str]) -> str:
    """``team/app``, or ``team/app@2``, ``@3`` … while other builds on the node hold those before.

    Source: hudson.slaves.WorkspaceList.allocate.
    """
    held = set(taken)
    candidate, number = full_name, 1
    while candidate in held:
        number += 1
        candidate = f"{full_name}@{number}"
    return candidate


def _place(node_name: str, labels: frozenset[str]) -> str:
    if node_name == BUILT_IN:
        return "on the built-in node"
    shown = f" ({' '.join(sorted(labels))})" if labels else ""
    return f"remotely on {node_name}{shown}"
