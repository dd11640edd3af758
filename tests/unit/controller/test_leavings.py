"""What builds leave: publishing in the walk, histories of tests, outputs, names of artifacts."""

from __future__ import annotations

import pytest

from igor.controller import artifacts, build_inputs, build_outputs, fingerprints
from igor.controller.build_walk import Fetch, Finish, Launch, Publish, StepRun, Wait, next_action, step_text
from igor.controller.delivery import segments
from igor.controller.test_results import Case, Report, Suite, compare
from igor.model.errors import Invalid
from igor.model.job import ArchiveArtifacts, JobDefinition, Result, ShellStep

STEP = ShellStep("one")
PLAN = JobDefinition("project", steps=(STEP,), publishers=(ArchiveArtifacts("a"),))
BARE = JobDefinition("project", steps=(STEP,))


def run(step: int, outcome: str, code: int = 0, state: str = "finished") -> StepRun:
    return StepRun(f"run{step}", step, state, outcome, code)


def after(*runs: StepRun, plan: JobDefinition = PLAN, **options: object) -> object:
    return next_action(plan, runs, node_name="n", **options)  # type: ignore[arg-type]


def test_publishing_follows_the_steps() -> None:
    """Once, whatever the steps' result was; a job without publishers has none of it."""
    assert after(run(0, "success")) == Publish(1, Finish(Result.SUCCESS))
    assert after(run(0, "failure", 2)) == Publish(1, Finish(Result.FAILURE, "exit code 2"))
    assert after(run(0, "success"), StepRun("run1", 1, "launched")) == Wait("run1")
    assert after(run(0, "success"), run(1, "success")) == Finish(Result.SUCCESS)
    assert after(run(0, "success"), plan=BARE) == Finish(Result.SUCCESS)
    assert after(run(0, "success"), plan=BARE, references=["f"]) == Publish(1, Finish(Result.SUCCESS))


@pytest.mark.parametrize(
    ("steps", "published", "result"),
    [
        (run(0, "success"), run(1, "failure", 3), Finish(Result.UNSTABLE, "failed tests")),
        (run(0, "success"), run(1, "failure", 1), Finish(Result.FAILURE, "publishing failed")),
        (run(0, "failure", 2), run(1, "failure", 3), Finish(Result.FAILURE, "exit code 2")),
        (run(0, "success"), run(1, "stopped"), Finish(Result.ABORTED, "stopped by me")),
        (run(0, "timeout"), run(1, "success"), Finish(Result.ABORTED, "timeout")),
        (run(0, "success"), run(1, "error", 125), Finish(Result.FAILURE, "error")),
    ],
)
def test_the_worse_result_counts(steps: StepRun, published: StepRun, result: Finish) -> None:
    """Publishing never mends a build, and its own trouble has its own reason."""
    assert after(steps, published, stop_requested_by="me") == result


def test_a_stopped_build_publishes_and_says_so_once() -> None:
    """``Aborted by`` comes before what is published, not again behind it."""
    assert after(stop_requested_by="me") == Publish(1, Finish(Result.ABORTED, "stopped by me", "Aborted by me\n"))
    assert after(run(0, "stopped"), run(1, "success"), stop_requested_by="me") == Finish(
        Result.ABORTED, "stopped by me"
    )


def test_a_build_that_lost_its_agent_publishes_nothing() -> None:
    """Nobody has its workspace."""
    assert after(run(0, "lost", state="lost")) == Finish(Result.FAILURE, "lost")


def test_files_come_before_the_first_step() -> None:
    """A step that started without them would work on nothing."""
    assert after(is_given_files=True) == Fetch(-1)
    assert after(run(-1, "success"), is_given_files=True) == Launch(0, STEP)
    assert after(run(-1, "failure", 1), plan=BARE, is_given_files=True) == Finish(Result.FAILURE, "exit code 1")
    assert step_text(BARE, run(-1, "failure", 1)) == ""


def case(name: str, *, failed: bool = False, skipped: bool = False) -> Case:
    return Case("k", name, 0.0, skipped, errorStackTrace="t" if failed else None)


