"""Every row of the route table is asked by somebody without rights: none answers, whoever added it."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from rest_server import FOLDER, XML, Rest, serving

from igor.api import permissions
from igor.api.app import create_app
from igor.api.routes import ANY, Route
from igor.api.table import ROUTES
from igor.controller import settings, users
from igor.model.credential import SECRET_TEXT
from igor.model.job import Result

pytestmark = [pytest.mark.integration, pytest.mark.slow]

#: Where an object of each kind lies.
PLACES = {
    "root": "",
    "group": "job/team/",
    "item": "job/app/",
    "job": "job/app/",
    "build": "job/app/1/",
    "artifact": "job/app/1/artifact/",
    "testReport": "job/app/1/testReport/",
    "injectedEnvVars": "job/app/1/injectedEnvVars/",
    "outputs": "job/app/1/outputs/",
    "output": "job/app/1/output/",
    "ws": "job/app/ws/",
    "changes": "job/app/1/changes/",
    "promotion": "job/app/promotion/",
    "promotion_process": "job/app/promotion/process/it/",
    "pipeline_build": "job/pipe/1/",
    "view": "view/all/",
    "queue": "queue/",
    "queue_item": "queue/item/1/",
    "computer": "computer/",
    "node": "computer/(built-in)/",
    "executor": "computer/(built-in)/executors/0/",
    "label": "label/x/",
    "overallLoad": "overallLoad/",
    "fingerprint": f"fingerprint/{'0' * 32}/",
    "user": "user/admin/",
    "people": "people/",
    "asynchPeople": "asynchPeople/",
    "securityRealm": "securityRealm/",
    "role-strategy": "role-strategy/",
    "crumbIssuer": "crumbIssuer/",
    "pluginManager": "pluginManager/",
    "plugin": "pluginManager/plugin/credentials/",
    "updateCenter": "updateCenter/",
    "updateSite": "updateCenter/coreSource/",
    "lockable-resources": "lockable-resources/",
    "credentials": "credentials/",
    "credential_store": "credentials/store/system/",
    "credential_domain": "credentials/store/system/domain/_/",
    "credential": "credentials/store/system/domain/_/credential/it/",
    "user_content": "userContent/",
    "any": "job/app/",
}
#: Kinds of which every route is open: they have keys or secrets of their own.
OPEN = {route.kind for route in ROUTES if route.is_public} - {route.kind for route in ROUTES if not route.is_public}
#: What reading is: enough to come in, not to do anything.
READING = {permissions.READ, permissions.ITEM_READ, permissions.VIEW_READ, permissions.PUBLIC}


@pytest.fixture(scope="module")
def rest(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rest]:
    with serving(tmp_path_factory.mktemp("home") / "home") as served:
        served.create("app")
        served.create("team", FOLDER)
        served.create("pipe", "<flow-definition/>")
        served.add_build("pipe", 1, Result.SUCCESS)
        served.post("job/app/promotion/createProcess?name=it", data="<a/>", headers=XML)
        served.add_build("app", 1, Result.SUCCESS)
        served.post("job/app/build")
        xml = f"<{SECRET_TEXT}><id>it</id><secret>s</secret></{SECRET_TEXT}>"
        served.post("credentials/store/system/domain/_/createCredentials", data=xml, headers=XML)
        said = {"strategy": "matrix", "entries": {"user:reader": ["Overall/Read", "Job/Read", "View/Read"]}}
        settings.put(served.controller, "authorization", json.dumps(said))
        settings.put(served.controller, "use_crumbs", "false")
        yield served


@pytest.fixture(scope="module")
def client(rest: Rest) -> FlaskClient:
    """Hundreds of requests: without sockets."""
    return create_app(rest.controller).test_client()


@pytest.fixture(scope="module")
def reader(rest: Rest) -> tuple[str, str]:
    users.create_user(rest.controller, "reader", "", "correct horse")
    return "reader", users.create_token(rest.controller, "reader")[1]


def asked(route: Route) -> list[tuple[str, str]]:
    """The requests that reach a route: method and path."""
    methods = ["GET"] if route.methods == ANY else route.methods.split()
    return [(method, PLACES[route.kind] + route.path) for method in methods]


def closed() -> list[Route]:
    return [route for route in ROUTES if not route.is_public]


def test_every_kind_is_asked() -> None:
    """A new kind of object has to say where it lies."""
    assert {route.kind for route in ROUTES} - OPEN <= set(PLACES)


def test_nobody_gets_in(client: FlaskClient) -> None:
    """Without a login and without rights every closed route leads to the login, or says that there is nothing.

    Crumbs are off, so that it is rights that refuse.
    """
    let_in = []
    for route in closed():
        for method, path in asked(route):
            status = client.open(f"/{path}", method=method).status_code
            if status not in (403, 404):
                let_in.append((method, path, status))
    assert let_in == []


def test_readers_only_read(client: FlaskClient, reader: tuple[str, str]) -> None:
    """Who may look is refused by every route that asks for more, by the permission that it names; nothing changes."""
    let_in = []
    for route in closed():
        if route.permission in READING:
            continue
        for method, path in asked(route):
            answer = client.open(f"/{path}", method=method, auth=reader)
            required = answer.headers.get("X-Required-Permission")
            if (answer.status_code, required) != (403, route.permission):
                let_in.append((method, path, answer.status_code, required))
    assert let_in == []


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "job/app/build"),
        ("POST", "job/app/buildWithParameters"),
        ("POST", "queue/cancelItem?id=1"),
        ("POST", "user/admin/configSubmit"),
        ("POST", "user/admin/descriptorByName/jenkins.security.ApiTokenProperty/generateNewToken"),
        ("GET", "credentials/store/system/api/json"),
        ("GET", "credentials/store/system/domain/_/credential/it/api/json"),
        ("POST", "createItem?name=x&mode=copy&from=app"),
    ],
)
def test_what_handlers_ask_for_themselves(rest: Rest, reader: tuple[str, str], method: str, path: str) -> None:
    """Routes that are reached with the right to read, and do more."""
    assert rest.call(method, path, auth=reader).status_code in (403, 422)


def test_nothing_was_changed(rest: Rest) -> None:
    """After all these requests."""
    assert sorted(job["name"] for job in rest.json("api/json")["jobs"]) == ["app", "pipe", "team"]
    assert rest.json("job/app/api/json")["nextBuildNumber"] == 2
    assert [user.id for user in users.list_users(rest.controller)] == ["admin", "reader"]
