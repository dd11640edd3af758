"""Whether a run kept what Igor promises: pure, from what was asked, what the store says, and what the commands did."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from chaos_workload import JOBS, Asked

_MINUTE_MS = 60_000
#: Whether a slot that falls due so shortly before its timer is removed has a build is a matter of luck.
_REMOVAL_MS = 10_000


@dataclass(frozen=True)
class Entry:
    """A line of the journal. ``kind``: ``start`` or ``end`` of an attempt."""

    kind: str
    job: str
    number: str
    build: int
    attempt: int
    node: str
    executor: int
    at_ns: int


@dataclass(frozen=True)
class Ended:
    """A build as the store has it. ``number`` is the wish's, ``log`` what the console shows."""

    job: str
    build: int
    queue_id: int
    state: str
    result: str | None
    reason: str | None
    number: str
    node: str
    attempts: int
    causes: tuple[str, ...]
    log: bytes


@dataclass(frozen=True)
class Slot:
    """A scheduled time of a job, as the store has it."""

    job: str
    scheduled_ms: int
    state: str
    queue_id: int | None


@dataclass
class History:
    """Everything that is known of a run after it. ``timed``: from when to when each job had a timer of each minute."""

    asked: list[Asked]
    stopped: set[tuple[str, int]]
    journal: list[Entry]
    builds: list[Ended]
    waiting: int
    killed_wrappers: int
    left_processes: list[str] = field(default_factory=list)
    slots: list[Slot] = field(default_factory=list)
    timed: dict[str, tuple[int, int]] = field(default_factory=dict)


def parse_journal(text: str) -> list[Entry]:
    """Raises ValueError on a line that no command wrote."""
    entries = []
    for line in text.splitlines():
        kind, job, number, build, attempt, node, executor, at_ns = line.split(" ")
        entries.append(Entry(kind, job, number, int(build), int(attempt), node, int(executor), int(at_ns)))
    return entries


def violations(history: History) -> list[str]:
    """One sentence for each promise that was broken."""
    checks = (_asked, _numbers, _ends, _attempts, _logs, _executors, _one_at_a_time, _followers, _slots, _rest)
    return [f"{check.__name__[1:]}: {found}" for check in checks for found in check(history)]


def violations_in_part(history: History, open_items: set[int], of_live: Iterable[tuple[str, int]]) -> list[str]:
    """One sentence for each promise that a store breaks which was copied in the middle of a run.

    Args:
        history: ``asked`` holds only what was acknowledged before the copy, ``builds`` is the copy's.
        open_items: the queue items that wait in it.
        of_live: job and number of the builds that there were in the end.
    """
    found = [f"part: {sentence}" for sentence in _kept(history, open_items, set(of_live))]
    return found + [f"{check.__name__[1:]}: {what}" for check in (_numbers, _logs) for what in check(history)]


def _kept(history: History, open_items: set[int], of_live: set[tuple[str, int]]) -> Iterator[str]:
    """Each wish has one build or waits; nothing is there that never was."""
    by_queue = Counter(build.queue_id for build in history.builds) + Counter(open_items)
    for request in history.asked:
        if request.queue_id is not None and (count := by_queue[request.queue_id]) != 1:
            yield f"{request.job} {request.number} (queue item {request.queue_id}) is there {count} times"
    for build in history.builds:
        if (build.job, build.build) not in of_live:
            yield f"{build.job} #{build.build} is nowhere else"


def _asked(history: History) -> Iterator[str]:
    """Each acknowledged wish has exactly one build; no wish has two; no build without a wish."""
    by_wish = Counter((build.job, build.number) for build in history.builds if build.number != "0")
    by_queue = Counter(build.queue_id for build in history.builds)
    known = {(request.job, request.number) for request in history.asked}
    for request in history.asked:
        count = by_wish[request.job, request.number]
        if count > 1 or (request.queue_id is not None and count == 0):
            yield f"{request.job} {request.number} (queue item {request.queue_id}) has {count} builds"
    yield from (f"queue item {queue_id} has {count} builds" for queue_id, count in by_queue.items() if count > 1)
    yield from (
        f"{job} {number} was built and never asked for" for job, number in by_wish if (job, number) not in known
    )


