"""What igor.yml becomes: variables of roles, settings of the controller, policies of the wrapper."""

from __future__ import annotations

import importlib.util
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from site_reading import URL, read, site

from igor.controller import settings as controller_settings
from igor.deploy.site.handover import inventory_text, revealed, secret_values
from igor.deploy.site.keys import all_keys
from igor.deploy.site.policies import policy_files
from igor.deploy.site.policy import Policy
from igor.deploy.site.sinks import KINDS, schemes, with_secret_file
from igor.deploy.site.variables import group_variables, role_variables, settings
from igor.model.errors import Invalid

ROOT = Path(__file__).parents[4]
#: What the phases of a deploy give themselves.
OF_THE_PHASES = ("igor_",)


@cache
def wrapper() -> Any:
    spec = importlib.util.spec_from_file_location("igor_wrap_for_sites", ROOT / "wrapper" / "igor_wrap.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def documented() -> set[str]:
    """The variables of all roles."""
    files = (ROOT / "ansible" / "roles").glob("*/defaults/main.yml")
    return {name for file in files for name in yaml.safe_load(file.read_text()) or {}}


@pytest.mark.parametrize("kind", ["igor", "jenkins"])
def test_roles_know_their_variables(kind: str, tmp_path: Path) -> None:
    """A key of igor.yml that no role reads does nothing."""
    said = site(tmp_path, URL + f"controller: {{kind: {kind}{', jenkins: {version: 2.516.2}' * (kind != 'igor')}}}\n")
    made = {*role_variables(said), *(name for group in group_variables(said).values() for name in group)}
    made = {name for name in made if not name.startswith(OF_THE_PHASES)}
    assert made <= documented()


def test_what_keys_become_is_made(tmp_path: Path) -> None:
    """A reference that names a variable of before."""
    user = "{name: kim, password: 'secret://env/A'}"
    jenkins = "{version: 2.516.2, war_sha256: %s, plugins: {a: '1'}, casc: [a], java_options: [-X]}" % ("a" * 64)
    both = f"{URL}controller: {{kind: jenkins, memory: 1G, cpus: 1, users: [{user}], jenkins: {jenkins},"
    both += " environment: {TZ: UTC}}\n"
    made: set[str] = set()
    for text in (URL, both):
        said = site(tmp_path, text)
        made |= {*role_variables(said), *(name for group in group_variables(said).values() for name in group)}
        made |= {f"controller_igor_settings.{name}" for name in settings(said)}
    told = {name for key in all_keys() for name in key.becomes.split(", ") if name and "/" not in name}
    assert told <= made


def test_defaults_change_nothing_of_a_new_controller(tmp_path: Path) -> None:
    """A first deploy that tells of twenty changes, or other defaults than documented."""
    made = {name: str(value) for name, value in settings(site(tmp_path, URL)).items()}
    assert made == {name: controller_settings.DEFAULTS[name] for name in made}


def test_settings(tmp_path: Path) -> None:
    """Units are those of the settings; what is kept for ever is empty."""
    made = settings(
        site(
            tmp_path,
            URL
            + """
controller: {quiet_period: 1500ms, min_free: 1G, throttles: {db: {max_total: 2}}}
retention: {builds: 10, age: 30d, min_free: 5%}
monitoring:
  alerts: {typical: false, on: [failure]}
  sinks:
    - statsd://127.0.0.1
    - {url: "webhook+https://hooks.example.org/a?format=slack", secret: "secret://env/HOOK"}
""",
        )
    )
    assert (made["quiet_period_s"], made["min_free_bytes"]) == ("2", str(2**30))
    assert json.loads(str(made["throttle_categories"])) == {"db": {"max_total": 2, "max_per_node": 0}}
    assert (made["retention_builds"], made["retention_days"], made["retention_free_bytes"]) == ("10", "30", "5%")
    assert (made["alert_typical"], made["alert_on"]) == ("", "failure")
    hook = "webhook+https://hooks.example.org/a?format=slack&secret_file=/etc/igor/secrets/sink-2"
    assert str(made["alert_sinks"]) == f"statsd://127.0.0.1 {hook}"


@pytest.mark.parametrize(
    ("strategy", "where"), [("matrix", ("entries", "user:kim")), ("roles", ("roles", "globalRoles"))]
)
def test_administrators_have_their_rights_under_each_strategy(
    strategy: str, where: tuple[str, str], tmp_path: Path
) -> None:
    """“rights: admin” that means nothing once a matrix decides."""
    text = f"controller:\n  authorization: {{strategy: {strategy}}}\n"
    text += "  users: [{name: kim, password: 'secret://env/A', rights: admin}]\n"
    said = json.loads(str(settings(site(tmp_path, URL + text))["authorization"]))
    assert "Overall/Administer" in str(said[where[0]][where[1]])


def test_groups_of_agents_are_variables_of_groups(tmp_path: Path) -> None:
    """Extra variables would win over a host's own."""
    text = URL + "agents:\n  linux: {hosts: 'igor_agents, agent-9', labels: [linux], limits: {cpus: 1.5, memory: 2G}}\n"
    groups = group_variables(site(tmp_path, text))
    assert set(groups) == {"igor_agents", "agent-9"}
    assert groups["agent-9"]["agent_igor_labels"] == ["linux"]
    assert (groups["agent-9"]["agent_igor_cpu"], groups["agent-9"]["agent_igor_memory"]) == ("150%", "2G")
    inventory = json.loads(inventory_text(groups, {"agent-9", "agent-1"}))
    assert set(inventory["all"]["hosts"]) == {"agent-9"}
    assert set(inventory["all"]["children"]) == {"igor_agents"}


def test_secrets_are_read_when_they_are_handed_over(tmp_path: Path) -> None:
    """Before that nothing has them; then they are no templates."""
    text = URL + "controller:\n  users:\n"
    for name, reference in (("admin", "file/pw"), ("ann", "env/ANN"), ("vic", "inventory/vaulted")):
        rights = "admin" if name == "admin" else "user"
        text += f"    - {{name: {name}, password: 'secret://{reference}', rights: {rights}}}\n"
    said = role_variables(site(tmp_path, text))
    (tmp_path / "pw").write_text("top{{ secret }}\n")
    environment = {"ANN": "hunter2"}
    assert "hunter2" not in repr(said) and "hunter2" not in str(said)
    with_values = revealed(said, tmp_path, environment)
    assert with_values["controller_igor_admin_password"] == {"__ansible_unsafe": "top{{ secret }}"}
    assert [user["password"] for user in with_values["controller_igor_users"]] == ["hunter2", "{{ vaulted }}"]
    assert secret_values(said, tmp_path, environment) == ["hunter2", "top{{ secret }}"] or set(
        secret_values(said, tmp_path, environment)
    ) == {"hunter2", "top{{ secret }}"}
    assert json.loads(json.dumps(with_values)) == with_values


@pytest.mark.parametrize(
    ("reference", "words"),
    [
        ("file/none", "No such file"),
        ("file/empty", "is empty"),
        ("file/binary", "is not UTF-8"),
        ("env/NONE", "is not set"),
    ],
)
def test_secrets_that_are_not_there(reference: str, words: str, tmp_path: Path) -> None:
    """A deploy with an empty password."""
    (tmp_path / "empty").write_text("\n")
    (tmp_path / "binary").write_bytes(b"\xff\xfe")
    text = URL + f"controller: {{users: [{{name: ann, password: 'secret://{reference}'}}]}}\n"
    with pytest.raises(Invalid, match=words):
        revealed(role_variables(site(tmp_path, text)), tmp_path, {})


def test_every_setting_of_the_wrapper_can_be_said() -> None:
    """What the wrapper learns is to be known here, or to be left out on purpose."""
    elsewhere = {"alerts", "controller", "credentials", "spool", "sink_spool"}
    assert set(Policy.model_fields) - {"retries"} == set(wrapper().SETTINGS) - elsewhere


def test_sinks_are_those_of_the_wrapper() -> None:
    """A sink that the wrapper takes and igor.yml refuses."""
    known = wrapper().SINKS
    assert set(schemes()) == {
        name + (f"+{way}" if way else "") for name, each in known.items() for way in each.transports
    }
    assert all(not option or option in known[name].options for name, (_, option) in KINDS.items())
    assert with_secret_file("mail://relay?to=a", "/f") == "mail://relay?to=a&password_file=/f"
    assert with_secret_file("mail://relay?password_file=/g&to=a", "/f") == "mail://relay?password_file=/g&to=a"


POLICIES = """
wrapper:
  policy:
    retries: {max: 5}
    timeout: {min: 1m, max: 6h}
    umask: "027"
jobs:
  defaults:
    timeout: 1h
    on_busy: {default: wait, allow: [wait, skip]}
    rules: [{exit: [75, 100-110], then: retry}, {output_re: 'dead"lock|it''s \\d+', then: fail}]
    environment: {TZ: UTC}
  policies:
    imports/*: {timeout: {default: 2h, max: 24h}}
    imports/big/*: {memory: {fixed: 8G}}
    imports/nightly: {umask: "022", retries: 1, timeout: {fixed: 3h}}
"""


def test_policies_from_the_general_to_the_special(tmp_path: Path) -> None:
    """A job whose own file forgets what holds for all."""
    files = policy_files(site(tmp_path, URL + POLICIES))
    assert set(files) == {"default", "imports/default", "imports/big/default", "imports/nightly"}
    assert files["default"]["timeout"] == "1h"
    assert files["default"]["bounds"] == {
        "attempts": 6,
        "timeout": "1m..6h",
        "on_busy": ["wait", "skip"],
        "rules": "any",
        "environment": "any",
    }
    assert files["default"]["umask"] == "027"
    assert (files["imports/default"]["timeout"], files["imports/default"]["bounds"]["timeout"]) == ("2h", "24h")
    assert files["imports/big/default"]["memory"] == "8G"
    assert "memory" not in files["imports/big/default"]["bounds"]
    assert files["imports/big/default"]["bounds"]["timeout"] == "24h"
    nightly = files["imports/nightly"]
    assert (nightly["attempts"], nightly["bounds"]["attempts"]) == (2, 6)
    assert nightly["timeout"] == "3h" and "timeout" not in nightly["bounds"]
    assert (nightly["umask"], nightly["bounds"]["umask"]) == ("022", "any")


def test_the_wrapper_takes_the_policies(tmp_path: Path) -> None:
    """A file that the wrapper cannot read ends every job with 125."""
    folder = tmp_path / "jobs.d"
    for name, settings_of in policy_files(site(tmp_path, URL + POLICIES)).items():
        path = folder / f"{name}.yml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml.safe_dump(settings_of, allow_unicode=True, width=10_000))
    program = wrapper()

    def policy(job: str, **wishes: Any) -> Any:
        return program.load_policy(program.find_policy(str(folder), job), program.read_settings(wishes, "job"), "job")

    assert policy("other")["timeout"] == 3_600_000
    assert policy("other", timeout="20h")["timeout"] == 6 * 3_600_000
    assert policy("imports/other", timeout="20h")["timeout"] == 20 * 3_600_000
    assert policy("imports/nightly", timeout="20h")["timeout"] == 3 * 3_600_000
    assert policy("other", retries=9)["attempts"] == 6
    assert policy("imports/big/x", memory="16G")["memory"] == 8 * 2**30
    assert policy("other")["rules"][0]["exit"] == [(75, 75), (100, 110)]
    assert policy("other", on_busy="fail")["on_busy"] == "wait"


def test_a_jenkins_is_told_what_was_said_and_no_more(tmp_path: Path) -> None:
    """An empty version that wins over the role's own, or a key that silently does nothing."""
    reading = read(
        tmp_path,
        URL + "controller: {kind: jenkins, placement: spread, cpus: 2}\nmonitoring: {sinks: ['statsd://localhost']}\n",
    )
    said = role_variables(reading.checked())
    assert {name for name in said if "version" in name or "java" in name} == set()
    assert said["controller_jenkins_cpu"] == "200%"
    assert [(each.line, each.key) for each in reading.problems] == [
        (2, "controller.placement"),
        (3, "monitoring.sinks"),
    ]
