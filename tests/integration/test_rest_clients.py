"""What public clients send that no rule of the reference names: each request as its client sends it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from rest_server import PASSWORD, Rest, serving

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def rest(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rest]:
    with serving(tmp_path_factory.mktemp("home") / "home") as served:
        served.create("app")
        yield served


def test_a_path_after_the_format(rest: Rest) -> None:
    """gojenkins asks for its crumb by api/json/api/json: the web method takes whatever follows its name."""
    basic = ("admin", PASSWORD)
    issued = rest.get("crumbIssuer/api/json/api/json", auth=basic)
    assert issued.status_code == 200
    headers = {issued.json()["crumbRequestField"]: issued.json()["crumb"], "Cookie": issued.headers["Set-Cookie"]}
    assert rest.post("job/app/disable", auth=basic, headers=headers).status_code == 302
    assert rest.json("job/app/api/json/")["name"] == "app"
    assert rest.get("job/app/api/nothing").status_code == 404
