"""The variables that a build's commands got, made again from what the store keeps of it; secrets are masked.

So no build writes them down. Node and labels are those of the build, if the node is still there.
Source: org.jenkinsci.plugins.envinject.EnvInjectPluginAction (``injectedEnvVars``).
"""

from __future__ import annotations

from dataclasses import replace

from igor.controller import nodes, settings
from igor.controller.context import Controller
from igor.controller.engine_state import plan_of
from igor.controller.environment import BuildFacts, build_environment
from igor.model.build import Build, ParameterValue
from igor.model.errors import NotFound
from igor.storage import queries

_SQL = queries.load("leavings")
MASK = "[*******]"


def variables(controller: Controller, build: Build) -> dict[str, str]:
    """By name, in the order of names."""
    with controller.store.read() as connection:
        row = connection.execute(_SQL["plan"], {"build_id": build.id}).fetchone()
        root_url = settings.read(connection, "root_url")
    if row is None:
        raise NotFound(f"{build.job_full_name} has no build #{build.number}")
    facts = BuildFacts(
        job_full_name=build.job_full_name,
        number=build.number,
        node_name=build.node_name,
        node_labels=_labels(controller, build.node_name),
        executor=build.executor,
        home=controller.home.root,
        root_url=root_url,
        display_name=build.display_name,
        started_ms=build.started_ms,
        causes=build.causes,
        parameters=tuple(_shown(value) for value in build.parameters),
        extra=plan_of(row["plan"]).environment,
        release=controller.home.release(build.release) if build.release else None,
    )
    place = {"WORKSPACE": build.workspace, "WORKSPACE_TMP": f"{build.workspace}@tmp"} if build.workspace else {}
    return dict(sorted({**build_environment(facts), **place}.items()))


def _labels(controller: Controller, node_name: str) -> frozenset[str]:
    try:
        return nodes.get(controller, node_name).labels
    except NotFound:
        return frozenset()


def _shown(value: ParameterValue) -> ParameterValue:
    return replace(value, value=MASK) if value.secret else value
