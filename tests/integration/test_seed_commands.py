"""``igor seed`` against a controller: plan, apply, orphans, adopt, as a developer calls them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from igor.cli import main
from igor.controller import items

from rest_server import Rest, serving  # isort: skip

pytestmark = pytest.mark.integration

Run = Callable[..., tuple[int, str, str]]

_SCRIPT = """folder('team')
job('team/app') {
    description('d')
    triggers { cron('H 2 * * *') }
}
"""


@pytest.fixture(scope="module")
def rest(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rest]:
    with serving(tmp_path_factory.mktemp("seeds")) as server:
        server.create("seed")
        yield server


@pytest.fixture
def igor(
    rest: Rest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Run]:
    """Runs ``igor seed …`` in an empty folder: exit code, output, messages; afterwards the seed has made nothing."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("IGOR_URL", rest.url)
    monkeypatch.setenv("IGOR_TOKEN", rest.token)

    def run(*words: str) -> tuple[int, str, str]:
        code = main.run(["seed", *words])
        return code, *capsys.readouterr()

    yield run
    for row in [row for row in items.list_items(rest.controller) if row.full_name != "seed"]:
        items.delete_item(rest.controller, row.full_name, by="tests")


def script(text: str = _SCRIPT, name: str = "a.groovy") -> str:
    Path(name).write_text(text)
    return name


def test_plan_apply_plan(igor: Run, rest: Rest) -> None:
    """A plan that is not what apply does."""
    code, told, _ = igor("plan", script(), "--detailed-exitcode")
    assert (code, told) == (
        2,
        "+ item team      a.groovy:1\n+ item team/app  a.groovy:2\n\nPlan: 2 to add; 0 unchanged.\n",
    )
    code, told, _ = igor("apply", "a.groovy", "--yes")
    assert (code, told.splitlines()[-1]) == (0, "✓ 2 added, 0 unchanged")
    assert igor("plan", "a.groovy", "--detailed-exitcode")[:2] == (0, "Plan: nothing to change (2 unchanged).\n")
    assert rest.json("job/team/job/app/api/json")["description"] == "d"


def test_a_change_is_shown_where_it_is(igor: Run) -> None:
    """The whole XML of a job for one changed word."""
    igor("apply", script(), "--yes")
    _, told, _ = igor("plan", script(_SCRIPT.replace("H 2", "H 3")))
    assert told == (
        "~ item team/app  a.groovy:2\n    triggers › hudson.triggers.TimerTrigger\n"
        "      - <spec>H 2 * * *</spec>\n      + <spec>H 3 * * *</spec>\n\nPlan: 1 to change; 1 unchanged.\n"
    )


def test_edits_by_hand_are_marked(igor: Run, rest: Rest) -> None:
    """Somebody's fix of last night would be overwritten unseen."""
    igor("apply", script(), "--yes")
    items.set_description(rest.controller, "team/app", "by hand", by="anna")
    plan = json.loads(igor("plan", "a.groovy", "--json")[1])
    (change,) = [each for each in plan["changes"] if each["action"] == "change"]
    assert (change["full_name"], change["edited"]) == ("team/app", True)
    assert change["diff"][0]["lines"][1:3] == [
        "- <description>by hand</description>",
        "+ <description>d</description>",
    ]
    assert "edited by hand since the last seed" in igor("plan", "a.groovy")[1]
    igor("apply", "a.groovy", "--yes")
    assert "nothing to change" in igor("plan", "a.groovy")[1]


def test_what_no_script_makes_is_an_orphan(igor: Run) -> None:
    """The seed of these tests ignores what its scripts drop: it stays, and nobody knows."""
    igor("apply", script(), "--yes")
    _, told, _ = igor("apply", script("folder('team')"), "--yes")
    assert told.startswith("  item team/app  no script makes it any more; the seed's removal action lets it stay")
    code, told, hint = igor("orphans")
    assert told.splitlines()[1:] == ["team/app  item  seed  its scripts do not make it any more"]
    assert "igor seed adopt" in hint
    assert igor("adopt", "team/app", "--release")[1] == "item team/app → nobody  (before: seed)\n"
    assert igor("orphans")[1] == "Every generated item is still made by its seed job.\n"


