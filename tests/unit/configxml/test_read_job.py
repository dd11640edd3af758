"""What a job's config.xml becomes: a field read wrongly here is a job that runs wrongly."""

from __future__ import annotations

from pathlib import Path

import pytest

from igor.configxml import default_config, definition_from_json, definition_to_json, read_item
from igor.model.errors import InvalidSource
from igor.model.job import (
    ArchiveArtifacts,
    DiscardPolicy,
    DownstreamTrigger,
    JobDefinition,
    Result,
    SeedStep,
    ShellStep,
    TimerTrigger,
    UnsupportedStep,
    UpstreamTrigger,
)
from igor.model.wrapper_policy import WrapperPolicy

FULL = (Path(__file__).parent / "full_job.xml").read_text()

SOON = "<igor.wrapper.WrapperPolicy><backoff>soon</backoff></igor.wrapper.WrapperPolicy>"


#: A plan as builds kept them with all their fields.
ALL_SAID = """{"class_name": "x", "description": null, "display_name": null, "disabled": false, "concurrent": false,
"quiet_period_s": null, "label": "work", "custom_workspace": null, "auth_token": null, "keep_dependencies": false,
"block_on_upstream": false, "block_on_downstream": false, "parameters": [], "timers": [], "upstream_triggers": [],
"downstream_triggers": [], "steps": [], "publishers": [], "needs": [], "environment": [],
"discard": {"days_to_keep": -1, "num_to_keep": -1, "artifact_days_to_keep": -1, "artifact_num_to_keep": -1},
"policy": {"retries": 0, "backoff_ms": 1000, "timeout_ms": 0, "grace_ms": 10000, "settings": [], "rules": []},
"retry": {"lost": null, "error": null}, "throttle": {"max_total": 0, "max_per_node": 0, "categories": []},
"resources": [], "priority": 3, "schedule": {"overlap": "queue-one", "catchup": "last", "within_ms": 0,
"deadline_ms": 0, "late_after_ms": 60000, "blackouts": []}, "bindings": [],
"alerts": {"on": null, "owner": "", "severity": null, "after": 0, "slow_ms": 0, "fast_ms": 0, "missed_ms": 0,
"stuck_ms": 0, "success_within_ms": 0, "runbook": ""}, "approval": null, "timestamps": false, "matrix": null,
"configuration": null, "unsupported": []}"""


@pytest.fixture(scope="module")
def full() -> JobDefinition:
    return job(FULL)


def job(xml: str) -> JobDefinition:
    definition = read_item(xml)
    assert isinstance(definition, JobDefinition)
    return definition


def line_of(element: str) -> int:
    return next(number for number, text in enumerate(FULL.splitlines(), 1) if f"<{element}>" in text)


def project(body: str) -> str:
    return f"<project>{body}</project>"


def test_plain_fields(full: JobDefinition) -> None:
    """Would show a field that is read from the wrong element."""
    assert full.class_name == "hudson.model.FreeStyleProject"
    assert full.description == "Rolls up & counts"
    assert full.display_name == "Roll up"
    assert (full.disabled, full.concurrent, full.block_on_upstream, full.block_on_downstream) == (True,) * 4
    assert (full.quiet_period_s, full.label, full.custom_workspace, full.auth_token) == (5, "linux && x64", "/w", "t")
    assert full.discard == DiscardPolicy(7, 10)
    assert full.timestamps


def test_policy_and_environment(full: JobDefinition) -> None:
    """Would show a duration in the wrong unit or a variable cut at its second equals sign."""
    assert full.policy == WrapperPolicy(retries=2, backoff_ms=500, timeout_ms=900_000, grace_ms=90_000)
    assert full.environment == (("A", "1"), ("B", "x=y"))


def test_parameters(full: JobDefinition) -> None:
    """Would show a kind, default or choice lost on the way."""
    assert [(p.name, p.kind, p.default) for p in full.parameters] == [
        ("S", "string", "d"),
        ("B", "boolean", "true"),
        ("C", "choice", "x"),
        ("T", "text", "l1\nl2"),
        ("P", "password", ""),
        ("F", "file", ""),
    ]
    assert full.parameters[2].choices == ("x", "y")


