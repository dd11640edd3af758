"""A job definition while it is being read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from igor.configxml.cursor import Cursor, Element
from igor.model.job import (
    DownstreamTrigger,
    JobDefinition,
    ParameterDefinition,
    Publisher,
    Step,
    TimerTrigger,
    UnsupportedElement,
    UpstreamTrigger,
)
from igor.model.schedule_policy import Overlap, SchedulePolicy
from igor.model.wrapper_policy import WrapperPolicy

#: Reads one element into the draft.
Reader = Callable[["JobDraft", Element], None]


@dataclass(slots=True)
class JobDraft:
    """``fields`` are plain values of JobDefinition; the lists grow in document order.

    ``timed_parameters``: the line and name of each parameter that a timer gives.
    """

    cursor: Cursor
    class_name: str
    fields: dict[str, Any] = field(default_factory=dict)
    parameters: list[ParameterDefinition] = field(default_factory=list)
    timers: list[TimerTrigger] = field(default_factory=list)
    upstream_triggers: list[UpstreamTrigger] = field(default_factory=list)
    downstream_triggers: list[DownstreamTrigger] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    publishers: list[Publisher] = field(default_factory=list)
    environment: list[tuple[str, str]] = field(default_factory=list)
    policy: WrapperPolicy = WrapperPolicy()
    schedule: SchedulePolicy = SchedulePolicy()
    build_timeout_ms: int = 0
    timed_parameters: list[tuple[int, str]] = field(default_factory=list)

    def dispatch(
        self,
        parent: Element,
        readers: Mapping[str, Reader],
        *,
        harmless: Mapping[str, frozenset[str]] | None = None,
        consequence: str = "Igor does not act on it",
        repeatable: bool = False,
    ) -> None:
        """``Cursor.dispatch`` with this draft as the readers' first argument."""
        handlers = {name: partial(reader, self) for name, reader in readers.items()}
        self.cursor.dispatch(parent, handlers, harmless=harmless, consequence=consequence, repeatable=repeatable)

    def finish(self) -> JobDefinition:
        self._report_undeclared()
        if self.schedule.overlap is Overlap.ALLOW:
            self.fields["concurrent"] = True
        return JobDefinition(
            class_name=self.class_name,
            parameters=tuple(self.parameters),
            timers=tuple(self.timers),
            upstream_triggers=tuple(self.upstream_triggers),
            downstream_triggers=tuple(self.downstream_triggers),
            steps=tuple(self.steps),
            publishers=tuple(self.publishers),
            environment=tuple(self.environment),
            policy=self._policy(),
            schedule=self.schedule,
            unsupported=tuple(self.cursor.unsupported),
            **self.fields,
        )

    def _report_undeclared(self) -> None:
        declared = {parameter.name for parameter in self.parameters}
        for line, name in dict.fromkeys(self.timed_parameters):
            if name not in declared:
                where = UnsupportedElement(f"%{name}", line, "the job declares no such parameter: it is not passed")
                self.cursor.unsupported.append(where)

    def _policy(self) -> WrapperPolicy:
        """The policy's own time limit wins over the build's."""
        return self.policy if self.policy.timeout_ms else replace(self.policy, timeout_ms=self.build_timeout_ms)