def test_another_seeds_item(igor: Run) -> None:
    """Two seeds that undo each other's work."""
    igor("apply", script(), "--yes", "--seed", "theirs")
    code, _, error = igor("plan", script(_SCRIPT.replace("'d'", "'e'")))
    assert code == 1
    assert "a.groovy:2: item “team/app” belongs to the seed job “theirs”" in error
    assert "igor seed adopt --seed seed team/app" in error
    igor("adopt", "team/app", "--seed", "seed")
    assert "1 to change" in igor("plan", "a.groovy")[1]


def test_agreement_is_needed(igor: Run, rest: Rest) -> None:
    """A script in a pipeline that deletes half of the jobs because nobody was asked."""
    code, told, error = igor("apply", script())
    assert code == 64
    assert "Plan: 2 to add" in told
    assert "--yes" in error
    assert rest.get("job/team/").status_code == 404


def test_the_controllers_own_settings_count(igor: Run, rest: Rest) -> None:
    """A script would come out otherwise here than in the seed job's build: plugins, symbols, templates."""
    home = rest.controller.home
    home.symbols.write_text("[Publisher]\nfancy org.x.Fancy\n    level = required\n")
    home.plugin_list.write_text("ansicolor:1.0\n")
    rest.create("tpl", "<project><description>from the template</description></project>")
    text = "job('a') { using('tpl'); publishers { fancy { level(1) } }; wrappers { colorizeOutput(); xvnc() } }"
    code, _, warned = igor("apply", script(text), "--yes")
    assert code == 3
    assert warned == "Warning: (a.groovy, line 1) plugin 'xvnc' needs to be installed\n"
    config = rest.get("job/a/config.xml").text
    assert "<org.x.Fancy>" in config and "from the template" in config
    home.symbols.unlink()
    home.plugin_list.unlink()


def test_yaml_and_files(igor: Run, rest: Rest) -> None:
    """The jobs of a Configuration as Code file, a config file and user content go the same way."""
    script("hello", "hello.txt")
    yaml = """jobs:
  - script: |
      job('a')
      userContent('web/hello.txt', streamFileFromWorkspace('hello.txt'))
      configFiles { custom { id('c1'); name('C'); content('x') } }
"""
    code, told, _ = igor("apply", script(yaml, "jobs.yaml"), "--yes")
    assert (code, told.splitlines()[:2]) == (0, ["+ item a          jobs.yaml:3", "+ config file c1  jobs.yaml:5"])
    assert (rest.controller.home.user_content / "web" / "hello.txt").read_text() == "hello"
    assert "nothing to change (2 unchanged)" in igor("plan", "jobs.yaml")[1]


def test_render_needs_no_controller(igor: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A developer without a controller could not look at what a script makes."""
    monkeypatch.setenv("IGOR_URL", "http://127.0.0.1:9")
    Path("plugins.txt").write_text("timestamper\n")
    code, told, warned = igor("render", script("println 'hi'\nivyJob('x')"), "--json", "--plugins", "plugins.txt")
    made: list[dict[str, Any]] = json.loads(told)
    assert (code, [each["name"] for each in made]) == (0, ["x"])
    assert warned == ("hi\nWarning: (a.groovy, line 2) version 1.23 or later of plugin 'ivy' needs to be installed\n")


def test_names_count_from_the_seeds_folder(igor: Run, rest: Rest) -> None:
    """With lookupStrategy SEED_JOB a plan would show jobs where the seed does not make them."""
    rest.create("group", "<com.cloudbees.hudson.plugins.folder.Folder/>")
    step = "<javaposse.jobdsl.plugin.ExecuteDslScripts><targets>x</targets><lookupStrategy>SEED_JOB</lookupStrategy>"
    end = "<removedJobAction>DELETE</removedJobAction></javaposse.jobdsl.plugin.ExecuteDslScripts>"
    rest.create("group/seed", f"<project><builders>{step}{end}</builders></project>")
    igor("apply", script("job('one')\njob('/group/two')"), "--seed", "group/seed", "--yes")
    assert rest.get("job/group/job/one/").status_code == 200
    _, told, _ = igor("plan", script("job('two')"), "--seed", "group/seed")
    assert told == "- item group/one  no script makes it any more\n\nPlan: 1 to remove; 1 unchanged.\n"
