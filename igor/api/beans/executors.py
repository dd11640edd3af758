"""What executors export. Source: hudson.model.Executor."""

from __future__ import annotations

from dataclasses import dataclass

from igor.api.beans.reader import BuildValue
from igor.api.export import Bean, BeanType, Property

#: A build counts as stuck when it takes this many times what was expected. Source: Executor.isLikelyStuck.
_STUCK_FACTOR = 10
_STUCK_WITHOUT_ESTIMATE_MS = 24 * 3600 * 1000


@dataclass(frozen=True, slots=True)
class ExecutorValue:
    """``running`` is the bean of the build that occupies the executor."""

    number: int
    running: Bean | None

    @property
    def build(self) -> BuildValue | None:
        return self.running.value if self.running else None


def _elapsed_ms(build: BuildValue) -> int:
    return max(0, build.reader.controller.now_ms() - build.row.started_ms)


def _progress(value: ExecutorValue) -> int:
    """Per cent of the estimated time, at most 99; −1 when idle or nothing is known."""
    if value.build is None or value.build.row.estimated_ms <= 0:
        return -1
    return min(99, _elapsed_ms(value.build) * 100 // value.build.row.estimated_ms)


def _likely_stuck(value: ExecutorValue) -> bool:
    if value.build is None:
        return False
    estimated_ms = value.build.row.estimated_ms
    limit_ms = estimated_ms * _STUCK_FACTOR if estimated_ms > 0 else _STUCK_WITHOUT_ESTIMATE_MS
    return _elapsed_ms(value.build) > limit_ms


def _shown_build(value: ExecutorValue) -> Bean | None:
    """Builds of jobs that are hidden occupy an executor namelessly."""
    build = value.build
    return value.running if build and build.reader.sees(build.item.full_name) else None


EXECUTOR = BeanType(
    "hudson.model.Executor",
    [
        Property("currentExecutable", _shown_build),
        Property("idle", lambda value: value.running is None),
        Property("likelyStuck", _likely_stuck),
        Property("number", lambda value: value.number),
        Property("progress", _progress),
    ],
)


def executor_bean(number: int, running: Bean | None) -> Bean:
    """An executor and what it runs."""
    return Bean(EXECUTOR, ExecutorValue(number, running))
