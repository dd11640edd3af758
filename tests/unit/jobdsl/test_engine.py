"""Whole scripts: order, delegation, configure blocks, templates and errors."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from igor.groovy.xml_text import parse_xml
from igor.jobdsl.engine import evaluate
from igor.jobdsl.errors import DslScriptError
from igor.jobdsl.render import render_json
from igor.jobdsl.session import Script, SeedRequest, SeedResult


def _run(source: str, **values: Any) -> SeedResult:
    return evaluate(SeedRequest((Script("script", source),), values.pop("workspace", Path()), **values))


def _error(source: str) -> DslScriptError:
    with pytest.raises(DslScriptError) as caught:
        evaluate(SeedRequest((Script("jobs/a.groovy", source, Path("jobs/a.groovy")),), Path()))
    return caught.value


def _only_xml(source: str, **values: Any) -> str:
    items = _run(source, **values).items
    assert len(items) == 1
    return items[0].xml


def _text(xml: str, path: str) -> str:
    node = parse_xml(xml)
    for name in path.split("/"):
        node = node.elements(name)[0]
    return node.text()


def test_items_come_in_processing_order_then_views() -> None:
    """A job would be created before its folder."""
    source = """
    multiJob('z'); job('b'); listView('v'); folder('f2'); job('a'); folder('f1'); job('b')
    """
    names = [(item["kind"], item["name"]) for item in render_json(_run(source))]
    assert names == [("item", n) for n in ("f2", "f1", "b", "a", "b", "z")] + [("view", "v")]


def test_an_inconsistent_order_is_that_of_javas_sort() -> None:
    """Computed folders equal everything: another sort would give another order."""
    source = """
    multiJob('z-multi'); job('b'); folder('f2'); job('a'); folder('f1'); organizationFolder('org')
    multibranchPipelineJob('f2/mb'); job('f1/x'); pipelineJob('p'); job('b'); job('qq')
    """
    names = [item.full_name for item in _run(source).items]
    assert names == ["f2", "f1", "b", "a", "p", "qq", "z-multi", "org", "f2/mb", "f1/x", "b"]


def test_a_method_unknown_to_the_context_goes_to_the_enclosing_one() -> None:
    """``description`` inside ``steps`` would fail."""
    xml = _only_xml("job('a') { steps { description('x'); shell('y') } }")
    assert _text(xml, "description") == "x"
    assert _text(xml, "builders/hudson.tasks.Shell/command") == "y"


def test_branch_inside_remote_reaches_the_git_context() -> None:
    """46 of the scripts that were counted write it so."""
    xml = _only_xml("job('a') { scm { git { remote { url('u'); branch('x') } } } }")
    assert _text(xml, "scm/branches/hudson.plugins.git.BranchSpec/name") == "x"


def test_items_can_be_kept_and_extended_later() -> None:
    """XML would be fixed too early."""
    xml = _only_xml("def j = job('a'); j.with { description('1') }; j.description('2')")
    assert _text(xml, "description") == "2"


def test_helpers_get_contexts_by_hand() -> None:
    """Shared helper methods could not add steps."""
    source = "def add(ctx) { ctx.with { shell('x') } }\njob('a') { steps { add(delegate) } }"
    assert _text(_only_xml(source), "builders/hudson.tasks.Shell/command") == "x"


def test_configure_blocks_see_the_end_of_the_script() -> None:
    """They run after the script, in call order with the other methods."""
    source = """
    def x = 1
    job('a') { configure { it / 'foo' << "v$x" } }
    x = 2
    """
    assert _text(_only_xml(source), "foo") == "v2"


def test_configure_blocks_build_nodes() -> None:
    """The escape hatch for everything that has no method."""
    source = """
    job('a') {
        configure { project ->
            (project / 'properties' / 'x.Y'(k: 'v')) << { z(true); w { q('1') } }
            project / builders << 'hudson.tasks.Shell' { command 'echo' }
            def trigger = project / 'triggers'
            trigger.appendNode('t', [a: 'b'], 'text')
        }
    }
    """
    xml = _only_xml(source)
    assert _text(xml, "properties/x.Y/w/q") == "1"
    assert _text(xml, "builders/hudson.tasks.Shell/command") == "echo"
    assert parse_xml(xml).elements("triggers")[0].elements("t")[0].attributes == {"a": "b"}


def test_bare_words_in_configure_find_the_job_first() -> None:
    """``p / name`` is the job's name in Job DSL too."""
    assert "<job-name></job-name>" in _only_xml("job('job-name') { configure { p -> p / name } }")
    assert "properties of an item cannot be read" in _error("job('a') { configure { it / properties } }").message


def test_using_edits_an_existing_job() -> None:
    """The template's steps would be lost."""
    template = "<project><builders><x/></builders></project>"
    xml = _only_xml("job('a') { using('t'); steps { shell('y') } }", existing_config={"t": template}.get)
    assert [child.name for child in parse_xml(xml).elements("builders")[0].children] == ["x", "hudson.tasks.Shell"]


def test_parameters_are_variables_and_output_is_printed() -> None:
    """Seed parameters would not reach the script."""
    printed: list[str] = []
    result = _run(
        "println A; out.println('o'); job(\"$A-$SEED_JOB.name\")",
        parameters={"A": "x"},
        seed_job_name="team/seed",
        print_text=printed.append,
    )
    assert "".join(printed) == "x\no\n"
    assert result.items[0].full_name == "x-seed"


def test_files_are_read_from_the_workspace(tmp_path: Path) -> None:
    """Scripts kept beside the DSL could not be used."""
    (tmp_path / "run.sh").write_text("echo hi\n")
    source = "job('a') { steps { shell(readFileFromWorkspace('run.sh')) } }"
    assert _text(_only_xml(source, workspace=tmp_path), "builders/hudson.tasks.Shell/command") == "echo hi\n"