def _numbers(history: History) -> Iterator[str]:
    """Build numbers are 1, 2, 3 … and each means one build."""
    numbers = defaultdict(list)
    for build in history.builds:
        numbers[build.job].append(build.build)
    for job, found in numbers.items():
        if sorted(found) != list(range(1, len(found) + 1)):
            yield f"{job} has the numbers {sorted(found)}"
    meant = defaultdict(set)
    for entry in history.journal:
        meant[entry.job, entry.build].add(entry.number)
    yield from (f"{job} #{build} ran for {wishes}" for (job, build), wishes in meant.items() if len(wishes) > 1)


#: Of a wrapper that was killed before it had said anything.
_NEVER_STARTED = "error: the wrapper ended before the command was started"


def _is_lost(build: Ended) -> bool:
    return (build.reason or "").startswith(("lost", _NEVER_STARTED))


def _ends(history: History) -> Iterator[str]:
    """Every build has ended, as its command did; what was lost is said to be lost, and no more is than was killed."""
    ended = {(e.job, e.build, e.attempt) for e in history.journal if e.kind == "end"}
    begun = {(e.job, e.build) for e in history.journal}
    lost = 0
    for build in history.builds:
        job = JOBS[build.job]
        name = f"{build.job} #{build.build}"
        if build.state != "finished":
            yield f"{name} is still running"
        elif build.result == "ABORTED":
            if (build.job, build.build) not in history.stopped:
                yield f"{name} is ABORTED ({build.reason}), and nobody stopped it"
        elif _is_lost(build):
            lost += 1
            if (build.reason or "").startswith(_NEVER_STARTED) and (build.job, build.build) in begun:
                yield f"{name} is said to have never started, and its command ran"
        elif build.result != ("FAILURE" if job.code else "SUCCESS"):
            yield f"{name} is {build.result} ({build.reason})"
        elif (build.job, build.build, job.failures + 1) not in ended:
            yield f"{name} is {build.result}, and its command did not come to its end"
    if lost > history.killed_wrappers:
        yield f"{lost} builds were lost, {history.killed_wrappers} wrappers killed"


def _attempts(history: History) -> Iterator[str]:
    """No attempt of a build is made twice, by whomever."""
    starts = Counter((e.job, e.build, e.attempt) for e in history.journal if e.kind == "start")
    yield from (f"{job} #{build} attempt {n} was made {c} times" for (job, build, n), c in starts.items() if c > 1)
    known = {(build.job, build.build) for build in history.builds}
    ran = {(entry.job, entry.build) for entry in history.journal}
    yield from (f"{job} #{build} ran, and the store does not know it" for job, build in ran - known)


def _logs(history: History) -> Iterator[str]:
    """The console shows what the command printed, every byte once and in order; of one that was cut short, a part."""
    for build in history.builds:
        if build.result in ("SUCCESS", "FAILURE") and not _is_lost(build):
            expected = JOBS[build.job].output(build.number, JOBS[build.job].failures + 1)
            if (found := output_of(build.log)) != expected:
                yield f"{build.job} #{build.build}: {difference(found, expected)}"
        elif build.state == "finished":
            expected = JOBS[build.job].output(build.number, JOBS[build.job].failures + 1)
            if not expected.startswith(found := output_of(build.log)):
                yield f"{build.job} #{build.build}, which was cut short: {difference(found, expected)}"


def output_of(log: bytes) -> bytes:
    """The command's lines of a console, without those of engine and wrapper."""
    lines = log.splitlines(keepends=True)
    begin = next((index for index, line in enumerate(lines) if line.startswith(b"Building ")), -1) + 1
    own = (b"[igor] ", b"Build step 'Execute shell'", b"Finished: ", b"Triggering a new build of ")
    own += (b"NOTICE: ", b"ERROR: ", b"Aborted by ")
    return b"".join(line for line in lines[begin:] if not line.startswith(own))