def test_of_two_parameters_with_one_name_the_first_counts() -> None:
    """Would show a job of a real Jenkins refused, or the wrong default."""
    one, two = (
        f"<hudson.model.StringParameterDefinition><name>A</name><defaultValue>{value}</defaultValue>"
        "</hudson.model.StringParameterDefinition>"
        for value in "12"
    )
    name = "hudson.model.ParametersDefinitionProperty"
    definitions = f"<parameterDefinitions>{one}{two}</parameterDefinitions>"
    definition = job(project(f"<properties><{name}>{definitions}</{name}></properties>"))
    assert [parameter.default for parameter in definition.parameters] == ["1"]
    assert "defined before" in definition.unsupported[0].consequence


def test_steps_keep_control_characters(full: JobDefinition) -> None:
    """Would show an escape character of a script lost, which XML 1.0 cannot carry."""
    assert full.steps[0] == ShellStep("echo \x1b[1m <x>", 3)
    assert full.steps[1] == UnsupportedStep("hudson.tasks.Maven", line_of("hudson.tasks.Maven"))


def test_triggers(full: JobDefinition) -> None:
    """Would show a chain that does not start, or starts after a failure."""
    assert full.timers == (TimerTrigger("H * * * *"),)
    assert full.upstream_triggers == (UpstreamTrigger(("up1", "up2"), Result.UNSTABLE),)
    assert full.downstream_triggers == (DownstreamTrigger(("d1", "../d2"), Result.FAILURE),)
    assert full.publishers == (ArchiveArtifacts("out/**", allow_empty=True),)


def test_everything_else_is_reported_with_its_line(full: JobDefinition) -> None:
    """Would show an element that is dropped silently."""
    elements = [
        "hudson.triggers.SCMTrigger",
        "hudson.tasks.Maven",
        "hudson.tasks.Mailer",
    ]
    assert [(u.element, u.line) for u in full.unsupported] == [(name, line_of(name)) for name in elements]


def test_json_gives_back_the_same(full: JobDefinition) -> None:
    """Would show a build whose plan is not the job it started from."""
    assert definition_from_json(definition_to_json(full)) == full
    seed = JobDefinition("x", steps=(SeedStep(targets=("a", "b")), ShellStep("s")))
    assert definition_from_json(definition_to_json(seed)) == seed


def test_json_leaves_defaults_out() -> None:
    """Would show a default that is another one now: it changes what the plans of stored builds mean."""
    plain = definition_to_json(JobDefinition("x", label="work"))
    assert plain == '{"class_name":"x","label":"work","steps":[],"publishers":[]}'
    assert definition_from_json(plain) == definition_from_json(ALL_SAID)


def test_json_of_a_newer_version_is_read() -> None:
    """Would show a rollback that cannot read the plans of running builds."""
    assert definition_from_json('{"class_name": "x", "later": 1}') == JobDefinition("x")


def test_default_job_reports_nothing() -> None:
    """Would show noise in every log: a harmless default taken for something unsupported."""
    assert job(default_config("hudson.model.FreeStyleProject")).unsupported == ()


def test_can_roam_wins_over_the_label() -> None:
    """Would show a job tied to a node although Jenkins lets it roam."""
    assert job(project("<assignedNode>x</assignedNode><canRoam>true</canRoam>")).label is None
    assert job(project("<canRoam>false</canRoam><assignedNode>x</assignedNode>")).label == "x"


def test_source_control_fails_the_build_first() -> None:
    """Would show steps that run in a workspace where nothing was checked out."""
    definition = job(
        project(
            "<builders><hudson.tasks.Shell><command>make</command></hudson.tasks.Shell></builders>"
            "<scm class='hudson.plugins.git.GitSCM'><branches/></scm>"
        )
    )
    assert definition.steps == (UnsupportedStep("scm (hudson.plugins.git.GitSCM)", 1), ShellStep("make"))
    assert definition.unsupported[0].consequence == "nothing is checked out: a build fails"


