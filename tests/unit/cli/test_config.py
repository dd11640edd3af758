"""``igor config``, ``igor init`` and ``igor lint igor.yml``: exit codes, forms of output, no secret in any of them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from igor.cli import exit_codes
from igor.cli.main import cli, run

SECRET = "hunter2-correct-horse"
GOOD = "url: https://ci.example.org/\nagents:\n  linux: {executors: 4}\n"


@dataclass
class Done:
    code: int
    out: str
    err: str


class Igor:
    """Runs commands in a folder, with nothing of this machine around it."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys

    def __call__(self, *arguments: str) -> Done:
        self._capsys.readouterr()
        code = run(list(arguments))
        said = self._capsys.readouterr()
        return Done(code, said.out, said.err)

    def write(self, text: str) -> None:
        (self.folder / "igor.yml").write_text(text)


@pytest.fixture
def igor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Igor:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "none"))
    return Igor(tmp_path, capsys)


def test_a_good_file(igor: Igor) -> None:
    """Exit code 0, and a word about it."""
    igor.write(GOOD)
    assert igor("config", "check") == Done(exit_codes.OK, "igor.yml is good\n", "")


def test_a_wrong_file(igor: Igor) -> None:
    """Exit code 78, which no other trouble has."""
    igor.write(GOOD + "    tiemout: 3\n")
    done = igor("config", "check")
    assert done.code == exit_codes.CONFIG == 78
    assert "igor.yml:4:5:" in done.out
    assert done.out.endswith("1 error, 0 warnings\n")
    assert igor("config", "show").code == exit_codes.CONFIG
    assert "igor.yml:4:5" in igor("config", "show").err


def test_forms_of_what_is_wrong(igor: Igor) -> None:
    """What editors, code hosts and programs read."""
    igor.write(GOOD.replace("4}", "0}") + "failover: {a: 1}\n")
    (error, warning) = json.loads(igor("config", "check", "--format", "json").out)
    assert (error["line"], error["column"], error["rule"], error["severity"]) == (3, 22, "value", "error")
    assert (warning["line"], warning["rule"], warning["severity"]) == (4, "notice", "warning")
    results = json.loads(igor("config", "check", "--format", "sarif").out)["runs"][0]["results"]
    assert results[0]["locations"][0]["physicalLocation"]["region"] == {"startLine": 3, "startColumn": 22}
    told = igor("config", "check", "--format", "github").out.splitlines()
    assert told[0] == "::error file=igor.yml,line=3,col=22,title=value::“0” is less than 1"
    assert told[1].startswith("::warning file=igor.yml,line=4,col=1,title=notice::failover is kept")


def test_lint_takes_igor_yml(igor: Igor) -> None:
    """One command for all that stands in a repository."""
    igor.write(GOOD + "nope: 1\n")
    done = igor("lint", "igor.yml")
    assert done.code == exit_codes.FAILED
    assert done.out.startswith("igor.yml:4:1: error: there is no key “nope” (")
    assert igor("lint", "--format", "github", "igor.yml").out.startswith("::error file=igor.yml,line=4,col=1")


def test_show(igor: Igor, monkeypatch: pytest.MonkeyPatch) -> None:
    """All of it, a part of it, and where it comes from."""
    igor.write(GOOD)
    monkeypatch.setenv("IGOR_DEPLOY__SERIAL", "3")
    assert igor("config", "show", "agents.linux.executors").out == "4\n"
    assert "executors: 4" in igor("config", "show", "agents").out
    assert json.loads(igor("config", "show", "deploy", "--json").out)["serial"] == 3
    lines = igor("config", "show", "--origin", "--set", "deploy.canary=2").out.splitlines()
    origins = {line.split()[0]: line.split()[-1] for line in lines}
    assert origins["agents.linux.executors"] == "igor.yml:3:22"
    assert origins["deploy.serial"] == "$IGOR_DEPLOY__SERIAL"
    assert origins["deploy.canary"] == "deploy.canary"
    assert origins["deploy.forks"] == "default"
    assert igor("config", "show", "deploy.forx").code == exit_codes.NOT_FOUND
    assert "deploy.forks" in igor("config", "show", "deploy.forx").err
    assert igor("config", "show", "retention.age").err.startswith("Error: retention.age is not set")


def test_without_a_file(igor: Igor) -> None:
    """It says how to get one."""
    done = igor("config", "check")
    assert done.code == exit_codes.NOT_FOUND
    assert "igor init --ops" in done.err
    assert igor("config", "check", "--set", "nonsense").code == exit_codes.USAGE


