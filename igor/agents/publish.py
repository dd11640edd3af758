"""What a build publishes, done on its workspace: artifacts, fingerprints, test results. Run under the wrapper.

``python … publish ORDER URL``: ``ORDER`` is a JSON file that the engine wrote (``igor.controller.build_publish``).
Exit codes: 0, 3 (the build is UNSTABLE by it), 1 (FAILURE). What it prints stands in the build's log, worded as Jenkins
words it. Source: hudson.tasks.ArtifactArchiver, hudson.tasks.Fingerprinter, hudson.tasks.junit.JUnitResultArchiver.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from igor.agents import patterns
from igor.agents.lean import remove_tree
from igor.agents.outputs import KEPT
from igor.agents.upload import Sent, Upload, UploadRefused

EXIT_FAILURE = 1
EXIT_UNSTABLE = 3
#: Where files lie in what is delivered: ``archive/…`` for artifacts, beside it the test results.
ARCHIVE = "archive/"
TESTS = "tests.json"
#: A reference to what a run put into ``$IGOR_ARTIFACTS``: this, the run's id, a slash, the file's path.
ARTIFACTS = "igor-artifacts:"

_SUCCESS, _UNSTABLE, _FAILURE = "SUCCESS", "UNSTABLE", "FAILURE"
_EXIT_CODES = {_SUCCESS: 0, _UNSTABLE: EXIT_UNSTABLE, _FAILURE: EXIT_FAILURE}
_NOT_FAILED = (_SUCCESS, _UNSTABLE)


def main(order_file: str, url: str) -> int:
    """Publish what the order says from the current folder; the exit code."""
    order = json.loads(Path(order_file).read_bytes())
    job = Publishing(Path.cwd(), order, Path(order_file).parent)
    for publisher in order["publishers"]:
        _STEPS[publisher["kind"]](job, publisher)
    try:
        job.deliver(Upload(url or order["url"], order["run_id"], order["token"], say))
    except (UploadRefused, OSError) as error:
        say(f"ERROR: nothing could be published: {error}")
        return EXIT_FAILURE
    return _EXIT_CODES[job.worst]


def say(line: str) -> None:
    """One line of the log."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


class Publishing:
    """What is gathered. ``result``: the build's so far; ``worst``: the publishers' alone; ``own``: the run's folder."""

    def __init__(self, folder: Path, order: dict[str, Any], own: Path) -> None:
        self.folder = folder
        self.own = own
        self.digested: set[str] = set()
        self.kept = Path(f"{folder}@tmp", KEPT)
        self.result = order["result"]
        self.worst = _SUCCESS
        self.artifacts: dict[str, Path] = {}
        self.fingerprinted: set[str] = set()
        self.fingerprints: dict[str, tuple[str, int]] = {}
        self.suites: list[dict[str, Any]] | None = None
        #: Failed, skipped and all tests.
        self.counts = [0, 0, 0]
        for reference in order.get("references", ()):
            self._refer(reference)

    def path(self, name: str) -> Path:
        return self.folder / name

    def _refer(self, reference: str) -> None:
        """A file that the build's outputs name."""
        name, path = reference, self.path(reference)
        if reference.startswith(ARTIFACTS):
            run_id, _, name = reference[len(ARTIFACTS) :].partition("/")
            path = self.kept / run_id / name
        if path.is_file():
            self.artifacts[ARCHIVE + name] = path
            self.digested.add(ARCHIVE + name)
        else:
            say(f"ERROR: an output refers to {name}, which is no file in the workspace")
            self.judge(_FAILURE)

    def judge(self, result: str) -> None:
        """The build is at least as bad as this."""
        order = (_SUCCESS, _UNSTABLE, _FAILURE)
        self.worst = max(self.worst, result, key=order.index)
        if self.result in order:
            self.result = max(self.result, result, key=order.index)

    def find(self, publisher: dict[str, Any]) -> list[str]:
        """The files that a publisher means; names that are no Unicode cannot travel and are told."""
        options = {name: publisher[name] for name in patterns.Selection._fields if name in publisher}
        found = list(patterns.find(str(self.folder), patterns.Selection(**options)))
        for name in found:
            if not _is_text(name):
                say(f"WARN: left out, its name is not UTF-8: {os.fsencode(name)!r}")
        return [name for name in found if _is_text(name)]

    def deliver(self, upload: Upload) -> None:
        """Send everything and commit it."""
        files = sorted(self.artifacts.items())
        if self.suites is not None:
            files.append((TESTS, self.own / TESTS))
            with files[-1][1].open("w", encoding="utf-8", errors="replace") as file:
                json.dump(self.suites, file)
        if files or self.fingerprints:
            upload.deliver(files, self._facts, self.digested | self.fingerprinted)
        if self.kept.exists():
            remove_tree(self.kept)

    def _facts(self, sent: list[Sent]) -> dict[str, Any]:
        """Fingerprints of what was archived are those of what was sent."""
        return {
            "fingerprinted": [each.path for each in sent if each.path in self.fingerprinted],
            "fingerprints": [[name, *facts] for name, facts in sorted(self.fingerprints.items())],
            "tests": None if self.suites is None else self.counts,
        }


