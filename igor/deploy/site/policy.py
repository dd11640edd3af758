"""What jobs may ask of the wrapper: the sections ``wrapper.policy``, ``jobs.defaults`` and ``jobs.policies``.

A setting is a value, or a mapping with ``default``, ``min``, ``max`` and ``allow`` (bounds that a job's own wish is cut
to) or ``fixed`` (not the job's to say). In ``wrapper.policy`` a plain value is ``fixed``, in ``jobs`` ``default``. The
settings are the wrapper's (``wrapper/README.md``); besides, ``retries`` counts attempts beyond the first.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, ClassVar, Generic, Literal, Self, TypeVar

from pydantic import Field, SerializerFunctionWrapHandler, model_serializer, model_validator

from igor.deploy.site.section import Count, Line, Section, Text, Variable, entry
from igor.deploy.site.values import Duration, Formed, Mask, Size, refuse

V = TypeVar("V")
_FORM = frozenset({"default", "min", "max", "allow", "fixed"})


class Bound(Section, Generic[V]):
    """What holds for one setting.

    ``plain``: it was written as a value alone.
    """

    MAPS: ClassVar[bool] = False

    plain: V | None = None
    default: V | None = entry(None, "What holds for a job that does not say.")
    min: V | None = entry(None, "A job that asks for less gets this; needs a max.")
    max: V | None = entry(None, "A job that asks for more gets this, and so does one that asks for no limit.")
    allow: list[V] | Literal["any"] | None = entry(None, "What a job may choose from; any: everything.")
    fixed: V | None = entry(None, "What holds whatever the job says.")

    @model_validator(mode="before")
    @classmethod
    def _from_plain(cls, value: Any) -> Any:
        is_bound = isinstance(value, dict) and (not cls.MAPS or (value and set(value) <= _FORM))
        return value if is_bound or isinstance(value, Bound) else {"plain": value}

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        if self.plain is None and not self.model_fields_set:
            refuse("the setting says nothing", "write a value, or a mapping with default, min, max, allow or fixed")
        if self.fixed is not None and len(self.model_fields_set) > 1:
            refuse("what is fixed has no other bounds", "remove “fixed”, or everything beside it")
        if self.min is not None and self.max is None:
            refuse("min needs a max", "say how much a job may ask for at most")
        if self.allow is not None and self.max is not None:
            refuse("allow and max are two bounds for one setting", "remove one of them")
        self._check_range()
        return self

    def _check_range(self) -> None:
        given = [each for each in (self.min, self.default, self.max) if each is not None]
        numbers = [found for each in given if (found := number(each)) is not None]
        if self.max is not None and len(numbers) < len(given):
            refuse("only numbers, durations and sizes have min and max", "write allow with a list")
        if self.max is not None and numbers != sorted(numbers):
            refuse("min, default and max are not in this order", "a default lies between min and max")
        if isinstance(self.allow, list) and (not self.allow or number(self.allow[0]) is not None):
            refuse("numbers are bounded by min and max, not by a list", "write “max: …” or “allow: any”")

    @model_serializer(mode="wrap")
    def _as_written(self, handler: SerializerFunctionWrapHandler) -> Any:
        said = handler(self)
        if self.plain is not None:
            return said["plain"]
        return {name: value for name, value in said.items() if value is not None}

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> dict[str, Any]:
        made: dict[str, Any] = handler.resolve_ref_schema(handler(schema))
        properties = dict(made["properties"])
        plain = properties.pop("plain")
        options = [each for each in plain.get("anyOf", [plain]) if each != {"type": "null"}]
        return {"anyOf": [*options, {**made, "properties": properties, "minProperties": 1}]}


class MapBound(Bound[dict[Variable, Line]]):
    """Of a setting that is a mapping itself."""

    MAPS: ClassVar[bool] = True


def number(value: object) -> float | None:
    """Milliseconds, bytes or the number itself, to be compared; None for what has no order."""
    if isinstance(value, Duration):
        return value.milliseconds
    if isinstance(value, Size):
        return value.bytes
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


class ExitCodes(Formed):
    """``75`` or ``100-110``."""

    __slots__ = ()
    PATTERN = r"\d{1,3}(-\d{1,3})?"
    WORDS = "exit code or range"
    FIX = "write such as 75 or 100-110"
    NUMBER = ""


Number = Annotated[float, Field(ge=0, lt=1e9)]


class Rule(Section):
    """What follows an attempt that ended so: the first rule that matches decides, and all that it names must hold."""

    exit: list[ExitCodes] | None = entry(None, "Exit codes and ranges.", example=[75, "100-110"])
    signal: list[Text] | None = entry(None, "Signals that ended the command.", example=["KILL"])
    timeout: bool | None = entry(None, "Whether the time limit ended it.")
    output_re: Text | None = entry(None, "A regular expression for the end of its output.", example="deadlock")
    then: Literal["retry", "fail", "ok", "warn"] = entry(..., "What follows.", example="retry")

    @model_validator(mode="after")
    def _has_condition(self) -> Self:
        if self.exit is None and self.signal is None and self.timeout is None and self.output_re is None:
            refuse("the rule would hold always", "name a condition: exit, signal, timeout or output_re")
        if self.output_re is not None:
            _check_pattern(self.output_re)
        return self


def _check_pattern(pattern: str) -> None:
    try:
        re.compile(pattern)
    except re.error as error:
        refuse(
            f"“{pattern}” is no regular expression: {error}",
            "mind that quotes in YAML keep backslashes only when single",
        )


_FILE = "/etc/igor/jobs.d/*.yml"


def _setting(meaning: str, example: Any) -> Any:
    return entry(None, meaning, example=example, becomes=_FILE)


class Policy(Section):
    """Settings of the wrapper, each with its bounds."""

    retries: Bound[Count] | None = _setting("Attempts beyond the first.", {"default": 1, "max": 5})
    attempts: Bound[Annotated[int, Field(ge=1, le=1000)]] | None = _setting("Attempts in all.", {"max": 6})
    delay: Bound[Duration] | None = _setting("Limit of the random pause before the second attempt.", "1m")
    factor: Bound[Number] | None = _setting("Each pause's limit is so many times the last one's.", 2)
    max_delay: Bound[Duration] | None = _setting("No pause is longer.", "10m")
    max_elapsed: Bound[Duration] | None = _setting("No attempt starts later than this after the first.", "2h")
    rules: Bound[list[Rule]] | None = _setting("What follows which end.", [{"exit": [75], "then": "retry"}])
    timeout: Bound[Duration] | None = _setting("Time limit of each attempt.", {"default": "1h", "max": "6h"})
    total_timeout: Bound[Duration] | None = _setting("Time limit of all attempts and pauses together.", "12h")
    grace: Bound[Duration] | None = _setting("Between TERM and KILL.", "10s")
    warn_after: Bound[Duration] | None = _setting("Tell when it runs longer.", "45m")
    min_duration: Bound[Duration] | None = _setting("Tell when a success was quicker.", "10s")
    baseline: Bound[Number] | None = _setting("Tell when it takes so many times the usual deviation.", 9)
    lock: Bound[Text] | None = _setting("One at a time on a host, among all that name this lock.", "database")
    fleet_lock: Bound[Text] | None = _setting("One at a time on all hosts.", "database")
    on_busy: Bound[Literal["skip", "fail", "wait"]] | None = _setting(
        "When a lock is held.", {"allow": ["skip", "wait"]}
    )
    lock_wait: Bound[Duration] | None = _setting("How long to wait for a lock.", "10m")
    memory: Bound[Size] | None = _setting("Memory for all processes together.", {"max": "2G"})
    cpus: Bound[Number] | None = _setting("Processors for all processes together.", {"max": 2})
    processes: Bound[Count] | None = _setting("How many processes.", {"max": 512})
    max_output: Bound[Size] | None = _setting("Show no more output than this.", "64M")
    max_line: Bound[Size] | None = _setting("Cut longer lines.", "64K")
    secrets: Bound[list[Variable]] | None = _setting("Variables whose values are masked.", ["DB_URL"])
    secret_files: Bound[list[Text]] | None = _setting("Files whose contents are masked.", ["/etc/db.password"])
    environment: MapBound | None = _setting("Variables to set.", {"TZ": "UTC"})
    pass_environment: Bound[list[Variable]] | None = _setting("Pass only these variables on.", ["PATH", "HOME"])
    umask: Bound[Mask] | None = _setting("For what the command creates.", "027")
    schedule: Bound[Text] | None = _setting("When the next run is expected, as cron says it.", "15 2 * * *")
    ttl: Bound[Duration] | None = _setting("A run that is silent for so long is dead.", "3m")
    publish_on: Bound[Literal["success", "always"]] | None = _setting("Whose outputs count.", "success")
    needs: Bound[list[Text]] | None = _setting("Inputs to hand over.", ["build.version"])
    owner: Bound[Text] | None = _setting("Whom it concerns.", "data@example.org")
    sinks: Bound[list[Text]] | None = _setting(
        "Who is told by the wrapper itself: docs/alerts.md.", ["statsd://127.0.0.1"]
    )

    @model_validator(mode="after")
    def _one_count(self) -> Self:
        if self.retries is not None and self.attempts is not None:
            refuse("retries and attempts say the same", "remove one of them: attempts is retries + 1")
        return self


class JobName(Formed):
    """A job's full name, or ``FOLDER/*`` for everything below a folder."""

    __slots__ = ()
    PATTERN = r"(?!.*(^|/)\.{1,2}(/|$))[^/*?\[\]\\\s][^/*?\[\]\\]*(/[^/*?\[\]\\]+)*(/\*)?"
    WORDS = "full name of a job"
    FIX = "write TEAM/JOB, or TEAM/* for everything below a folder; other patterns are not known"


class Wrapper(Section):
    """The wrapper that runs each step of a job."""

    policy: Policy = entry(
        Policy,
        "What jobs may ask of it. A plain value is fixed; bounds are min, max and allow.",
        becomes="wrapper_policies",
    )


class Jobs(Section):
    """What holds for jobs that do not say, for all and by name."""

    defaults: Policy = entry(
        Policy, "For all jobs; a plain value is a default that a job may change.", becomes="wrapper_policies"
    )
    policies: dict[JobName, Policy] = entry(
        dict,
        "By the job's full name, or FOLDER/* for everything below a folder. The nearest counts.",
        example={"imports/*": {"timeout": "2h"}},
        becomes="wrapper_policies",
    )
