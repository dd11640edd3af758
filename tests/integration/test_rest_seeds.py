"""What the command line asks the controller about seeds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from igor.controller import users

from rest_server import JOB, Rest, serving  # isort: skip

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def rest(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rest]:
    with serving(tmp_path_factory.mktemp("seeds")) as server:
        server.create("seed")
        yield server


def item(name: str, text: str = "x") -> dict[str, Any]:
    xml = f"<project><description>{text}</description></project>"
    return {
        "kind": "item",
        "class_name": "FreeStyleJob",
        "full_name": name,
        "xml": xml,
        "file_name": "jobs/a.groovy",
        "line": 3,
    }


def test_plan_apply_and_plan_again(rest: Rest) -> None:
    """What was agreed to is what is done, and nothing is left to do after it."""
    body = {"seed": "seed", "items": [item("planned")]}
    plan = rest.post("igor/api/seed/plan", json=body).json()
    assert [(change["action"], change["full_name"]) for change in plan["changes"]] == [("add", "planned")]
    assert rest.get("job/planned/").status_code == 404
    applied = rest.post("igor/api/seed/apply", json={**body, "digest": plan["digest"]}).json()
    assert applied["summary"] == "1 added, 0 unchanged"
    assert rest.get("job/planned/").status_code == 200
    again = rest.post("igor/api/seed/plan", json=body).json()
    assert [change["action"] for change in again["changes"]] == ["unchanged"]


def test_another_plan_by_now_is_refused(rest: Rest) -> None:
    """Somebody else's change between plan and apply would be overwritten unseen."""
    body = {"seed": "seed", "items": [item("planned", "y")]}
    digest = rest.post("igor/api/seed/plan", json=body).json()["digest"]
    body["items"] = [item("planned", "z")]
    refused = rest.post("igor/api/seed/apply", json={**body, "digest": digest})
    assert refused.status_code == 409
    assert "changed%20since%20the%20plan" in refused.headers["X-Igor-Error"]


def test_orphans_and_adoption(rest: Rest) -> None:
    """Items that nobody makes any more would stay for ever, or could not change hands."""
    rest.post("igor/api/seed/apply", json={"seed": "short-lived", "items": [item("left-over")]})
    assert rest.json("igor/api/seed/orphans") == []
    rest.call("DELETE", "job/short-lived/")
    (orphan,) = rest.json("igor/api/seed/orphans")
    assert (orphan["full_name"], orphan["why"]) == ("left-over", "the seed job “short-lived” is gone")
    (adopted,) = rest.post("igor/api/seed/adopt", json={"items": ["left-over"], "seed": "seed"}).json()
    assert (adopted["seed"], adopted["before"]) == ("seed", "short-lived")
    (orphan,) = rest.json("igor/api/seed/orphans")
    assert orphan["why"] == "its scripts do not make it any more"
    rest.post("igor/api/seed/adopt", json={"items": ["left-over"], "seed": None})
    assert rest.json("igor/api/seed/orphans") == []
    assert rest.post("igor/api/seed/adopt", json={"items": ["none"]}).status_code == 404


def test_settings(rest: Rest) -> None:
    """Scripts evaluated elsewhere would come out otherwise than in the seed job."""
    settings = rest.json("igor/api/seed/settings?seed=seed")
    assert (settings["exists"], settings["lookup_strategy"], settings["symbols"]) == (True, "JENKINS_ROOT", "")
    assert "job-dsl" in settings["installed_plugins"]
    assert rest.json("igor/api/seed/settings?seed=none")["exists"] is False


def test_only_administrators_change(rest: Rest) -> None:
    """Anybody with a login could delete every job."""
    users.create_user(rest.controller, "eve", "Eve", "correct horse", is_admin=False)
    for path, body in (("apply", {"seed": "seed", "items": []}), ("adopt", {"items": ["planned"]})):
        assert rest.post(f"igor/api/seed/{path}", json=body, auth=("eve", "correct horse")).status_code == 403
    assert rest.post("igor/api/seed/plan", json={"items": 1}).status_code == 400


def test_the_seed_must_be_a_job(rest: Rest) -> None:
    """A folder owns nothing."""
    rest.create("folder", "<com.cloudbees.hudson.plugins.folder.Folder/>")
    assert rest.post("igor/api/seed/apply", json={"seed": "folder", "items": []}).status_code == 400
    rest.create("other", JOB)
    refused = rest.post("igor/api/seed/adopt", json={"items": ["other"], "seed": "other"})
    assert refused.status_code == 409


def test_user_content(rest: Rest) -> None:
    """What jobs leave for people cannot be looked at, or runs scripts in their sessions."""
    folder = rest.controller.home.user_content / "web"
    folder.mkdir(parents=True)
    (folder / "a b.html").write_text("<script>alert(1)</script>")
    (folder / "up").symlink_to(rest.controller.home.root)
    answer = rest.get("userContent/web/a%20b.html")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")
    assert 'href="/userContent/web/a%20b.html"' in rest.get("userContent/web/").text
    assert rest.get("userContent/").status_code == 200
    for path in ("web/none", "web/up/igor.db", "web/up/secrets", "%2e%2e/igor.db"):
        assert rest.get(f"userContent/{path}").status_code == 404
    assert rest.get("userContent/web/a%20b.html", auth=None).status_code == 403
