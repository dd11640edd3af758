"""Contexts: what a call does, what is refused and how."""

from __future__ import annotations

from pathlib import Path

import pytest
from dsl_closures import SITE, PyClosure

from igor.groovy.host import MISSING, HostError
from igor.groovy.xml_node import Node
from igor.jobdsl.context import Context
from igor.jobdsl.declarations import ContextSpec
from igor.jobdsl.errors import DslError
from igor.jobdsl.factory import DslFactory
from igor.jobdsl.item import Item
from igor.jobdsl.session import SEED_JOB, SeedRequest, Session


def _session(**values: object) -> Session:
    return Session(SeedRequest((), Path(), **values))  # type: ignore[arg-type]


def _job(body: PyClosure | None = None, *, method: str = "job", name: str = "a") -> Item:
    arguments = [name] if body is None else [name, body]
    item = DslFactory(_session()).invoke_method(method, arguments, SITE)
    assert isinstance(item, Item)
    return item


def _child(item: Item, path: str) -> Node:
    node = item.node()
    for name in path.split("/"):
        found = node.first(name)
        assert found is not None, path
        node = found
    return node


def test_edits_apply_in_call_order_to_a_fresh_template() -> None:
    """XML read twice would hold every step twice."""
    item = _job(PyClosure(lambda call, it: (call("description", "1"), call("description", "2"))))
    item.edits.append(lambda root: root.slash("builders").shift(Node("x")) and None)
    assert _child(item, "description").text() == "2"
    assert len(_child(item, "builders").children) == 1
    assert len(_child(item, "builders").children) == 1


def test_a_method_that_does_not_exist_is_left_to_the_enclosing_closures() -> None:
    """``branch`` inside ``remote`` would not reach the git context."""
    assert _job().invoke_method("shell", ["x"], SITE) is MISSING


def test_a_known_but_unsupported_method_is_refused_with_its_place() -> None:
    """Users would be told that a method of Job DSL does not exist."""
    context = _job()
    context.spec = ContextSpec(context.kind)
    with pytest.raises(DslError, match=r"\(test.groovy, line 3\) jdk in FreeStyleJob .* not support yet"):
        context.invoke_method("jdk", ["17"], SITE)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("", "name must be specified"),
        ("a/", "name must not contain trailing slash: a/"),
        ("a?b", "is an unsafe character"),
        ("..", "is not an allowed name"),
        ("x.", "must not end with a dot"),
    ],
)
def test_bad_names_are_refused(name: str, message: str) -> None:
    """Jenkins would refuse the item after others were created."""
    with pytest.raises(DslError, match=message):
        _job(name=name)


def test_two_sources_are_refused_outside_multiscm() -> None:
    """The second repository would silently win."""
    git = PyClosure(lambda call: (call("git", "u"), call("git", "v")))
    with pytest.raises(DslError, match='Outside "multiscm", only one SCM can be specified'):
        _job(PyClosure(lambda call, it: call("scm", git)))


def test_duplicate_parameters_in_one_block_are_refused() -> None:
    """A build would ask twice for one name."""
    block = PyClosure(lambda call: (call("stringParam", "A"), call("booleanParam", "A")))
    with pytest.raises(DslError, match="parameter A already defined"):
        _job(PyClosure(lambda call, it: call("parameters", block)))


def test_choices_are_checked() -> None:
    """Jenkins would fail to load the job."""
    block = PyClosure(lambda call: call("blockLevel", "HERE"))
    with pytest.raises(DslError, match="blockLevel must be one of GLOBAL, NODE"):
        _job(PyClosure(lambda call, it: call("blockOn", "x", block)))


def test_names_resolve_by_the_lookup_strategy() -> None:
    """A seed in a folder would write outside of it, or into itself."""
    session = _session(seed_job_name="team/seed", lookup_strategy=SEED_JOB)
    assert [session.resolve(name) for name in ("x", "/x", "../x", "f/x")] == ["team/x", "x", "x", "team/f/x"]
    assert _session(seed_job_name="team/seed").resolve("x") == "x"


