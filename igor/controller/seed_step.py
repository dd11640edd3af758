"""A seed step: collect the scripts, have a worker evaluate them off the loop, apply what they declare.

All or nothing: items, views, queued jobs, the report and the step's end are one transaction of the tick. A step that a
crash cuts off was not applied, and is evaluated again from its files; applying twice changes nothing.
Source: javaposse.jobdsl.plugin.ExecuteDslScripts.
"""

from __future__ import annotations

import asyncio
import logging
import subprocess
import threading
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from igor.controller import (
    build_step,
    builds,
    environment,
    item_rows,
    items,
    seed_apply,
    seed_files,
    settings,
    site_files,
)
from igor.controller.build_walk import StepRun
from igor.controller.context import Controller
from igor.controller.engine_state import SeedOrder, Tick
from igor.jobdsl import worker
from igor.jobdsl.errors import DslScriptError
from igor.jobdsl.session import SeedRequest, SeedResult
from igor.model.errors import IgorError, NotFound
from igor.model.job import SeedStep
from igor.model.node import BUILT_IN

log = logging.getLogger(__name__)

#: The longest that the scripts of one step may run.
TIMEOUT_S = 300.0


@dataclass(frozen=True, slots=True)
class SeedDone:
    """How an evaluation went: a ``result`` to apply, or ``outcome`` (``failure stopped error``) and ``message``.

    ``printed`` is what the scripts printed.
    """

    order: SeedOrder
    started_ms: int
    printed: str
    outcome: str = "success"
    message: str = ""
    result: SeedResult | None = None

    def apply(self, tick: Tick) -> None:
        """Apply and end the step; an error of applying changes nothing but the build."""
        outcome, message, report = self.outcome, self.message, ""
        reason = message
        if self.result is not None:
            tick.connection.execute("SAVEPOINT seed")
            try:
                report = self._apply_result(tick, self.result)
                if reason := why_unstable(self.order.seed, self.result):
                    outcome = "unstable"
            except IgorError as error:
                tick.connection.execute("ROLLBACK TO seed")
                outcome, message = "failure", error_text(error)
                reason = message
            finally:
                tick.connection.execute("RELEASE seed")
        text = self.printed + report + (f"ERROR: {message}\n" if message else "")
        run = StepRun(uuid.uuid4().hex, self.order.step, "finished", outcome, message=reason.partition("\n")[0])
        build_step.conclude_seed(tick, self.order, run, text, self.started_ms)

    def _apply_result(self, tick: Tick, result: SeedResult) -> str:
        """Items and, where the scripts lie in a release, the release that builds start with: both or neither."""
        build = self.order.build
        seed = item_rows.row_of(tick.connection, build.full_name)
        report = seed_apply.apply_seed(tick.controller, tick.connection, seed, build.number, result, self.order.seed)
        if release := tick.controller.home.release_of(build.workspace):
            settings.write(tick.connection, "release", release)
        tick.world.take_own_changes(tick.connection)
        tick.effects.removed_items += report.removed_items
        tick.effects.again = True
        return report.text


async def evaluate(controller: Controller, order: SeedOrder) -> SeedDone:
    """Evaluate the step's scripts in a worker; never raises."""
    started_ms = controller.now_ms()
    printed: list[str] = []

    def failed(outcome: str, message: str = "") -> SeedDone:
        return SeedDone(order, started_ms, "".join(printed), outcome, message)

    child = _Child()
    try:
        result = await asyncio.to_thread(_run, controller, order, printed, child)
    except asyncio.CancelledError:
        child.kill()
        return failed("stopped")
    except DslScriptError as error:
        return failed("failure", error.format())
    except IgorError as error:
        return failed("failure", error_text(error))
    except Exception as error:
        log.exception("%s: the seed step could not be evaluated", order.build)
        return failed("error", f"the scripts could not be evaluated: {error!r}")
    return SeedDone(order, started_ms, "".join(printed), result=result)


def why_unstable(step: SeedStep, result: SeedResult) -> str:
    """Why a step that applied its result is UNSTABLE all the same; empty when it is not.

    Source: javaposse.jobdsl.plugin.JenkinsJobManagement (requirePlugin, logDeprecationWarning).
    """
    if result.missing_plugins:
        return result.missing_plugins[0]
    if step.unstable_on_deprecation and any(warning.endswith(" is deprecated") for warning in result.warnings):
        return "the scripts call deprecated methods"
    return ""


def error_text(error: IgorError) -> str:
    """The sentence, and the way out where there is one."""
    return f"{error} ({error.hint})" if error.hint else str(error)


@dataclass(slots=True)
class _Child:
    """The worker's process, to be killed from another thread, before or after it started."""

    _process: subprocess.Popen[str] | None = None
    _is_unwanted: bool = False
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def started(self, process: subprocess.Popen[str]) -> None:
        with self._lock:
            self._process = process
            if self._is_unwanted:
                process.kill()

    def kill(self) -> None:
        with self._lock:
            self._is_unwanted = True
            if self._process is not None:
                self._process.kill()


def _run(controller: Controller, order: SeedOrder, printed: list[str], child: _Child) -> SeedResult:
    workspace = order.folder
    workspace.mkdir(parents=True, exist_ok=True)
    variables: dict[str, Any] = {**order.environment, "WORKSPACE": str(workspace)}
    step = _expanded(order.seed, variables)
    variables |= dict(step.additional_parameters)
    files = seed_files.scripts_of(step, workspace, variables)
    classpath = seed_files.classpath_of(step, workspace)
    printed += [f"Warning: {sentence}\n" for sentence in classpath.unusable]
    request = SeedRequest(
        scripts=files.scripts,
        workspace=workspace,
        classpath=classpath.folders,
        parameters=variables | dict(files.variables),
        seed_job_name=order.build.full_name,
        existing_config=lambda full_name: _config_of(controller, full_name),
        workspace_of=lambda full_name: _workspace_of(controller, full_name),
        lookup_strategy=step.lookup_strategy,
        installed_plugins=site_files.installed_plugins(controller.home),
        fail_on_missing_plugin=step.fail_on_missing_plugin,
        symbols=site_files.symbols(controller.home),
        print_text=printed.append,
    )
    result = worker.run_worker(request, TIMEOUT_S, on_start=child.started)
    seed_apply.prepare(controller, order.build.full_name, result, order.seed)
    return result


def _expanded(step: SeedStep, variables: Mapping[str, Any]) -> SeedStep:
    """The step with the variables in its targets and class path replaced."""

    def expanded(texts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(environment.expand(text, variables) for text in texts)

    return replace(step, targets=expanded(step.targets), additional_classpath=expanded(step.additional_classpath))


def _workspace_of(controller: Controller, full_name: str) -> str | None:
    """Where the job's last build ran, if that was here; empty when it was not, None when there is no such job."""
    if _config_of(controller, full_name) is None:
        return None
    try:
        build = builds.get(controller, full_name, "lastBuild")
    except NotFound:
        return ""
    return (build.workspace or "") if build.node_name == BUILT_IN else ""


def _config_of(controller: Controller, full_name: str) -> str | None:
    try:
        return items.get_config(controller, full_name)
    except NotFound:
        return None