def archive(job: Publishing, publisher: dict[str, Any]) -> None:
    """Keep files with the build."""
    if not publisher["includes"]:
        say("ERROR: No artifacts are configured for archiving.\nYou probably forgot to set the file pattern.")
        _fail(job, "Archive the artifacts")
        return
    if publisher["only_if_successful"] and job.result not in _NOT_FAILED:
        say("Skipped archiving because build is not successful")
        return
    say("Archiving artifacts")
    found = job.find(publisher)
    if not found:
        _nothing_to_archive(job, publisher)
    elif publisher["fingerprint"]:
        say("Recording fingerprints")
        job.fingerprinted.update(ARCHIVE + name for name in found)
    job.artifacts.update((ARCHIVE + name, job.path(name)) for name in found)


def _nothing_to_archive(job: Publishing, publisher: dict[str, Any]) -> None:
    """A build that failed before has its reason already."""
    text = f'No artifacts found that match the file pattern "{publisher["includes"]}". Configuration error?'
    if job.result in _NOT_FAILED:
        say(f"{'WARN' if publisher['allow_empty'] else 'ERROR'}: {text}")
    if not publisher["allow_empty"]:
        _fail(job, "Archive the artifacts")


def fingerprint(job: Publishing, publisher: dict[str, Any]) -> None:
    """Record the digests of files."""
    say("Recording fingerprints")
    for name in job.find(publisher):
        with job.path(name).open("rb") as file:
            job.fingerprints[name] = (md5_of(file), os.fstat(file.fileno()).st_mtime_ns // 1_000_000)


def md5_of(file: Any) -> str:
    """In hexadecimal, read piece by piece."""
    import hashlib  # 4 MiB that most builds do not need

    digest = hashlib.md5()
    for data in iter(lambda: file.read(1 << 20), b""):
        digest.update(data)
    return digest.hexdigest()


def record_tests(job: Publishing, publisher: dict[str, Any]) -> None:
    """Read test reports; failed tests make the build UNSTABLE."""
    from igor.agents import junit  # with an XML parser

    say("Recording test results")
    step = publisher["step_name"]
    try:
        suites = _read_reports(job, publisher, junit)
    except (junit.MalformedReport, OSError) as error:
        say(f"ERROR: Failed to read test report file {error}")
        _fail(job, step)
        return
    if suites is None:
        _no_tests(job, publisher, "No test report files were found. Configuration error?")
        return
    job.suites = (job.suites or []) + suites
    counted = junit.counts(suites)
    job.counts = [sum(pair) for pair in zip(job.counts, counted.values())]  # noqa: B905 - Python 3.8
    if not counted["total"]:
        _no_tests(job, publisher, "None of the test reports contained any result")
    elif publisher["failed_above"] >= 0 and counted["fail"] > publisher["failed_above"]:
        _change(job, step, _FAILURE)
    elif publisher["unstable_above"] >= 0 and counted["fail"] > publisher["unstable_above"]:
        _change(job, step, _UNSTABLE)


def _read_reports(job: Publishing, publisher: dict[str, Any], junit: Any) -> list[dict[str, Any]] | None:
    """The suites of all report files; None without a file. An empty file is a suite that died."""
    names = job.find(publisher)
    suites: list[dict[str, Any]] = []
    for name in names:
        if job.path(name).stat().st_size == 0:
            suites.append(_dead_suite(name))
            continue
        suites += junit.read_report(str(job.path(name)), keep_long_output=publisher["keep_long_output"])
    return suites if names else None


def _dead_suite(name: str) -> dict[str, Any]:
    message = f"Test report file {name} was length 0"
    case = {"className": name, "name": "(empty)", "duration": 0.0, "skipped": False, "skippedMessage": None}
    case.update(errorDetails=message, errorStackTrace=message, stdout=None, stderr=None)
    return {
        "name": name,
        "id": None,
        "timestamp": None,
        "duration": 0.0,
        "stdout": None,
        "stderr": None,
        "cases": [case],
    }


def _no_tests(job: Publishing, publisher: dict[str, Any], text: str) -> None:
    if publisher["allow_empty"]:
        say(text)
    elif job.result in _NOT_FAILED:
        say(f"ERROR: {text}")
        _fail(job, publisher["step_name"])


def _fail(job: Publishing, step: str) -> None:
    _change(job, step, _FAILURE)


def _change(job: Publishing, step: str, result: str) -> None:
    before = job.result
    job.judge(result)
    if job.result != before:
        say(f"Build step '{step}' changed build result to {result}")


def _is_text(name: str) -> bool:
    return name.encode("utf-8", "surrogateescape") == name.encode("utf-8", "replace")


_STEPS = {"archive": archive, "fingerprint": fingerprint, "junit": record_tests}