def test_histories_of_tests() -> None:
    """A failure's age counts from the build in which it began, over any number of builds."""
    first = Report(3, [Suite("s", 0, [case("a", failed=True), case("b"), case("c"), case("d", skipped=True)])])
    compare(first, None)
    second = Report(5, [Suite("s", 0, [case("a", failed=True), case("b", failed=True), case("c"), case("d")])])
    compare(second, first)
    third = Report(6, [Suite("s", 0, [case("a"), case("b", failed=True), case("new", failed=True)])])
    compare(third, second)
    assert [(c.status, c.failedSince) for c in first.cases()] == [
        ("FAILED", 3), ("PASSED", 0), ("PASSED", 0), ("SKIPPED", 0),
    ]  # fmt: skip
    assert [(c.status, c.failedSince) for c in second.cases()] == [
        ("FAILED", 3), ("REGRESSION", 5), ("PASSED", 0), ("FIXED", 0),
    ]  # fmt: skip
    assert [(c.status, c.failedSince) for c in third.cases()] == [("FIXED", 0), ("FAILED", 5), ("FAILED", 6)]
    assert second.counts == (2, 0, 4)


def test_outputs_are_checked_again() -> None:
    """An agent that was taken over must not fill the store, nor leave secrets or paths that lead elsewhere."""
    outputs = build_outputs.decode(
        '{"outputs": {"a": "1", "b": {"base64": "AA=="}, "c": "artifact: ./d/e.txt"}, "artifacts": {"x/y": {}}}',
        (),
        "run",
    )
    assert [(o.key, o.kind, o.reference) for o in outputs] == [
        ("a", "text", None), ("b", "base64", None), ("c", "artifact", "d/e.txt"),
        ("artifacts/x/y", "artifact", "x/y"),
    ]  # fmt: skip
    assert [o.source for o in outputs[2:]] == ["d/e.txt", "igor-artifacts:run/x/y"]
    for wrong in ('{"1a": "x"}', '{"a": "artifact:../x"}', '{"a": "artifact:/etc/passwd"}', '["a"]', "unreadable"):
        with pytest.raises(Invalid):
            build_outputs.decode(f'{{"outputs": {wrong}}}')
    with pytest.raises(Invalid, match="refers to"):
        build_outputs.decode('{"outputs": {}, "artifacts": {"../x": {}}}')
    with pytest.raises(Invalid, match="64 KiB"):
        build_outputs.decode(f'{{"outputs": {{"a": "{"x" * 65_537}"}}}}')
    with pytest.raises(Invalid, match="holds a secret"):
        build_outputs.decode('{"outputs": {"a": "my hunter2!"}}', ["hunter2"])
    many = ",".join(f'"k{n}": "{"x" * 65_000}"' for n in range(25))
    with pytest.raises(Invalid, match="MiB together"):
        build_outputs.decode(f'{{"outputs": {{{many}}}}}')


def test_variables_of_needs() -> None:
    """No name can become PATH or another of Igor's own."""
    assert build_inputs.variable("team/my-app.version") == "IGOR_IN_TEAM_MY_APP_VERSION"
    assert build_inputs.split("a.b/c.d.key") == ("a.b/c.d", "key")


@pytest.mark.parametrize("path", ["", "/a", "a/", "a//b", "../a", "a/./b", "a/..", "a\0", "x" * 256])
def test_paths_that_lead_elsewhere_are_refused(path: str) -> None:
    """A delivery stays in its folder."""
    with pytest.raises(Invalid):
        segments(path)


def test_names_of_artifacts() -> None:
    """As short as tells them apart."""
    assert artifacts.display_paths(["a/x.txt", "b/x.txt", "y.txt", "c/b/x.txt"]) == [
        "a/x.txt", "b/x.txt", "y.txt", "c/b/x.txt",
    ]  # fmt: skip
    assert artifacts.display_paths(["deep/er/a.jar", "deep/b.jar"]) == ["a.jar", "b.jar"]


def test_ranges_of_builds() -> None:
    """Ends are exclusive, as in Jenkins."""
    assert fingerprints.ranges([3, 1, 2, 7]) == [(1, 4), (7, 8)]