def test_pipeline() -> None:
    """Would show a pipeline that seems to succeed without having run."""
    definition = job(default_config("org.jenkinsci.plugins.workflow.job.WorkflowJob"))
    assert definition.concurrent
    assert isinstance(definition.steps[0], UnsupportedStep)
    assert "CpsFlowDefinition" in definition.unsupported[0].element


@pytest.mark.parametrize(
    "root", ["com.tikal.jenkins.plugins.multijob.MultiJobProject", "maven2-moduleset", "hudson.ivy.IvyModuleSet"]
)
def test_other_kinds_of_jobs_fail_by_name(root: str) -> None:
    """Would show a multi-job that runs its steps once and reports success."""
    definition = job(f"<{root}><builders/></{root}>")
    assert isinstance(definition.steps[0], UnsupportedStep)


def test_build_timeout_sets_the_limit_unless_the_policy_has_one() -> None:
    """Would show a job from Jenkins that runs without its limit."""
    strategy = "hudson.plugins.build_timeout.impl.AbsoluteTimeOutStrategy"
    wrapper = (
        "<buildWrappers><hudson.plugins.build__timeout.BuildTimeoutWrapper>"
        f"<strategy class='{strategy}'><timeoutMinutes>30</timeoutMinutes></strategy><operationList/>"
        "</hudson.plugins.build__timeout.BuildTimeoutWrapper></buildWrappers>"
    )
    own = "<properties><igor.wrapper.WrapperPolicy><timeout>5s</timeout></igor.wrapper.WrapperPolicy></properties>"
    assert job(project(wrapper)).policy.timeout_ms == 1_800_000
    assert job(project(wrapper + own)).policy.timeout_ms == 5_000
    assert job(project(wrapper)).unsupported == ()


def test_elastic_timeout_and_retries_of_other_plugins_are_reported() -> None:
    """Would show a job whose retries silently vanished."""
    definition = job(
        project(
            "<publishers><com.chikli.hudson.plugin.naginator.NaginatorPublisher/></publishers><buildWrappers>"
            "<hudson.plugins.build__timeout.BuildTimeoutWrapper><strategy class='x.Elastic'/>"
            "</hudson.plugins.build__timeout.BuildTimeoutWrapper></buildWrappers>"
        )
    )
    assert [u.element for u in definition.unsupported] == [
        "com.chikli.hudson.plugin.naginator.NaginatorPublisher",
        "strategy (x.Elastic)",
    ]


def test_seed_step() -> None:
    """Would show a seed that removes, or keeps, what it should not."""
    xml = """<project><builders><javaposse.jobdsl.plugin.ExecuteDslScripts>
      <targets>jobs/**/*.groovy
more/*.groovy</targets><usingScriptText>false</usingScriptText><scriptText/><ignoreExisting>true</ignoreExisting>
      <removedJobAction>DELETE</removedJobAction><removedViewAction>DELETE</removedViewAction>
      <lookupStrategy>SEED_JOB</lookupStrategy><additionalClasspath>lib</additionalClasspath>
      <sandbox>false</sandbox></javaposse.jobdsl.plugin.ExecuteDslScripts></builders></project>"""
    step = SeedStep(("jobs/**/*.groovy", "more/*.groovy"), None, True, "DELETE", "DELETE", "SEED_JOB", ("lib",))
    assert job(xml).steps == (step,)
    assert job(xml).unsupported == ()


def test_rarer_options_of_a_seed_step() -> None:
    """Would show a seed whose options silently changed."""
    xml = """<project><builders><javaposse.jobdsl.plugin.ExecuteDslScripts>
      <targets>a.groovy</targets><sandbox>true</sandbox><failOnSeedCollision>true</failOnSeedCollision>
      <removedConfigFilesAction>DELETE</removedConfigFilesAction><unstableOnDeprecation>true</unstableOnDeprecation>
      <failOnMissingPlugin>true</failOnMissingPlugin><ignoreMissingFiles>true</ignoreMissingFiles>
      <additionalParameters><entry><string>a</string><string>x</string></entry>
        <entry><string>b</string><int>3</int></entry><entry><string>c</string><boolean>true</boolean></entry>
      </additionalParameters></javaposse.jobdsl.plugin.ExecuteDslScripts></builders></project>"""
    (step,) = job(xml).steps
    assert step == SeedStep(
        ("a.groovy",),
        fail_on_missing_plugin=True,
        unstable_on_deprecation=True,
        ignore_missing_files=True,
        removed_config_files_action="DELETE",
        additional_parameters=(("a", "x"), ("b", 3), ("c", True)),
    )
    assert job(xml).unsupported == ()


