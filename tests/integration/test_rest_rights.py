"""Rights over HTTP: hidden items, anonymous readers, matrices of items and folders, roles."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from rest_server import FOLDER, JOB, PASSWORD, XML, Rest, serving

from igor.controller import users
from igor.model.job import Result

pytestmark = pytest.mark.integration

_MATRIX = "hudson.security.AuthorizationMatrixProperty"
_FOLDER_MATRIX = "com.cloudbees.hudson.plugins.folder.properties.AuthorizationMatrixProperty"


class Site:
    """The server, and requests of its users by their tokens."""

    def __init__(self, rest: Rest) -> None:
        self.rest = rest
        self._tokens = {
            name: users.create_token(rest.controller, users.create_user(rest.controller, name, "", PASSWORD).id)[1]
            for name in ("alice", "bob")
        }

    def authorize(self, **said: Any) -> None:
        body = {"key": "authorization", "value": json.dumps(said)}
        assert self.rest.post("igor/api/settings", json=body).status_code == 200

    def status(self, user: str, path: str, method: str = "GET", **options: Any) -> int:
        return self.ask(user, path, method, **options).status_code

    def ask(self, user: str, path: str, method: str = "GET", **options: Any) -> Any:
        auth = (user, self._tokens[user]) if user else None
        return self.rest.call(method, path, auth=auth, **options)

    def jobs(self, user: str, path: str = "") -> list[str]:
        return [job["name"] for job in self.ask(user, f"{path}api/json").json()["jobs"]]


def with_matrix(*grants: str, inherit: str = "InheritParentStrategy", name: str = _MATRIX, root: str = JOB) -> str:
    """An item's XML with a matrix of its own."""
    strategy = f'<inheritanceStrategy class="org.jenkinsci.plugins.matrixauth.inheritance.{inherit}"/>'
    inside = strategy + "".join(f"<permission>{grant}</permission>" for grant in grants)
    properties = f"<properties><{name}>{inside}</{name}></properties>"
    if root == FOLDER:
        return f"{FOLDER.removesuffix('/>')}>{properties}</{FOLDER[1:].removesuffix('/>')}>"
    return root.replace("</project>", f"{properties}</project>")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with serving(tmp_path_factory.mktemp("home") / "home") as served:
        served.create(
            "open", with_matrix("USER:hudson.model.Item.Read:alice", "GROUP:hudson.model.Item.Discover:anonymous")
        )
        served.create("closed")
        served.create(
            "team",
            with_matrix(
                "USER:hudson.model.Item.Read:bob", "USER:hudson.model.Item.Build:bob", name=_FOLDER_MATRIX, root=FOLDER
            ),
        )
        served.create("team/app")
        served.create("team/alone", with_matrix("USER:hudson.model.Item.Read:alice", inherit="NonInheritingStrategy"))
        served.add_build("open", 1, Result.SUCCESS)
        yield Site(served)


TOLD_TO_ALL = (
    *(
        "",
        "api/json?depth=3",
        "api/json?tree=jobs[name,url,color,lastBuild[number]],views[jobs[name]]",
        "api/xml?depth=2",
    ),
    *("api/json?tree=jobs[name]{0,10}", "view/all/", "view/all/api/json", "queue/", "queue/api/json", "job/open/"),
    *("computer/", "computer/api/json?depth=3", "rssAll", "rssFailed", "rssLatest", "view/all/rssAll", "alerts/"),
    *("igor/api/overview", "igor/api/next", "igor/api/schedules", "igor/api/slots?job=open", "igor/api/alerts"),
    "igor/api/seed/orphans",
)
READERS = {"group:authenticated": ["Overall/Read"], "group:anonymous": ["Overall/Read"]}


def test_logged_in_users_may_do_anything(site: Site) -> None:
    """The strategy of a new controller, and of one that was there before there were others."""
    site.authorize(strategy="logged-in")
    assert site.jobs("alice") == ["closed", "open", "team"]
    assert site.status("alice", "igor/api/settings") == 200
    assert site.status("", "api/json") == 403


def test_anonymous_readers(site: Site) -> None:
    """They look and change nothing; a write leads them to the login."""
    site.authorize(strategy="logged-in", anonymous_read=True)
    assert site.jobs("") == ["closed", "open", "team"]
    assert site.status("", "job/open/1/consoleText") == 200
    crumb = site.ask("", "crumbIssuer/api/json")
    header = {"Jenkins-Crumb": crumb.json()["crumb"], "Cookie": crumb.headers["Set-Cookie"].partition(";")[0]}
    denied = site.ask("", "job/open/disable", "POST", headers=header)
    assert (denied.status_code, denied.headers["X-Required-Permission"]) == (403, "hudson.model.Item.Configure")
    assert site.status("", "job/open/config.xml") == 403
    assert site.status("", "igor/api/settings") == 403


def test_pages_say_what_one_lacks(site: Site) -> None:
    """A button that would be refused is off and says why; a reader without an account finds the login."""
    site.authorize(strategy="logged-in", anonymous_read=True)
    off = 'disabled data-off title="You lack the permission Job/Build"'
    page = site.ask("", "job/open/").text
    assert (off in page, ">log in</a>" in page, "manage/" in page) == (True, True, False)
    page = site.ask("alice", "job/open/").text
    assert (off in page, ">log in</a>" in page, "manage/" in page) == (False, False, True)


