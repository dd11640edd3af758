"""What public clients send that no rule of the reference names: each request as its client sends it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from rest_server import JOB, PARAMETERS, PASSWORD, Rest, serving

from igor.controller import nodes, users

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


def test_api_json_after_everything(rest: Rest) -> None:
    """The Java client adds it to each of its paths, also to those of web methods."""
    made = rest.post("createItem/api/json?name=java", data=JOB, headers={"Content-Type": "text/xml; charset=UTF-8"})
    assert made.status_code == 200
    assert rest.post("job/java/config.xml/api/json", data=JOB.replace("said", "more")).status_code == 200
    assert rest.json("job/java/api/json?tree=description")["description"] == "more"
    assert rest.post("job/java/build/api/json").status_code == 201
    assert rest.post("computer/(built-in)/toggleOffline/api/json").status_code == 302
    assert rest.get("job/java/nothing/api/json").status_code == 404
    assert rest.call("GET", "job/java/doDelete/api/json").status_code == 405
    assert rest.post("job/java/doDelete/api/json").status_code == 302


def test_cookies_of_sessions_have_no_date(rest: Rest) -> None:
    """Apache's HttpClient refuses a cookie whose expiry is written as the web writes dates, and then has no crumb."""
    cookie = rest.get("crumbIssuer/api/json", auth=("admin", PASSWORD)).headers["Set-Cookie"]
    assert cookie.startswith("JSESSIONID.")
    assert ("Max-Age" in cookie, "Expires" in cookie) == (True, False)


def test_what_was_wrong_is_the_first_paragraph(rest: Rest) -> None:
    """jenkins_api_client tells by it what already exists. Source: AbstractModelObject/error.jelly."""
    made = {
        "name": "taken",
        "mode": "hudson.model.ListView",
        "json": '{"name": "taken", "mode": "hudson.model.ListView"}',
    }
    assert rest.post("createView", data=made).status_code == 302
    answer = rest.post("createView", data=made)
    found = re.search("<p>(.*)</p>", answer.text)
    assert (answer.status_code, found and found[1]) == (400, "A view already exists with the name &quot;taken&quot;")


def test_a_user_by_full_name(rest: Rest) -> None:
    """jenkins_api_client asks so for each user of its list. Source: User.FullNameIdResolver."""
    users.create_user(rest.controller, "ann", "Ann O'Nym", PASSWORD)
    assert rest.json("user/Ann%20O'Nym/api/json")["id"] == "ann"
    assert rest.get("user/Ann/api/json").json()["id"] == "ann"
    assert rest.get("user/O'Nym/api/json").status_code == 404


def test_an_update_site_with_nothing(rest: Rest) -> None:
    """jenkins_api_client asks it what is available, and what has updates."""
    found = rest.json("updateCenter/coreSource/api/json?tree=availables[name],updates[name],id")
    assert found == {"_class": "hudson.model.UpdateSite", "availables": [], "id": "default", "updates": []}
    assert rest.json("updateCenter/site/default/api/json")["hasUpdates"] is False
    assert rest.json("updateCenter/api/json?tree=sites[id]")["sites"] == [{"id": "default"}]
    assert rest.get("updateCenter/site/other/api/json").status_code == 404


def test_errors_of_the_container(rest: Rest) -> None:
    """jenkins-client-ts asks for JSON first, and tells its users what Jetty then says of 401 and 404."""
    headers = {"Accept": "application/json, text/plain, */*"}
    gone = rest.get("job/nothing/api/json?depth=1", headers=headers)
    said = {"url": "/job/nothing/api/json?depth=1", "status": "404", "message": "Not Found", "servlet": "Stapler"}
    assert (gone.status_code, gone.json(), "X-Error" in gone.headers) == (404, said, False)
    wrong = rest.get("api/json", auth=("admin", "wrong"), headers=headers)
    assert (wrong.json()["message"], wrong.headers["WWW-Authenticate"]) == ("Unauthorized", 'Basic realm="Jenkins"')
    crumbless = rest.post("job/app/build", auth=("admin", PASSWORD), headers=headers)
    assert (crumbless.status_code, crumbless.json()["message"]) == (403, "No valid crumb was included in the request")
    assert "text/html" in rest.get("job/nothing/", headers={"Accept": "*/*"}).headers["Content-Type"]


def test_a_node_gets_another_name(rest: Rest) -> None:
    """jenkins-client-ts by its form, and by its config.xml. Source: Computer.doConfigSubmit, updateByXml."""
    for name in ("first", "other"):
        nodes.create(rest.controller, name, labels=["x"])
    renamed = rest.post("computer/first/configSubmit", data={"json": '{"name": "second", "numExecutors": 2}'})
    assert renamed.headers["Location"] == f"{rest.url}computer/second/"
    assert rest.get("computer/first/").status_code == 404
    xml = rest.get("computer/second/config.xml").text
    assert rest.post("computer/second/config.xml", data=xml.replace(">second<", ">third<")).status_code == 200
    found = rest.json("computer/third/api/json")
    assert (found["numExecutors"], [label["name"] for label in found["assignedLabels"]]) == (2, ["third", "x"])
    taken = rest.post("computer/third/configSubmit", data={"json": '{"name": "OTHER"}'})
    assert (taken.status_code, "already exists" in taken.headers["X-Error"]) == (400, True)
    rest.controller.store.write(lambda connection: connection.execute("UPDATE node SET connected = 1"))
    assert rest.post("computer/third/configSubmit", data={"json": '{"name": "fourth"}'}).status_code == 400
    assert rest.post("computer/third/configSubmit", data={"json": '{"name": "third"}'}).status_code == 302


def test_domains_are_read_from_the_page(rest: Rest) -> None:
    """jenkins-client-ts takes a user's domains from the links of the store's page."""
    page = rest.get("user/admin/credentials/store/user/").text
    assert re.findall('href="domain/(.+?)"', page) == ["_"]
    assert 'href="domain/' not in rest.get("user/admin/credentials/").text


def test_parameters_are_an_action(rest: Rest) -> None:
    """Scripts take the definitions from a job's actions; others from its properties."""
    rest.create("asks", PARAMETERS)
    found = rest.json("job/asks/api/json")
    for place in ("actions", "property"):
        (only,) = found[place]
        assert only["_class"] == "hudson.model.ParametersDefinitionProperty"
        assert [each["name"] for each in only["parameterDefinitions"]] == ["WHO", "LOUD", "SIZE", "KEY"]
    assert rest.json("job/app/api/json")["actions"] == []
