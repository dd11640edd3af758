"""The table of symbols, and that every method of the plugin's own API is acted on."""

from __future__ import annotations

from pathlib import Path

import pytest

from igor.groovy.xml_text import parse_xml
from igor.jobdsl import contexts, factory  # noqa: F401  (imported for what they declare)
from igor.jobdsl.declarations import is_supported
from igor.jobdsl.engine import evaluate
from igor.jobdsl.errors import DslScriptError
from igor.jobdsl.session import Script, SeedRequest
from igor.jobdsl.signature import context_names, signatures
from igor.jobdsl.symbols import KINDS, Option, class_symbol, read_symbols, symbols
from igor.model.errors import InvalidSource

from dsl_notation import read_elements, tree  # isort: skip


def _properties(source: str) -> list[object]:
    root = parse_xml(evaluate(SeedRequest((Script("script", source),), Path())).items[0].xml)
    return [tree(child) for child in root.slash("properties").children]


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        (
            (
                "pipelineJob('a') { properties { pipelineTriggers { triggers { genericTrigger { genericVariables {\n"
                "genericVariable { key('ref'); value('$.ref') } }; token('t'); printPostContent(true) } } } } }"
            ),
            (
                "org.jenkinsci.plugins.workflow.job.properties.PipelineTriggersJobProperty{ triggers{ "
                "org.jenkinsci.plugins.gwt.GenericTrigger{ spec/ genericVariables{ "
                "org.jenkinsci.plugins.gwt.GenericVariable{ expressionType=JSONPath key=ref value=$.ref regexpFilter/ "
                "defaultValue/ } } regexpFilterText/ regexpFilterExpression/ genericRequestVariables/ "
                "genericHeaderVariables/ printPostContent=true printContributedVariables=false causeString/ token=t "
                "tokenCredentialId/ silentResponse=false overrideQuietPeriod=false shouldNotFlatten=false "
                "allowSeveralTriggersPerBuild=false } } }"
            ),
        ),
        (
            (
                "folder('a') { properties { folderLibraries { libraries { libraryConfiguration { name('l')\n"
                "retriever { modernSCM { scm { git { remote('u') } } } } } } } } }"
            ),
            (
                "org.jenkinsci.plugins.workflow.libs.FolderLibraries{ libraries{ "
                "org.jenkinsci.plugins.workflow.libs.LibraryConfiguration{ name=l "
                "retriever[class=org.jenkinsci.plugins.workflow.libs.SCMSourceRetriever]{ "
                "scm[class=jenkins.plugins.git.GitSCMSource]{ remote=u credentialsId/ traits/ } clone=false } "
                "implicit=false allowVersionOverride=true includeInChangesets=true } } }"
            ),
        ),
        (
            (
                "job('a') { properties { authorizationMatrix { permissions(['x:u', 'y:v'])\n"
                "inheritanceStrategy { nonInheriting() } } } }"
            ),
            (
                "hudson.security.AuthorizationMatrixProperty{ "
                "inheritanceStrategy[class=org.jenkinsci.plugins.matrixauth.inheritance.NonInheritingStrategy]/ "
                "permission=x:u permission=y:v }"
            ),
        ),
    ],
)
def test_a_symbol_makes_what_jenkins_would_save(script: str, expected: str) -> None:
    """Lists, single objects and plain fields of a plugin's class would land in the wrong place."""
    assert _properties(script) == [tree(node) for node in read_elements(expected)]


def test_lines_and_aliases() -> None:
    """The pull request builder's lists are texts of lines, and it has two names."""
    source = "job('a') { triggers { githubPullRequest { admins(['a']); admin('b'); permitAll(); cron('H * * * *') } } }"
    root = parse_xml(evaluate(SeedRequest((Script("script", source),), Path())).items[0].xml)
    made = root.slash("triggers").slash("org.jenkinsci.plugins.ghprb.GhprbTrigger")
    texts = {child.name: child.text() for child in made.children}
    assert (texts["adminlist"], texts["permitAll"], texts["spec"]) == ("a\nb", "true", "H * * * *")


def test_an_unknown_option_of_a_symbol_is_refused() -> None:
    """A typing error would be lost."""
    with pytest.raises(DslScriptError, match="abortPrevios"):
        _properties("job('a') { properties { disableConcurrentBuilds { abortPrevios(true) } } }")


def test_an_unknown_symbol_is_told_as_a_plugins() -> None:
    """Users would look for a typing error where a plugin's method is not supported."""
    with pytest.raises(DslScriptError, match="Igor knows no plugin that adds fancyThing to PublisherContext"):
        _properties("job('a') { publishers { fancyThing { x(1) } } }")


def test_config_files_are_counted() -> None:
    """Scripts that declare config files would fail as a whole."""
    source = "configFiles { mavenSettingsConfig { id('m'); name('n'); content('<settings/>') } }"
    (made,) = evaluate(SeedRequest((Script("script", source),), Path())).config_files
    assert (made.id, made.name, made.class_name.rpartition(".")[2], made.line) == ("m", "n", "MavenSettingsConfig", 1)
    assert "<content>&lt;settings/&gt;</content>" in made.xml


