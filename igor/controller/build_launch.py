"""What an agent is told to run: made of what the store holds alone, so that it can be made again after any crash."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import lru_cache
from pathlib import PurePosixPath

from igor.agents.protocol import Launch, Policy
from igor.controller import build_inputs, build_publish, build_secrets, uploads
from igor.controller.build_publish import run_token
from igor.controller.build_text import absolute_workspace
from igor.controller.build_walk import FETCH_STEP, Publish, next_action, publish_step
from igor.controller.engine_state import RunningBuild, Tick
from igor.controller.environment import BuildFacts, build_environment
from igor.model.build import ParameterValue
from igor.model.job import ShellStep
from igor.model.names import url_path
from igor.model.wrapper_policy import wrapper_settings


def launch_message(tick: Tick, build: RunningBuild, step: int, run_id: str) -> Launch:
    """The message for one step, or for what the build publishes; sending it twice is harmless."""
    facts, secrets = build_facts(tick, build)
    node = tick.world.node(build.node_name)
    message = Launch(
        run_id=run_id,
        epoch=tick.epoch,
        job=build.full_name,
        build_number=build.number,
        workspace=_relative(build.workspace, node.remote_fs if node else ""),
        environment=build_environment(facts),
        script="",
        policy=Policy(),
        build_url=build_url(tick, build.full_name, build.number),
        secrets=secrets,
    )
    if step == FETCH_STEP:
        return _fetching(tick, build, message)
    shell = build.plan.steps[step] if step < publish_step(build.plan) else None
    if not isinstance(shell, ShellStep):
        return _publishing(tick, build, message)
    policy = build.plan.policy
    bound = build_secrets.bind(tick, build, message.environment)
    inputs = build_inputs.inputs(tick, build)
    return message._replace(
        inputs=inputs,
        environment=message.environment | build_inputs.variables(inputs) | bound.variables,
        secrets=[*message.secrets, *bound.secrets],
        files=bound.files,
        script=shell.command,
        policy=Policy(policy.retries, policy.backoff_ms, policy.timeout_ms, policy.grace_ms, wrapper_settings(policy)),
        token=run_token(tick.controller.secret_box, run_id),
    )


def _publishing(tick: Tick, build: RunningBuild, message: Launch) -> Launch:
    """The agent's own program with its order; it needs no variables, and its patterns have theirs replaced."""
    finish = next_action(
        build.plan,
        build.ended,
        node_name=build.node_name,
        stop_requested_by=build.stop_requested_by,
        references=build.references,
        is_given_files=bool(uploads.files_of(build.parameters)),
    )
    assert isinstance(finish, Publish)
    publishers = [build_publish.order_of(publisher, message.environment) for publisher in build.plan.publishers]
    token = run_token(tick.controller.secret_box, message.run_id)
    order = build_publish.Order(
        message.run_id, tick.world.root_url, token, finish.finish.result.value, publishers, build.references
    )
    return message._replace(environment={}, script=order.to_json(), program="publish", secrets=[token])


def _fetching(tick: Tick, build: RunningBuild, message: Launch) -> Launch:
    """The agent's own program that gets the files which the build was given."""
    token = run_token(tick.controller.secret_box, message.run_id)
    files = [parameter.name for parameter in uploads.files_of(build.parameters)]
    order = {"run_id": message.run_id, "url": tick.world.root_url, "token": token, "files": files}
    return message._replace(environment={}, script=json.dumps(order), program="fetch", secrets=[token])


def build_facts(tick: Tick, build: RunningBuild) -> tuple[BuildFacts, list[str]]:
    """What the environment is made of, and the secret values in it."""
    node = tick.world.node(build.node_name)
    parameters = tuple(_plain(tick, parameter) for parameter in build.parameters)
    secrets = [str(p.value) for p in parameters if p.secret and p.value]
    facts = BuildFacts(
        job_full_name=build.full_name,
        number=build.number,
        node_name=build.node_name,
        node_labels=node.labels if node else frozenset(),
        executor=build.executor,
        home=tick.controller.home.root,
        root_url=tick.world.root_url,
        display_name=build.display_name,
        started_ms=build.started_ms,
        causes=build.causes,
        parameters=parameters,
        extra=build.plan.environment,
        release=tick.controller.home.release(build.release) if build.release else None,
    )
    return facts, secrets


def build_url(tick: Tick, full_name: str, number: int) -> str:
    """The build's page, empty when the root URL is not configured."""
    root = tick.world.root_url
    return f"{root.rstrip('/')}/{url_path(full_name)}{number}/" if root else ""


def _plain(tick: Tick, parameter: ParameterValue) -> ParameterValue:
    if not parameter.secret:
        return parameter
    return replace(parameter, value=tick.controller.secret_box.decrypt(str(parameter.value)))


@lru_cache(1024)
def _relative(workspace: str, remote_fs: str) -> str:
    """Below the agent's workspace root: relative to it; elsewhere: as it is."""
    root = PurePosixPath(absolute_workspace(remote_fs, ""))
    path = PurePosixPath(workspace)
    return str(path.relative_to(root)) if path.is_relative_to(root) else workspace