def test_a_matrix_of_items(site: Site) -> None:
    """Each sees the items that are theirs; the others are not there, in lists or by name."""
    site.authorize(strategy="project-matrix", entries=READERS)
    assert (site.jobs("alice"), site.jobs("bob")) == (["open"], ["team"])
    assert site.jobs("bob", "job/team/") == ["app"]
    assert [site.status("alice", path) for path in ("job/open/", "job/closed/", "job/team/job/alone/")] == [
        200,
        404,
        404,
    ]
    assert site.status("bob", "job/team/job/app/build", "POST") == 201
    assert site.status("bob", "job/team/job/app/disable", "POST") == 403
    assert site.status("bob", "job/team/job/app/config.xml") == 403


def test_what_is_hidden_is_told_nowhere(site: Site) -> None:
    """Queue, views, executors, pages and Igor's own answers hold no name of a hidden item."""
    site.authorize(strategy="project-matrix", entries=READERS)
    queued = site.rest.post("job/closed/build").headers["Location"].removeprefix(site.rest.url)
    assert (site.status("alice", f"{queued}api/json"), site.status("alice", queued)) == (404, 404)
    for path in TOLD_TO_ALL:
        answer = site.ask("alice", path)
        assert answer.status_code == 200, path
        assert "closed" not in answer.text, path
        assert "job/team" not in answer.text, path
        assert '"team"' not in answer.text, path
    cancelled = site.ask("alice", "queue/cancelItem", "POST", params={"id": queued.split("/")[-2]})
    assert cancelled.status_code == 404
    assert site.status("bob", "igor/api/next?job=closed") == 404


def test_what_may_be_discovered(site: Site) -> None:
    """Without a login the sender is led to it; with one they are told what they lack."""
    site.authorize(strategy="project-matrix", entries=READERS)
    led = site.ask("", "job/open/")
    assert (led.status_code, "/login?from=" in led.text) == (403, True)
    assert led.headers["X-Required-Permission"] == "hudson.model.Item.Read"
    assert site.status("bob", "job/open/") == 403
    assert site.status("", "job/closed/") == 404


def test_without_overall_read_there_is_nothing(site: Site) -> None:
    """Not even for a user who has rights on an item; what is open to all stays open."""
    site.authorize(strategy="project-matrix", entries={"user:bob": ["Overall/Read"]})
    denied = site.ask("alice", "job/open/")
    assert (denied.status_code, denied.headers["X-Required-Permission"]) == (403, "hudson.model.Hudson.Read")
    assert site.status("alice", "whoAmI/api/json") == 200


def test_copying_needs_the_source(site: Site) -> None:
    """A copy would show what may not be read."""
    grants = ["Overall/Read", "Job/Create"]
    site.authorize(strategy="project-matrix", entries={"user:alice": grants})
    for source in ("closed", "open"):
        copied = site.ask("alice", "createItem", "POST", params={"name": "mine", "mode": "copy", "from": source})
        assert copied.status_code in (400, 403)
    assert site.status("alice", "createItem?name=mine", "POST", data=JOB, headers=XML) == 200
    site.rest.post("job/mine/doDelete")


def test_readers_of_configurations_see_no_secrets(site: Site) -> None:
    """With Job/ExtendedRead alone they see what the job does, and cannot get at the rest by a copy."""
    secret = "<authToken>hush-1</authToken></project>"
    site.rest.create("kept", JOB.replace("</project>", secret))
    granted = ["Overall/Read", "Job/Read", "Job/ExtendedRead", "Job/Create"]
    site.authorize(strategy="matrix", entries={"user:alice": granted, "user:bob": [*granted, "Job/Configure"]})
    shown = site.ask("alice", "job/kept/config.xml")
    assert (shown.status_code, "hush-1" in shown.text, "echo hi" in shown.text) == (200, False, True)
    copying = {"name": "mine", "mode": "copy", "from": "kept"}
    assert site.status("alice", "createItem", "POST", params=copying) == 403
    assert "hush-1" in site.ask("bob", "job/kept/config.xml").text
    assert site.status("bob", "createItem", "POST", params=copying) == 302
    for name in ("kept", "mine"):
        site.rest.post(f"job/{name}/doDelete")


def test_creating_in_a_folder(site: Site) -> None:
    """The folder's rights count, not the root's."""
    site.authorize(strategy="project-matrix", entries=READERS)
    assert site.status("bob", "createItem?name=b", "POST", data=JOB, headers=XML) == 403
    assert site.status("bob", "job/team/createItem?name=b", "POST", data=JOB, headers=XML) == 403


def test_roles_decide_by_name(site: Site) -> None:
    """Project roles hold for the items that their pattern fits."""
    site.authorize(
        strategy="roles",
        roles={
            "globalRoles": [{"name": "all", "permissions": ["Overall/Read"], "sids": ["group:authenticated"]}],
            "projectRoles": [
                {"name": "team", "pattern": "team.*", "permissions": ["Job/Read", "Job/Build"], "sids": ["user:alice"]}
            ],
        },
    )
    assert (site.jobs("alice"), site.jobs("bob")) == (["team"], [])
    assert site.status("alice", "job/team/job/app/build", "POST") == 201
    assert site.status("alice", "job/closed/") == 404


def test_a_broken_authorization_changes_nothing(site: Site) -> None:
    """The answer says what is wrong; who may do what stays."""
    site.authorize(strategy="logged-in")
    answer = site.rest.post("igor/api/settings", json={"key": "authorization", "value": '{"strategy": "open"}'})
    assert answer.status_code == 400
    assert "strategy must be one of" in answer.headers["X-Error"]
    assert site.jobs("alice") == ["closed", "open", "team"]