_OWN = """\
# a site's own
[Publisher]
rundeck(jobId, tag?) org.x.RundeckNotifier
    jobId = required
    tag = null
    mode : enum A B
"""


def _publishers(source: str) -> list[object]:
    request = SeedRequest((Script("script", f"job('a') {{ publishers {{ {source} }} }}"),), Path(), symbols=_OWN)
    return [tree(child) for child in parse_xml(evaluate(request).items[0].xml).slash("publishers").children]


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ("rundeck('x')", "org.x.RundeckNotifier{ jobId=x }"),
        ("rundeck('x', 't') { mode('A') }", "org.x.RundeckNotifier{ jobId=x tag=t mode=A }"),
        ("rundeckNotifier { jobId('y') }", "org.x.RundeckNotifier{ jobId=y }"),
    ],
)
def test_a_sites_own_symbols(call: str, expected: str) -> None:
    """A plugin that only one site has would need a change of Igor."""
    assert _publishers(call) == [tree(made) for made in read_elements(expected)]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ("rundeck()", r"rundeck is called with other arguments: rundeck\(jobId, \[tag\]\) \{ … \}"),
        ("rundeckNotifier()", "the following options are required and must be specified: jobId"),
        ("rundeck('x') { mode('C') }", "invalid enum value 'C', must be one of 'A', 'B'"),
        ("cleanWs(deleteDirs: true)", r"not as named arguments: cleanWs \{ deleteDirs\(true\) \}"),
    ],
)
def test_wrong_calls_of_symbols(call: str, message: str) -> None:
    """Users would have to guess how the symbol is called."""
    with pytest.raises(DslScriptError, match=message):
        _publishers(call)


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("x a.B", "own:1: a table begins with the type that it extends, not “x a.B”"),
        ("[T]\nx", "own:2: a symbol is a name and the class that it makes, not “x”"),
        ("[T]\nx = y", "own:2: y is no symbol of"),
        ("[T]\nx a.B\n    p", "own:3: an option is “name = default” or “name : kind”, not “p”"),
        ("[T]\nx a.B\n    p : lst C", "own:3: the kinds of options are enum, strings"),
        ("[T]\nx a.B\n      p = 1", "own:3: this is indented by 4 blanks, not"),
    ],
)
def test_broken_tables_say_where(table: str, message: str) -> None:
    """A site's own table would be refused without its line."""
    with pytest.raises(InvalidSource, match=message):
        list(read_symbols(table, "own"))


@pytest.mark.parametrize(
    ("class_name", "symbol"),
    [
        ("hudson.plugins.git.GitSCM", "gitSCM"),
        ("java.net.URL", "url"),
        ("java.net.URLClassLoader", "urlClassLoader"),
        ("a.Outer_-JobPropertyImpl", "jobPropertyImpl"),
        ("hudson.plugins.ws__cleanup.WsCleanup", "wsCleanup"),
    ],
)
def test_classes_answer_by_their_names(class_name: str, symbol: str) -> None:
    """Scripts that name the class, as Job DSL's own documentation does, would be refused."""
    assert class_symbol(class_name) == symbol


def test_the_table_is_readable() -> None:
    """A broken row would only show when a script uses it."""
    assert len(symbols()) >= 100
    (made,) = read_symbols("[T]\nx a.B\n    p : object C\n        q -> r = 'v w'\n")
    assert made.options == (Option("p", "p", "object", "C", options=(Option("q", "r", default="v w"),)),)


def test_every_method_of_the_api_is_supported() -> None:
    """A method would be refused though it is documented as supported."""
    missing = [
        f"{context}.{method}"
        for context in context_names()
        for method in signatures(context)
        if method != "configure" and not is_supported(context, method)
    ]
    assert missing == []


_PAGE = Path(__file__).resolve().parents[3] / "docs" / "symbols.md"


def test_the_documented_row_works() -> None:
    """People would copy from the page what Igor refuses."""
    table = _PAGE.read_text(encoding="utf-8").partition("```\n")[2].partition("```")[0]
    source = "rundeck('id') { mode('FIRE'); nodeFilters(['a']); options(['b', 'c']); performUser { name('n') } }"
    request = SeedRequest((Script("script", f"job('a') {{ publishers {{ {source} }} }}"),), Path(), symbols=table)
    (made,) = parse_xml(evaluate(request).items[0].xml).slash("publishers").children
    expected = (
        "org.jenkinsci.plugins.rundeck.RundeckNotifier{ jobId=id includeRundeckLogs=false notifyAlways=true mode=FIRE "
        "nodeFilters{ string=a } options='b\\nc' performUser{ name=n } }"
    )
    assert [tree(made)] == [tree(each) for each in read_elements(expected.replace("'b\\nc'", '"b\\nc"'))]


def test_every_kind_of_option_is_documented() -> None:
    """A kind that only its author knows."""
    page = _PAGE.read_text(encoding="utf-8")
    assert [kind for kind in KINDS if f"`name : {kind}" not in page] == []