def test_explain_and_schema(igor: Igor) -> None:
    """For people, and for editors."""
    told = igor("config", "explain", "agents.linux.labels").out
    assert re.search(r"type +list of labels", told)
    assert re.search(r"becomes +agent_igor_labels", told)
    assert igor("config", "explain").out.startswith("site ")
    assert "did you mean deploy.forks" in igor("config", "explain", "forks").err
    found = json.loads(igor("config", "explain", "--json").out)
    assert {"key", "type", "required", "default", "meaning", "example", "becomes", "variable"} == set(found[0])
    assert json.loads(igor("config", "schema").out)["properties"]["url"]


def test_init(igor: Igor) -> None:
    """A site that is good at once; a second time changes nothing."""
    assert igor("init").code == exit_codes.USAGE
    assert igor("init", "--ops", "new").code == exit_codes.OK
    assert igor("config", "check", "new/igor.yml").code == exit_codes.OK
    before = (igor.folder / "new" / "secrets" / "admin").read_text()
    done = igor("init", "--ops", "new")
    assert done.code == exit_codes.FAILED
    assert "is there already" in done.err
    assert (igor.folder / "new" / "secrets" / "admin").read_text() == before
    assert before.strip() not in (igor.folder / "new" / "igor.yml").read_text()


_COMMANDS = (
    ("config", "check"),
    *(("config", "check", "--format", form) for form in ("json", "sarif", "github")),
    ("config", "show"),
    ("config", "show", "--origin", "--json"),
    ("lint", "--format", "json", "igor.yml"),
    ("--debug", "config", "check"),
)
_USERS = "url: https://ci.example.org/\ncontroller:\n  users:\n    - name: admin\n      rights: admin\n      "
_FILES = {
    "in the file that is named": _USERS + "password: secret://file/password\n",
    "in the environment": _USERS + "password: secret://env/ADMIN_PASSWORD\n",
    "in a variable": _USERS + "password: secret://env/B\n",
    "as a value": _USERS + f"password: {SECRET}\n",
    "quoted": _USERS + f'password: "{SECRET}"\n',
    "misspelt key": _USERS + f"pasword: {SECRET}\n",
    "unknown key": _USERS + f"login: {SECRET}\n",
    "twice": _USERS + f"password: secret://env/A\n      password: {SECRET}\n",
    "unclosed": _USERS + f'password: "{SECRET}\n',
    "unclosed, next line": _USERS + f'password: "\n{SECRET}\n: [',
    "a list": _USERS + f"password: [{SECRET}]\n",
    "a mapping": _USERS + f"password: {{value: {SECRET}}}\n",
    "a block": _USERS + f"password: |\n        {SECRET}\n",
    "a tag": _USERS + f"password: !vault {SECRET}\n",
    "an alias": f"password: &p {SECRET}\n" + _USERS + "password: *p\n",
    "in one line": f'url: https://x/\ncontroller: {{users: [{{name: admin, password: "{SECRET}", rigths: admin}}]}}\n',
    "in a sink": GOOD + f"monitoring: {{sinks: ['mail://u:{SECRET}@relay?to=a']}}\n",
    "in a sink's secret": GOOD + f"monitoring: {{sinks: [{{url: 'webhook+https://h/', secret: {SECRET}}}]}}\n",
    "in the address": f"url: https://u:{SECRET}@ci.example.org/\n",
    "a key": GOOD + f"proxy:\n  tls:\n    certificate: self-signed\n    key: {SECRET}\n",
    "at a tab": _USERS + f"\tpassword: {SECRET}\n",
}


@pytest.mark.parametrize("name", _FILES)
def test_no_output_has_a_secret(name: str, igor: Igor, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is wrong with a file, the values of its secrets stay in it."""
    monkeypatch.setenv("ADMIN_PASSWORD", SECRET)
    if name == "in a variable":
        monkeypatch.setenv("IGOR_CONTROLLER__USERS__ADMIN__PASSWORD", SECRET)
    (igor.folder / "password").write_text(f"{SECRET}\n")
    igor.write(_FILES[name])
    for command in _COMMANDS:
        try:
            done = igor(*command)
        except Exception as error:  # noqa: BLE001 - what --debug shows
            done = Done(1, "", str(error))
        assert SECRET not in done.out + done.err, command


def test_help_of_all() -> None:
    """A command whose help cannot be shown."""
    for command in ("check", "show", "schema", "explain"):
        assert CliRunner().invoke(cli, ["config", command, "--help"]).exit_code == 0