def test_a_stream_of_a_workspace_file_reads_as_groovys_streams_do(tmp_path: Path) -> None:
    """Scripts read lists of jobs line by line; only the text could be had."""
    (tmp_path / "names.txt").write_text("a\nb\n")
    source = """
    def stream = { streamFileFromWorkspace('names.txt') }
    def read = []
    InputStream typed = stream()
    read << typed.text.size() << stream().bytes.length << stream().getText('UTF-8').size() << stream().read()
    read << stream().withReader { it.readLine() } << stream().withReader('UTF-8') { it.text.size() }
    stream().eachLine { line, number -> read << line + number }
    read << stream().withStream { it.readLines() }
    read << stream().newReader().readLine() << new InputStreamReader(stream()).text
    job('a') { description(read.join(',').trim()) }
    """
    assert _text(_only_xml(source, workspace=tmp_path), "description") == "4,4,4,97,a,4,a1,b2,[a, b],a,a\nb"


def test_helper_classes_beside_the_script(tmp_path: Path) -> None:
    """Teams keep builders in classes."""
    (tmp_path / "util").mkdir()
    (tmp_path / "util" / "Maker.groovy").write_text(
        "package util\nimport javaposse.jobdsl.dsl.DslFactory\n"
        "class Maker {\n  static void make(DslFactory dsl, String name) { dsl.job(name) { description('m') } }\n}\n"
    )
    script = Script("jobs.groovy", "import util.Maker\nMaker.make(this, 'x')", tmp_path / "jobs.groovy")
    result = evaluate(SeedRequest((script,), tmp_path))
    assert [item.full_name for item in result.items] == ["x"]


def test_queued_jobs_and_previous_names_are_recorded() -> None:
    """The controller could neither start nor rename."""
    result = _run("def j = job('a') { previousNames('old-.*') }; queue(j); queue('b')")
    assert result.queued == ["a", "b"]
    assert result.items[0].previous_names == "old-.*"
    assert (result.items[0].file_name, result.items[0].line) == ("script", 1)


def test_unknown_methods_are_worded_as_groovy_does() -> None:
    """People search for these words."""
    error = _error("job('a') {\n  steps {\n    fooBar('x')\n  }\n}")
    assert error.message.startswith(
        "(a.groovy, line 3) No signature of method: javaposse.jobdsl.dsl.helpers.step.StepContext.fooBar() is "
        "applicable for argument types: (java.lang.String) values: [x]"
    )
    assert (error.file_name, error.line, error.column, error.source_line) == ("jobs/a.groovy", 3, 5, "    fooBar('x')")


def test_near_names_are_suggested() -> None:
    """A typing error would take a search."""
    assert "Possible solutions: steps(groovy.lang.Closure)" in _error("job('a') { stepz { } }").message


def test_unknown_properties_name_the_innermost_delegate() -> None:
    """As Job DSL words it."""
    message = _error("job('a') {\n  description FOO\n}").message
    assert message == "(a.groovy, line 2) No such property: FOO for class: javaposse.jobdsl.dsl.jobs.FreeStyleJob"


def test_errors_in_configure_blocks_have_their_line() -> None:
    """They happen after the script, where Job DSL gives no place at all."""
    error = _error("job('a') {\n  configure { it / description('x') }\n}")
    assert error.message.startswith("(a.groovy, line 2) Ambiguous method overloading")
    assert error.source_line == "  configure { it / description('x') }"


def test_syntax_errors_are_worded_as_the_compiler_does() -> None:
    """Nothing may run."""
    error = _error("job('a') {\n")
    assert error.message.startswith("startup failed:\njobs/a.groovy: 2: ")
    assert error.line == 2


@pytest.mark.parametrize("name", ["my-job.groovy", "1a.groovy", "dir/a b.groovy"])
def test_script_names_must_be_identifiers(name: str) -> None:
    """Jenkins refuses them: a script that runs here would not run there."""
    with pytest.raises(DslScriptError, match="invalid script name"):
        evaluate(SeedRequest((Script(name, "", Path(name)),), Path()))


def test_deprecated_methods_warn_once() -> None:
    """The log would be flooded."""
    result = _run("2.times { pipelineJob(\"a$it\") { triggers { cron('@daily') } } }")
    assert result.warnings == ["Warning: (script, line 1) triggers is deprecated"]


def test_an_endless_loop_ends() -> None:
    """A broken script would hold the controller for ever."""
    error = _error("def f() { f() }\nf()")
    assert error.line == 1
    assert len(error.stack) < 50


def test_relative_files_lie_in_the_workspace(tmp_path: Path) -> None:
    """``user.dir`` was null, and a path beside the workspace whose name begins like it ended in a Python error."""
    (tmp_path / "ws").mkdir()
    (tmp_path / "ws" / "a.txt").write_text("inside")
    (tmp_path / "ws2").mkdir()
    (tmp_path / "ws2" / "a.txt").write_text("outside")
    source = """
    def here = System.getProperty('user.dir')
    def beside = { try { new File(here + '2/a.txt').text } catch (FileNotFoundException e) { 'refused' } }
    def found = [here, new File('b/../a.txt').canonicalPath, new File(here, 'a.txt').text, beside()]
    job('a') { description(found.join(' ')) }
    """
    workspace = tmp_path / "ws"
    xml = _only_xml(source, workspace=workspace)
    assert _text(xml, "description") == f"{workspace} {workspace}/a.txt inside refused"


def test_properties_of_a_jvm_are_refused_by_name() -> None:
    """Null went into the XML without a word."""
    error = _error("job('a') { description(System.getProperty('java.version')) }")
    assert "the system property 'java.version'; there is no JVM" in str(error)
