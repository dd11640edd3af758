"""Users, their tokens and sessions, roles by role-strategy's interface, and the audit log, over HTTP."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from jenkinsapi.jenkins import Jenkins as JenkinsApi
from rest_server import PASSWORD, Rest, serving

from igor.api.app import create_app
from igor.cli.main import run
from igor.controller import audit, settings, users
from igor.controller.users import LEGACY_TOKEN

pytestmark = pytest.mark.integration

_TOKENS = "descriptorByName/jenkins.security.ApiTokenProperty"


@pytest.fixture(scope="module")
def rest(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rest]:
    with serving(tmp_path_factory.mktemp("home") / "home") as served:
        users.create_user(served.controller, "anna", "Anna A", PASSWORD, email="anna@example.org")
        served.create("app")
        yield served


def token_of(rest: Rest, user_id: str) -> tuple[str, str]:
    return user_id, users.create_token(rest.controller, user_id)[1]


def browser(rest: Rest, user_id: str, password: str = PASSWORD) -> requests.Session:
    session = requests.Session()
    session.post(f"{rest.url}j_spring_security_check", data={"j_username": user_id, "j_password": password})
    return session


def name_of(rest: Rest, session: requests.Session) -> str:
    return str(session.get(f"{rest.url}whoAmI/api/json").json()["name"])


def test_accounts_by_jenkinsapi(rest: Rest) -> None:
    """Created and deleted as its users do it; then the name is unknown."""
    server = JenkinsApi(rest.url.rstrip("/"), "admin", rest.token)
    server.create_user("bert", "password123", "Bert B", "bert@example.org")
    bean = rest.json("user/bert/api/json")
    assert (bean["fullName"], bean["id"], bean["absoluteUrl"]) == ("Bert B", "bert", f"{rest.url}user/bert")
    assert bean["property"] == [{"_class": "hudson.tasks.Mailer$UserProperty", "address": "bert@example.org"}]
    server.delete_user("bert")
    assert rest.get("user/bert/api/json").status_code == 404


@pytest.mark.parametrize(
    ("form", "message"),
    [
        ({"username": "x", "password1": "a", "password2": "b"}, "Password didn't match"),
        ({"username": "ANNA", "password1": "a", "password2": "a"}, "User name is already taken: ANNA"),
        ({"username": "x", "password1": "", "password2": ""}, "a password cannot be empty"),
        ({"username": "a/b", "password1": "a", "password2": "a"}, "is an unsafe character"),
        ({"username": "System", "password1": "a", "password2": "a"}, "User name is reserved: System"),
        ({"password1": "a", "password2": "a"}, "Query parameter 'username' is required"),
    ],
)
def test_accounts_that_cannot_be(rest: Rest, form: dict[str, str], message: str) -> None:
    """The answer says why, and there is no new account."""
    before = len(users.list_users(rest.controller))
    answer = rest.post("securityRealm/createAccountByAdmin", data=form)
    assert (answer.status_code, len(users.list_users(rest.controller))) == (400, before)
    assert message in answer.headers["X-Error"]


def test_people(rest: Rest) -> None:
    """Both lists, as old and new clients ask."""
    for path, name in (("people", "View$People"), ("asynchPeople", "View$AsynchPeople")):
        found = rest.json(f"{path}/api/json")
        assert found["_class"] == f"hudson.model.{name}"
        assert found["users"][1] == {
            "lastChange": None,
            "project": None,
            "user": {"absoluteUrl": f"{rest.url}user/anna", "fullName": "Anna A"},
        }


def test_nobody_changes_another(rest: Rest) -> None:
    """Profile, password, sessions and tokens are their owner's matter, and an administrator's."""
    said = {"strategy": "matrix", "entries": {"group:authenticated": ["Overall/Read"]}}
    settings.put(rest.controller, "authorization", json.dumps(said))
    anna = token_of(rest, "anna")
    for path in (
        "doDelete",
        "configSubmit",
        "submitDescription?description=x",
        "changePassword?password1=a&password2=a",
        "igor/api/password",
        f"{_TOKENS}/generateNewToken",
        f"{_TOKENS}/changeToken",
        f"{_TOKENS}/revokeAll",
        "descriptorByName/jenkins.security.seed.UserSeedProperty/renewSessionSeed",
    ):
        assert rest.post(f"user/admin/{path}", auth=anna).status_code == 403, path
    for path in ("securityRealm/", "igor/api/users", "igor/api/audit", "audit/", "role-strategy/"):
        assert rest.get(path, auth=anna).status_code == 403, path
    assert rest.post("user/anna/submitDescription?description=me", auth=anna).status_code == 302
    assert rest.json("user/anna/api/json")["description"] == "me"
    settings.put(rest.controller, "authorization", settings.DEFAULTS["authorization"])


def test_one_does_not_delete_oneself(rest: Rest) -> None:
    """The last administrator would be gone."""
    assert rest.post("user/admin/doDelete").status_code == 400


def test_tokens_old_and_new(rest: Rest) -> None:
    """The legacy one is one, and made anew; new ones are renamed and revoked but for one."""
    anna = token_of(rest, "anna")
    values = []
    for _ in range(2):
        script = rest.post(f"user/anna/{_TOKENS}/changeToken", auth=anna).headers["script"]
        values.append(script.partition("value='")[2].rstrip("'"))
    statuses = [rest.get("api/json", auth=("anna", value)).status_code for value in values]
    assert (statuses, [len(value) for value in values]) == ([401, 200], [32, 32])
    made = rest.post(f"user/anna/{_TOKENS}/generateNewToken?newTokenName=a", auth=anna).json()["data"]
    rest.post(f"user/anna/{_TOKENS}/rename", data={"tokenUuid": made["tokenUuid"], "newName": "b"}, auth=anna)
    assert {"b", LEGACY_TOKEN} <= {token.name for token in users.list_tokens(rest.controller, "anna")}
    rest.post(f"user/anna/{_TOKENS}/revokeAllExcept", data={"tokenUuid": made["tokenUuid"]}, auth=anna)
    assert [token.name for token in users.list_tokens(rest.controller, "anna")] == ["b"]


def test_a_new_password_ends_sessions(rest: Rest) -> None:
    """Whoever had stolen one is out; API tokens stay."""
    auth = token_of(rest, "anna")
    session = browser(rest, "anna")
    assert name_of(rest, session) == "anna"
    assert rest.post("user/anna/igor/api/password", json={"password": "another one"}, auth=auth).status_code == 200
    assert name_of(rest, session) == "anonymous"
    assert rest.get("api/json", auth=auth).status_code == 200
    assert rest.get("api/json", auth=("anna", PASSWORD)).status_code == 401
    again = browser(rest, "anna", "another one")
    assert name_of(rest, again) == "anna"
    users.end_sessions(rest.controller, "anna")
    assert name_of(rest, again) == "anonymous"
    users.set_password(rest.controller, "anna", PASSWORD)


def roles(rest: Rest, action: str, **values: str) -> Any:
    method = "GET" if action.startswith("get") else "POST"
    answer = rest.call(method, f"role-strategy/strategy/{action}", params=values)
    assert answer.status_code == 200, answer.text
    return answer.json() if method == "GET" else None


def test_roles(rest: Rest) -> None:
    """Added, given, listed, taken, removed: as role-strategy answers."""
    read = "hudson.model.Item.Read,hudson.model.Item.Build"
    roles(
        rest, "addRole", type="globalRoles", roleName="all", permissionIds="hudson.model.Hudson.Read", overwrite="true"
    )
    roles(rest, "addRole", type="projectRoles", roleName="team", permissionIds=read, overwrite="true", pattern="app.*")
    roles(rest, "assignGroupRole", type="globalRoles", roleName="all", group="authenticated")
    roles(rest, "assignUserRole", type="projectRoles", roleName="team", user="anna")
    roles(rest, "assignRole", type="projectRoles", roleName="team", sid="ops")
    assert roles(rest, "getAllRoles") == {"all": [{"type": "GROUP", "sid": "authenticated"}]}
    assert roles(rest, "getRole", type="projectRoles", roleName="team") == {
        "permissionIds": {"hudson.model.Item.Read": True, "hudson.model.Item.Build": True},
        "pattern": "app.*",
        "sids": [{"type": "USER", "sid": "anna"}, {"type": "EITHER", "sid": "ops"}],
        "template": "",
    }
    assert roles(rest, "getRole", type="projectRoles", roleName="none") == {}
    assert roles(rest, "getMatchingJobs", pattern="app.*") == {"matchingJobs": ["app"], "itemCount": 1}
    assert roles(rest, "getRoleAssignments", type="projectRoles")[0] == {
        "name": "anna",
        "type": "USER",
        "roles": ["team"],
    }
    said = json.loads(settings.get(rest.controller, "authorization")) | {"strategy": "roles"}
    settings.put(rest.controller, "authorization", json.dumps(said))
    anna = token_of(rest, "anna")
    assert rest.post("job/app/build", auth=anna).status_code == 201
    roles(rest, "unassignUserRole", type="projectRoles", roleName="team", user="anna")
    assert rest.get("job/app/", auth=anna).status_code == 404
    roles(rest, "deleteSid", type="projectRoles", sid="ops")
    roles(rest, "removeRoles", type="projectRoles", roleNames="team,none")
    assert roles(rest, "getAllRoles", type="projectRoles") == {}
    settings.put(rest.controller, "authorization", settings.DEFAULTS["authorization"])


@pytest.mark.parametrize(
    "values",
    [
        {"type": "moonRoles", "roleName": "x", "permissionIds": "hudson.model.Hudson.Read"},
        {"type": "globalRoles", "roleName": "x", "permissionIds": "hudson.model.Hudson.Fly"},
        {"type": "projectRoles", "roleName": "x", "permissionIds": "", "pattern": "("},
        {"type": "globalRoles", "roleName": "x"},
    ],
)
def test_roles_that_cannot_be(rest: Rest, values: dict[str, str]) -> None:
    """Nothing is added."""
    before = settings.get(rest.controller, "authorization")
    assert rest.post("role-strategy/strategy/addRole", params=values).status_code == 400
    assert settings.get(rest.controller, "authorization") == before


def entries(rest: Rest, **values: Any) -> list[dict[str, Any]]:
    """The newest entries; a commit of our own waits for those of all before it."""
    rest.controller.store.write(lambda connection: None)
    found: list[dict[str, Any]] = rest.get("igor/api/audit", params=values).json()
    return found


def told(entry: dict[str, Any]) -> tuple[Any, ...]:
    return entry["kind"], entry["user"], entry["method"], entry["path"], entry["outcome"], entry["status"]


def test_what_the_audit_log_tells(rest: Rest) -> None:
    """Writes, logins and refused tries, with who, from where, what and how it ended."""
    rest.post("job/app/disable")
    rest.post("createItem", params={"name": "app", "mode": "copy", "from": "app"})
    rest.get("api/json", auth=("anna", "wrong"))
    browser(rest, "anna")
    browser(rest, "ghost", "boo")
    rest.get("job/app/", auth=None)
    rest.post("job/app/enable", auth=("admin", PASSWORD))
    rest.get("job/app/api/json")
    found = entries(rest, count=7)
    assert [told(entry) for entry in reversed(found)] == [
        ("write", "admin", "POST", "job/app/disable", "done", 302),
        ("write", "admin", "POST", "createItem", "failed", 400),
        ("login", "anna", "GET", "api/json", "refused", 401),
        ("login", "anna", "POST", "j_spring_security_check", "done", 302),
        ("login", "ghost", "POST", "j_spring_security_check", "refused", 302),
        ("refused", "anonymous", "GET", "job/app", "refused", 403),
        ("refused", "admin", "POST", "job/app/enable", "refused", 403),
    ]
    assert {entry["address"] for entry in found} == {"127.0.0.1"}
    assert found[5]["detail"] == {"name": "app", "mode": "copy", "from": "app"}


def test_the_audit_log_holds_no_secrets(rest: Rest) -> None:
    """Neither passwords nor tokens, crumbs, keys or contents, wherever they were sent."""
    secret = "s3cr3t-of-this-test"
    form = {"username": "carl", "password1": secret, "password2": secret}
    rest.post("securityRealm/createAccountByAdmin", data=form)
    rest.post("user/carl/igor/api/password", json={"password": secret})
    rest.post(f"job/app/build?token={secret}&cause={secret}", headers={"Jenkins-Crumb": secret})
    rest.get("api/json", auth=("carl", secret + "x"))
    rest.get(f"metrics/{secret}/metrics", auth=None)
    rest.post("credentials/store/system/domain/_/createCredentials", data={"json": secret})
    rest.post("igor/api/settings", json={"key": "system_message", "value": secret})
    found = entries(rest, count=100)
    assert secret not in json.dumps(found)
    assert found[0]["detail"] == {"setting": "system_message"}


def test_bodies_that_are_too_long(rest: Rest) -> None:
    """They are refused as such; the audit log does not stumble over them."""
    client = create_app(rest.controller).test_client()
    client.application.config["MAX_CONTENT_LENGTH"] = 10
    for path in ("/createItem", "/j_spring_security_check"):
        for data in ({"name": "x" * 100, "file": (io.BytesIO(b"x" * 100), "f")}, {"name": "x" * 100}, b"x" * 100):
            answer = client.post(path, data=data, auth=("admin", rest.token))
            assert answer.status_code in (400, 413), (path, data)


def test_asking_for_a_part(rest: Rest) -> None:
    """By user, by kind, and on from where another answer ended; the page shows the same."""
    rest.post("job/app/disable")
    rest.post("job/app/enable", auth=token_of(rest, "anna"))
    assert {entry["user"] for entry in entries(rest, user="ANNA")} == {"anna"}
    assert {entry["kind"] for entry in entries(rest, kind="login")} == {"login"}
    newest = entries(rest, count=2)
    assert entries(rest, count=1, before=newest[0]["id"]) == newest[1:]
    assert "job/app/enable" in rest.get("audit/?user=anna").text
    for wrong in ("kind=none", "count=0", "count=x", "before=x"):
        assert rest.get(f"igor/api/audit?{wrong}").status_code == 400


def test_old_entries_go(rest: Rest) -> None:
    """After ``audit_days``, a few at a time."""
    before = len(entries(rest, count=1000))
    now_ms = rest.controller.now_ms()
    rest.controller.store.write(lambda connection: audit.purge(connection, now_ms + 91 * 86_400_000, 3))
    assert len(entries(rest, count=1000)) == before - 3
    rest.controller.store.write(lambda connection: audit.purge(connection, now_ms, 1000))
    assert len(entries(rest, count=1000)) == before - 3


@pytest.mark.parametrize(
    "path", ["manage/", "securityRealm/", "people/", "user/anna/", "me/", "role-strategy/", "audit/"]
)
def test_pages(rest: Rest, path: str) -> None:
    """Each is there, and escapes what people call themselves."""
    users.set_description(rest.controller, "anna", "<script>alert(1)</script>")
    answer = rest.get(path)
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text


@pytest.fixture
def igor(rest: Rest, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Any]:
    """A command, its standard input, and what it prints; it must succeed."""
    for name, value in (("IGOR_URL", rest.url), ("IGOR_USER", "admin"), ("IGOR_TOKEN", rest.token)):
        monkeypatch.setenv(name, value)

    def run_command(*arguments: str, text: str = "", code: int = 0) -> str:
        monkeypatch.setattr("sys.stdin", io.StringIO(text))
        assert run(list(arguments)) == code
        captured = capsys.readouterr()
        return captured.out if code == 0 else captured.err

    return run_command


def test_the_users_command(rest: Rest, igor: Callable[..., Any]) -> None:
    """Accounts without a browser; a token that works."""
    igor("user", "add", "dora", "--full-name", "Dora D", "--mail", "d@example.org", "--password-stdin", text="first\n")
    assert rest.get("api/json", auth=("dora", "first")).status_code == 200
    igor("user", "password", "dora", "--password-stdin", text="second\n")
    assert rest.get("api/json", auth=("dora", "first")).status_code == 401
    assert rest.get("api/json", auth=("dora", "second")).status_code == 200
    value = igor("user", "token", "admin", "--called", "from the command line").strip()
    assert rest.get("api/json", auth=("admin", value)).status_code == 200
    assert "Dora D" in igor("user")
    igor("user", "remove", "dora")
    assert "dora" not in [each["id"] for each in json.loads(igor("user", "--json"))]
    assert "there is no user" in igor("user", "remove", "dora", code=5)


def test_the_roles_command(rest: Rest, igor: Callable[..., Any]) -> None:
    """Added by the names that people know; said while they do not count."""
    igor("role", "add", "dev", "job/read", "Job/Build", "--for", "item", "--pattern", "app.*")
    igor("role", "assign", "dev", "user:anna", "--for", "item")
    assert json.loads(igor("role", "--json")) == [
        {
            "for": "item",
            "name": "dev",
            "pattern": "app.*",
            "permissions": ["Job/Read", "Job/Build"],
            "sids": ["user:anna"],
        }
    ]
    igor("role", "unassign", "dev", "user:anna", "--for", "item")
    igor("role", "remove", "dev", "--for", "item")
    assert igor("role") == "No roles.\n"
    assert "there is no permission 'Job/Fly'" in igor("role", "add", "x", "Job/Fly", code=1)


def test_the_audit_command(rest: Rest, igor: Callable[..., Any]) -> None:
    """What was done last stands first."""
    rest.post("job/app/enable")
    assert "POST /job/app/enable" in igor("audit", "-n", "1", "--user", "admin")
    assert json.loads(igor("audit", "--kind", "write", "--count", "1", "--json"))[0]["path"] == "job/app/enable"


def test_authorization_from_a_file(rest: Rest, igor: Callable[..., Any], tmp_path: Path) -> None:
    """Longer ones are kept beside the jobs; a wrong one is refused with its place."""
    file = tmp_path / "authorization.json"
    file.write_text('{"strategy": "logged-in", "anonymous_read": true}')
    igor("settings", "authorization", "--file", str(file))
    assert rest.get("api/json", auth=None).status_code == 200
    file.write_text('{"strategy": "logged-in",\n "anonymous_read": }')
    assert "authorization:2:20: not JSON" in igor("settings", "authorization", "--file", str(file), code=1)
    settings.put(rest.controller, "authorization", settings.DEFAULTS["authorization"])
