"""Which of several sources counts, where each value comes from, and what the environment may say."""

from __future__ import annotations

from pathlib import Path

import pytest
from site_reading import URL, read, site

from igor.deploy.site.layers import nearest
from igor.deploy.site.load import load_site, placed
from igor.deploy.site.problems import InvalidSite
from igor.deploy.site.secret import Secret
from igor.model.errors import NotFound

USERS = URL + "controller:\n  users:\n    - {name: kim, password: 'secret://env/KIM'}\n"


def write(path: Path, text: str) -> Path:
    path.write_text(text)
    return path


def test_precedence(tmp_path: Path) -> None:
    """--set over the environment over igor.yml over the user's over the system's over the defaults."""
    system = write(tmp_path / "system.yml", "deploy: {forks: 2, serial: 2, canary: 2, max_fail: 2, inventory: two}\n")
    user = write(tmp_path / "user.yml", "deploy: {forks: 3}\n")
    said = site(
        tmp_path,
        URL + "deploy: {canary: 4, serial: 4, max_fail: 4}\n",
        system_file=system,
        user_file=user,
        environment={"IGOR_DEPLOY__SERIAL": "5", "IGOR_DEPLOY__MAX_FAIL": "5"},
        settings=[("deploy.max_fail", "6")],
    ).deploy
    assert (said.inventory, said.forks, said.canary, said.serial, said.max_fail) == ("two", 3, 4, 5, 6)
    assert said.health_timeout == "60s"


def test_origins(tmp_path: Path) -> None:
    """Somebody who cannot find out which file said it."""
    reading = read(tmp_path, URL + "deploy: {forks: 4}\n", environment={"IGOR_DEPLOY__SERIAL": "5"})

    def origin(*path: str) -> str:
        layer = reading.merged.origin(path)
        return Path(layer.document.name).name if layer and layer.holds(path) else "default"

    assert origin("deploy", "forks") == "igor.yml"
    assert origin("deploy", "serial") == "$IGOR_DEPLOY__SERIAL"
    assert origin("deploy", "canary") == "default"
    assert origin("proxy", "tls", "certificate") == "default"


def test_the_users_file_is_for_personal_things(tmp_path: Path) -> None:
    """A deploy that depends on who runs it."""
    user = write(tmp_path / "user.yml", "controller: {port: 9090}\n")
    (problem,) = read(tmp_path, URL, user_file=user).errors
    assert (problem.line, problem.column) == (1, 14)
    assert problem.message == "“controller.port” is the site's affair, not one person's"


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("IGOR_CONTROLLER__PORT", "9090", 9090),
        ("IGOR_CONTROLLER__SYSTEM_MESSAGE", "yes: no", "yes: no"),
        ("IGOR_CONTROLLER__QUIET_PERIOD", "9s", "9s"),
        ("IGOR_CONTROLLER__ENVIRONMENT", "{TZ: UTC}", {"TZ": "UTC"}),
        ("IGOR_CONTROLLER__ENVIRONMENT__TZ", "UTC", {"TZ": "UTC"}),
    ],
)
def test_values_of_the_environment(name: str, text: str, found: object, tmp_path: Path) -> None:
    """Texts are taken as they are, all else as YAML."""
    controller = site(tmp_path, URL, environment={name: text}).controller.model_dump()
    assert controller[name.split("__")[1].lower()] == found


@pytest.mark.parametrize(
    ("name", "text", "message", "hint"),
    [
        ("IGOR_CONTROLLER__PRT", "1", "there is no key “prt”", "did you mean “port”?"),
        ("IGOR_CONTROLLER__PORT", "x", "the text “x” is not a whole number", "write a whole number from 1 to 65535"),
        ("IGOR_AGENTS__NEW__EXECUTORS", "2", "there is no “new” yet", "new ones are made in igor.yml"),
        ("IGOR_CONTROLLER__PORT", "[", "not YAML", "look at the indentation"),
        ("IGOR_CONTROLLER__SYSTEM_MESSAGE_FILE", "/nowhere", "/nowhere: No such file", "name a text file"),
    ],
)
def test_wrong_variables(name: str, text: str, message: str, hint: str, tmp_path: Path) -> None:
    """A misspelt variable that does nothing."""
    (problem,) = read(tmp_path, URL, environment={name: text}).errors
    assert problem.file_name == f"${name}"
    assert message in problem.message
    assert hint in problem.hint