def test_seed_step_with_inline_script() -> None:
    """Would show an inline script that is ignored."""
    xml = project(
        "<builders><javaposse.jobdsl.plugin.ExecuteDslScripts><scriptText>job('x')</scriptText>"
        "<usingScriptText>true</usingScriptText></javaposse.jobdsl.plugin.ExecuteDslScripts></builders>"
    )
    assert job(xml).steps == (SeedStep(script_text="job('x')"),)


def test_discarder_property_and_pipeline_properties() -> None:
    """Would show a pipeline that keeps all builds, or runs concurrently against its property."""
    name = "org.jenkinsci.plugins.workflow.job.properties"
    definition = job(
        f"""<flow-definition><properties><jenkins.model.BuildDiscarderProperty>
        <strategy class="hudson.tasks.LogRotator"><daysToKeep>-1</daysToKeep><numToKeep>3</numToKeep></strategy>
        </jenkins.model.BuildDiscarderProperty><{name}.DisableConcurrentBuildsJobProperty/>
        <{name}.PipelineTriggersJobProperty><triggers><hudson.triggers.TimerTrigger><spec>@daily</spec>
        </hudson.triggers.TimerTrigger></triggers></{name}.PipelineTriggersJobProperty></properties></flow-definition>"""
    )
    assert definition.discard == DiscardPolicy(-1, 3)
    assert not definition.concurrent
    assert definition.timers == (TimerTrigger("@daily"),)
    assert definition.unsupported == ()


@pytest.mark.parametrize(
    ("xml", "where", "what"),
    [
        ("", "config.xml", "the XML is empty"),
        ("<project>", "config.xml:1", "not well-formed"),
        ("<project>\n  <a>\n</project>", "config.xml:3", "not well-formed"),
        ("<nonsense/>", "config.xml:1:1", "<nonsense> is not a job or folder"),
        ("<project>\n  <disabled>maybe</disabled></project>", "config.xml:2:3", "“maybe”"),
        ("<project>\n<quietPeriod>-1</quietPeriod></project>", "config.xml:2:1", "at least 0"),
        ("<project><quietPeriod>x</quietPeriod></project>", "config.xml:1:10", "not a whole number"),
        ("<project><disabled/><disabled/></project>", "config.xml:1", "occurs twice"),
        ('<!DOCTYPE p [<!ENTITY a "b">]><project>&a;</project>', "config.xml:1", "document type"),
        ("<project><properties>" + SOON + "</properties></project>", "config.xml:1:50", "“soon” is not a duration"),
        ("<project><description>a\x01b</description></project>", "config.xml:1", "not well-formed"),
        ("<project>" + "<a>" * 400 + "</a>" * 400 + "</project>", "config.xml:1", "not well-formed"),
        ("x" * 8_000_001, "config.xml", "at most 8,000,000"),
    ],
)
def test_bad_xml_says_what_and_where(xml: str, where: str, what: str) -> None:
    """Would show an error that leaves a person searching."""
    with pytest.raises(InvalidSource) as caught:
        read_item(xml)
    assert caught.value.where.startswith(where)
    assert what in str(caught.value)


def test_plugin_attributes_and_carriage_returns_are_taken_as_jenkins_does() -> None:
    """Would show a posted job of a real Jenkins that fails on ‘\\r’."""
    xml = '<builders><hudson.tasks.Shell plugin="x@1"><command>a&#xd;\nb</command></hudson.tasks.Shell></builders>'
    assert job(project(xml)).steps == (ShellStep("a\nb"),)