def difference(found: bytes, expected: bytes) -> str:
    """Where two outputs part."""
    place = next(
        (i for i, (a, b) in enumerate(zip(found, expected, strict=False)) if a != b), min(len(found), len(expected))
    )
    return (
        f"{len(found)} bytes instead of {len(expected)}; from byte {place} {found[place : place + 60]!r} "
        f"instead of {expected[place : place + 60]!r}"
    )


def _spans(entries: Iterable[Entry]) -> Iterator[tuple[int, int, Entry]]:
    """Begin and end of each attempt that has both."""
    ends = {(e.job, e.build, e.attempt): e.at_ns for e in entries if e.kind == "end"}
    for entry in entries:
        key = entry.job, entry.build, entry.attempt
        if entry.kind == "start" and key in ends:
            yield entry.at_ns, ends[key], entry


def _overlaps(spans: list[tuple[int, int, Entry]]) -> Iterator[tuple[Entry, Entry]]:
    for (_, end, one), (begin, _, other) in pairwise(sorted(spans, key=lambda span: span[0])):
        if begin < end and (one.job, one.build) != (other.job, other.build):
            yield one, other


def _executors(history: History) -> Iterator[str]:
    """No executor has two builds at a time."""
    places = defaultdict(list)
    for span in _spans(history.journal):
        places[span[2].node, span[2].executor].append(span)
    for (node, executor), spans in places.items():
        for one, other in _overlaps(spans):
            yield f"{one.job} #{one.build} and {other.job} #{other.build} together on executor {executor} of {node}"


def _one_at_a_time(history: History) -> Iterator[str]:
    """Jobs that must not run beside themselves do not."""
    spans = defaultdict(list)
    for span in _spans(history.journal):
        if not JOBS[span[2].job].concurrent:
            spans[span[2].job].append(span)
    for job, of_job in spans.items():
        for one, other in _overlaps(of_job):
            yield f"{job} #{one.build} and #{other.build} ran together"


def _followers(history: History) -> Iterator[str]:
    """Each success of an upstream job is the cause of a build of the downstream one."""
    for job in (job for job in JOBS.values() if job.child):
        causes = {cause for build in history.builds if build.job == job.child for cause in build.causes}
        for build in history.builds:
            wanted = f"{job.name} #{build.build}"
            if build.job == job.name and build.result == "SUCCESS" and wanted not in causes:
                yield f"{wanted} was followed by no build of {job.child}"


def _slots(history: History) -> Iterator[str]:
    """Each minute is a slot, once, and has its build: one of its own, or, where the job says so, one that it joins."""
    by_queue = Counter(build.queue_id for build in history.builds)
    for job, (since_ms, until_ms) in history.timed.items():
        own = [slot for slot in history.slots if slot.job == job]
        minutes = list(range(since_ms // _MINUTE_MS * _MINUTE_MS + _MINUTE_MS, until_ms + 1, _MINUTE_MS))
        found = [slot.scheduled_ms for slot in own]
        if minutes and until_ms - minutes[-1] < _REMOVAL_MS and minutes[-1] not in found:
            minutes.pop()
        if found != minutes:
            yield f"{job} has slots at {found} instead of {minutes}"
        fired = [slot.queue_id or 0 for slot in own if slot.state == "fired"]
        if JOBS[job].slots == "all" and len(set(fired)) != len(own):
            yield f"{job}: of {len(own)} slots {len(set(fired))} have builds of their own"
        yield from (
            f"{job}: queue item {one} of a slot has {by_queue[one]} builds" for one in fired if by_queue[one] != 1
        )


def _rest(history: History) -> Iterator[str]:
    """Nothing waits and nothing is left over."""
    if history.waiting:
        yield f"{history.waiting} items are still in the queue"
    yield from (f"left over: {command}" for command in history.left_processes)