def test_the_wrapper_policy_keeps_durations_as_written() -> None:
    """The job's retries and time limit would not reach the wrapper."""
    policy = PyClosure(lambda call: (call("timeout", "30m"), call("retries", 2), call("grace", 90)))
    item = _job(PyClosure(lambda call, it: call("igor", policy)), method="pipelineJob")
    made = _child(item, "properties/igor.wrapper.WrapperPolicy")
    assert [(child.name, child.text()) for child in made.children] == [
        ("retries", "2"),
        ("timeout", "30m"),
        ("grace", "90"),
    ]


@pytest.mark.parametrize("value", ["30 minutes", "-1", "1.5h", ""])
def test_bad_durations_are_refused(value: str) -> None:
    """A limit that nobody understands would never stop the job."""
    policy = PyClosure(lambda call: call("timeout", value))
    with pytest.raises(DslError, match="timeout must be seconds"):
        _job(PyClosure(lambda call, it: call("igor", policy)))


def test_symbols_of_plugins_make_their_objects() -> None:
    """``disableConcurrentBuilds()`` in properties would be unknown."""
    item = _job(
        PyClosure(lambda call, it: call("properties", PyClosure(lambda inner: inner("disableConcurrentBuilds")))),
        method="pipelineJob",
    )
    kind = "org.jenkinsci.plugins.workflow.job.properties.DisableConcurrentBuildsJobProperty"
    assert _child(item, f"properties/{kind}/abortPrevious").text() == "false"


def test_files_outside_the_workspace_are_refused(tmp_path: Path) -> None:
    """A script could read any file of the controller."""
    session = Session(SeedRequest((), tmp_path / "workspace"))
    (tmp_path / "secret").write_text("x")
    with pytest.raises(DslError, match="outside the workspace"):
        session.read_workspace_file("../secret", SITE)
    with pytest.raises(DslError, match=r"\(test.groovy, line 3\) File nope does not exist in workspace"):
        session.read_workspace_file("nope", SITE)


def test_a_template_of_another_type_is_refused() -> None:
    """A free-style job would become a pipeline."""
    configs = {"tpl": "<flow-definition/>"}
    factory = DslFactory(_session(existing_config=configs.get))
    item = factory.invoke_method("job", ["a", PyClosure(lambda call, it: call("using", "tpl"))], SITE)
    with pytest.raises(DslError, match="The type of job 'a' does not match the type of its template 'tpl'"):
        item.xml()
    missing = factory.invoke_method("job", ["b", PyClosure(lambda call, it: call("using", "no"))], SITE)
    with pytest.raises(DslError, match="The template job with name no does not exist"):
        missing.xml()


def test_null_for_a_list_is_refused_by_name() -> None:
    """A missing variable would end as an error of the machinery."""
    with pytest.raises(HostError, match="environmentVariables: vars must not be null"):
        _job(PyClosure(lambda call, it: call("environmentVariables", None, PyClosure(lambda call: None))))


def test_the_items_of_a_single_list_are_arguments_where_no_overload_takes_the_list() -> None:
    """``description(['text'])`` would be no method."""
    job = _job(PyClosure(lambda call, it: call("logRotator", [1, 2, 3, 4])))
    assert "<artifactNumToKeep>4<" in job.xml()
    assert _job().invoke_method("displayName", [["a", "b"]], SITE) is MISSING


def test_a_call_without_arguments_names_the_methods_that_take_some() -> None:
    """Nothing would tell a script which arguments ``mailer`` takes."""
    publishers = Context("helpers.publisher.PublisherContext", _session())
    with pytest.raises(HostError, match=r"(?s)which method mailer\(\) to invoke .*#mailer\(java\.lang\.String\)"):
        publishers.invoke_method("mailer", [], SITE)


def test_a_context_hands_out_its_list_of_nodes() -> None:
    """``stepNodes << new NodeBuilder()…`` is how scripts add what Job DSL has no method for."""
    steps = Context("helpers.step.StepContext", _session())
    steps.get_property("stepNodes").append(Node("my.Step"))
    assert [node.name for node in steps.nodes] == ["my.Step"]
    assert steps.get_property("publisherNodes") is MISSING
