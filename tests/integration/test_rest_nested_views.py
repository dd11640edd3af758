"""Views that hold views, as the nested-view plugin has them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from rest_server import FOLDER, XML, Rest, serving

pytestmark = pytest.mark.integration

NESTED = "hudson.plugins.nested_view.NestedView"
LIST = "<hudson.model.ListView/>"


@pytest.fixture(scope="module")
def rest(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rest]:
    with serving(tmp_path_factory.mktemp("home") / "home") as served:
        served.create("team", FOLDER)
        served.create("team/app")
        yield served


@pytest.mark.parametrize("folder", ["", "job/team/"])
def test_views_below_a_view(rest: Rest, folder: str) -> None:
    """Made, listed by their view alone, filled with the folder's jobs, deleted with it."""
    job = "app" if folder else "team"
    made = rest.post(f"{folder}createView", data={"name": "top", "mode": NESTED, "json": "{}"})
    assert made.headers["Location"] == f"{rest.url}{folder}view/top/configure"
    assert rest.json(f"{folder}view/top/api/json")["views"] == []
    below = f"{folder}view/top/"
    assert rest.post(f"{below}createView", params={"name": "sub"}, data=LIST, headers=XML).status_code == 200
    (view,) = rest.json(f"{below}api/json")["views"]
    assert view == {"_class": "hudson.model.ListView", "name": "sub", "url": f"{rest.url}{below}view/sub/"}
    added = rest.post(f"{below}view/sub/addJobToView", params={"name": job})
    assert added.status_code == 200, added.text
    (shown,) = rest.json(f"{below}view/sub/api/json")["jobs"]
    assert shown["url"] == f"{rest.url}{folder}job/{job}/"
    assert rest.json(f"{below}view/sub/job/{job}/api/json")["name"] == job
    assert [view["name"] for view in rest.json(f"{folder}api/json")["views"]][1:] == ["top"]
    assert rest.post(f"{below}view/sub/doDelete").headers["Location"] == rest.url + below
    rest.post(f"{below}createView", params={"name": "sub"}, data=LIST, headers=XML)
    rest.post(f"{folder}view/top/doDelete")
    rest.post(f"{folder}createView", data={"name": "top", "mode": NESTED, "json": "{}"})
    assert rest.json(f"{folder}view/top/api/json")["views"] == []


def test_they_move_with_their_folder(rest: Rest) -> None:
    """A renamed folder keeps them, a deleted one takes them along."""
    rest.create("old", FOLDER)
    rest.post("job/old/createView", data={"name": "top", "mode": NESTED, "json": "{}"})
    rest.post("job/old/view/top/createView", params={"name": "sub"}, data=LIST, headers=XML)
    rest.post("job/old/confirmRename", params={"newName": "new"})
    assert rest.json("job/new/view/top/view/sub/api/json")["name"] == "sub"
    rest.post("job/new/doDelete")
    rest.create("new", FOLDER)
    assert rest.get("job/new/view/top/api/json").status_code == 404


def test_other_views_hold_none(rest: Rest) -> None:
    """A list view is no place for views."""
    rest.post("createView", params={"name": "flat"}, data=LIST, headers=XML)
    assert rest.post("view/flat/createView", params={"name": "sub"}, data=LIST, headers=XML).status_code == 404
    assert rest.get("view/flat/view/sub/api/json").status_code == 404