def test_other_variables_are_left_alone(tmp_path: Path) -> None:
    """IGOR_HOME, IGOR_URL and the like belong to others."""
    found = site(tmp_path, URL, environment={"IGOR_URL": "http://localhost:1", "IGOR_HOME": "/x", "IGOR_TOKEN": "t"})
    assert found.url == "https://ci.example.org/"


def test_parts_of_groups_and_users_by_name(tmp_path: Path) -> None:
    """IGOR_AGENTS__GPU_BOX__EXECUTORS changes the group gpu-box and nothing else of it."""
    text = USERS + "agents:\n  gpu-box: {labels: [gpu]}\n"
    environment = {"IGOR_AGENTS__GPU_BOX__EXECUTORS": "7", "IGOR_CONTROLLER__USERS__KIM__EMAIL": "kim@example.org"}
    found = site(tmp_path, text, environment=environment)
    assert (found.agents["gpu-box"].executors, found.agents["gpu-box"].labels) == (7, ["gpu"])
    assert (found.controller.users[0].email, str(found.controller.users[0].password)) == (
        "kim@example.org",
        "secret://env/KIM",
    )


@pytest.mark.parametrize(
    ("hosts", "message", "hint"),
    [
        ("igor_agents, agent-9", "", ""),
        ("gpu", "", ""),
        ("gpo", "the inventory has no group or host “gpo”", "did you mean “gpu”?"),
        (
            "elsewhere",
            "the inventory has no group or host “elsewhere”",
            "it has igor_controllers, igor_agents, gpu, web",
        ),
        ("web", "“www” is no host of the group igor_agents", "make web one of its children in the inventory"),
    ],
)
def test_agents_are_held_against_the_inventory(hosts: str, message: str, hint: str, tmp_path: Path) -> None:
    """Labels for a group that nobody is in do nothing."""
    groups = {"igor_controllers": ["ci"], "igor_agents": ["agent-1", "agent-9"], "gpu": ["agent-9"], "web": ["www"]}
    reading = read(tmp_path, f"{URL}agents:\n  special: {{hosts: '{hosts}'}}\n")
    if not message:
        assert placed(reading, groups) is reading.site
        return
    with pytest.raises(InvalidSite) as caught:
        placed(reading, groups)
    (problem,) = caught.value.problems
    assert (problem.line, problem.column, problem.message, problem.hint) == (3, 20, message, hint)


def test_a_site_may_have_no_agents(tmp_path: Path) -> None:
    """An inventory of one controller alone."""
    assert placed(read(tmp_path, URL), {"igor_controllers": ["ci"]})


def test_secrets_of_the_environment_become_references(tmp_path: Path) -> None:
    """A value that is read into the site shows up in some output."""
    name = "IGOR_CONTROLLER__USERS__KIM__PASSWORD"
    assert site(tmp_path, USERS, environment={name: "hunter2"}).controller.users[0].password == Secret("env", name)
    found = site(tmp_path, USERS, environment={f"{name}_FILE": "/run/secrets/kim"}).controller.users[0].password
    assert found == Secret("file", "/run/secrets/kim")


def test_no_secret_on_the_command_line(tmp_path: Path) -> None:
    """The process list shows arguments to everybody."""
    (problem,) = read(tmp_path, USERS, settings=[("controller.users.kim.password", "hunter2")]).errors
    assert problem.rule == "secret"
    assert "hunter2" not in problem.text


def test_the_nearest_file_upwards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands work from any folder of the repository."""
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    monkeypatch.chdir(deep)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "none"))
    with pytest.raises(NotFound, match=r"no igor\.yml"):
        load_site()
    write(tmp_path / "igor.yml", URL)
    assert nearest(deep) == tmp_path / "igor.yml"
    assert load_site().folder == tmp_path
    write(tmp_path / "a" / "igor.yml", "url: x\n")
    with pytest.raises(InvalidSite):
        load_site()
