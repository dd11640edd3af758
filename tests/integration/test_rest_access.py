"""Who gets in and what others are told: 401, 403, crumbs, sessions, version headers."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator

import pytest
import requests
from rest_server import PASSWORD, Rest, serving

from igor.controller import nodes, settings

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def rest(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rest]:
    with serving(tmp_path_factory.mktemp("home") / "home") as served:
        served.create("app")
        yield served


@pytest.mark.parametrize("path", ["", "login", "api/json", "nothing", "job/app/"])
def test_version_headers(rest: Rest, path: str) -> None:
    """Clients read the version from any answer, HEAD too, logged in or not."""
    for method in ("GET", "HEAD"):
        for auth in (("admin", rest.token), None):
            headers = rest.call(method, path, auth=auth).headers
            assert headers["X-Jenkins"].replace(".", "").isdigit()
            assert headers["X-Jenkins-Session"]


@pytest.mark.parametrize(
    "path", ["", "api/json", "job/app/api/json", "computer/", "nothing", "crumbIssuer/api/json", "me/api/json"]
)
def test_anonymous_is_led_to_the_login(rest: Rest, path: str) -> None:
    """403, never a 401 challenge: pre-emptive clients and browsers depend on it."""
    answer = rest.get(path, auth=None)
    assert answer.status_code == 403
    assert "WWW-Authenticate" not in answer.headers
    assert answer.headers["X-You-Are-Authenticated-As"] == "anonymous"
    assert answer.headers["X-Required-Permission"] == "hudson.model.Hudson.Read"
    assert answer.headers["X-Permission-Implied-By"].endswith("hudson.model.Hudson.Administer")
    assert "/login?from=%2F" in answer.text


@pytest.mark.parametrize("path", ["login", "whoAmI/api/json", "health", "prometheus/"])
def test_what_anybody_may_see(rest: Rest, path: str) -> None:
    """Probes, scrapers and the login itself have no credentials."""
    assert rest.get(path, auth=None).status_code in (200, 503)


@pytest.mark.parametrize("auth", [("admin", "wrong"), ("nobody", "x"), ("admin", "")])
@pytest.mark.parametrize("path", ["api/json", "login"])
def test_wrong_credentials(rest: Rest, path: str, auth: tuple[str, str]) -> None:
    """401 with a challenge, even on pages that anybody may see."""
    answer = rest.get(path, auth=auth)
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == 'Basic realm="Jenkins"'


def test_who_am_i(rest: Rest) -> None:
    """The one answer that is there for everybody."""
    assert rest.get("whoAmI/api/json", auth=None).json() == {
        "_class": "hudson.security.WhoAmI",
        "anonymous": True,
        "authenticated": True,
        "authorities": ["anonymous"],
        "name": "anonymous",
    }
    assert rest.json("whoAmI/api/json")["name"] == "admin"


def test_a_password_needs_a_crumb(rest: Rest) -> None:
    """Without one 403 with Jenkins' words; with one of the same session it works; another session's does not."""
    client = requests.Session()
    client.auth = ("admin", PASSWORD)
    refused = client.post(f"{rest.url}job/app/disable", allow_redirects=False)
    assert refused.status_code == 403
    assert "No valid crumb was included in the request" in refused.text
    issued = client.get(f"{rest.url}crumbIssuer/api/json")
    crumb = issued.json()
    assert crumb["_class"] == "hudson.security.csrf.DefaultCrumbIssuer"
    assert "HttpOnly" in issued.headers["Set-Cookie"]
    assert issued.headers["Set-Cookie"].startswith("JSESSIONID.")
    header = {crumb["crumbRequestField"]: crumb["crumb"]}
    assert client.post(f"{rest.url}job/app/disable", headers=header, allow_redirects=False).status_code == 302
    assert client.post(f"{rest.url}job/app/enable", data=header, allow_redirects=False).status_code == 302
    client.cookies.clear()
    assert client.post(f"{rest.url}job/app/disable", headers=header, allow_redirects=False).status_code == 403


def test_a_token_needs_none_and_a_wrong_one_does_not_matter(rest: Rest) -> None:
    """API tokens are exempt; a crumb sent with them is not looked at."""
    assert rest.post("job/app/disable").status_code == 302
    assert rest.post("job/app/enable", headers={"Jenkins-Crumb": "nonsense"}).status_code == 302


def test_the_form_of_a_405_works(rest: Rest) -> None:
    """A person who follows a link to an action gets a button; it carries the crumb."""
    browser = requests.Session()
    browser.post(f"{rest.url}j_spring_security_check", data={"j_username": "admin", "j_password": PASSWORD})
    shown = browser.get(f"{rest.url}job/app/disable")
    crumb = shown.text.partition('name="Jenkins-Crumb" value="')[2].partition('"')[0]
    done = browser.post(f"{rest.url}job/app/disable", data={"Jenkins-Crumb": crumb}, allow_redirects=False)
    assert (shown.status_code, done.status_code) == (405, 302)


def test_a_token_starts_no_session(rest: Rest) -> None:
    """A session would still be there when the token is revoked."""
    for path in ("", "crumbIssuer/api/json"):
        assert "Set-Cookie" not in rest.get(path).headers


def test_delete_needs_no_crumb(rest: Rest) -> None:
    """Only POST is checked."""
    rest.create("gone")
    assert rest.call("DELETE", "job/gone/", auth=("admin", PASSWORD)).status_code == 204


@pytest.mark.parametrize(
    ("xpath", "form"),
    [
        ('concat(//crumbRequestField,":",//crumb)', "Jenkins-Crumb:{}"),
        ("concat(//crumbRequestField,'=',//crumb)", ".Jenkins-Crumb={}"),
        ("/*/crumb/text()", "{}"),
    ],
)
def test_crumb_xpaths(rest: Rest, xpath: str, form: str) -> None:
    """Shell scripts and the swarm client take the crumb as text."""
    answer = rest.get("crumbIssuer/api/xml", params={"xpath": xpath})
    assert answer.headers["Content-Type"].startswith("text/plain")
    before, after = form.split("{}")
    assert len(answer.text.removeprefix(before).removesuffix(after)) == 64


def test_other_primitive_xpaths_are_refused(rest: Rest) -> None:
    """403: they would leak to pages of other sites."""
    assert rest.get("api/xml", params={"xpath": "count(//job)"}).status_code == 403
    assert rest.get("api/json", params={"jsonp": "f"}).status_code == 403


def test_form_login_and_logout(rest: Rest) -> None:
    """A browser logs in, is led back, and is nobody again after the logout."""
    browser = requests.Session()
    form = {"j_username": "admin", "j_password": PASSWORD, "from": "/job/app/"}
    done = browser.post(f"{rest.url}j_spring_security_check", data=form, allow_redirects=False)
    assert (done.status_code, done.headers["Location"]) == (302, f"{rest.url}job/app/")
    assert browser.get(f"{rest.url}whoAmI/api/json").json()["name"] == "admin"
    assert browser.post(f"{rest.url}job/app/disable").status_code == 403
    assert browser.get(f"{rest.url}logout", allow_redirects=False).status_code == 302
    assert browser.get(f"{rest.url}whoAmI/api/json").json()["name"] == "anonymous"


def test_a_failed_login_comes_back_to_the_form(rest: Rest) -> None:
    """And gives no session."""
    form = {"j_username": "admin", "j_password": "no"}
    done = rest.post("j_spring_security_check", data=form, auth=None)
    assert done.headers["Location"] == f"{rest.url}loginError"
    assert rest.get("loginError", auth=None).status_code == 401


def test_tokens(rest: Rest) -> None:
    """A new token works at once, is shown once, and ends when it is revoked."""
    base = "me/descriptorByName/jenkins.security.ApiTokenProperty"
    made = rest.post(f"{base}/generateNewToken", data={"newTokenName": "ci"}).json()
    value = made["data"]["tokenValue"]
    assert (made["status"], made["data"]["tokenName"], len(value), value[:2]) == ("ok", "ci", 34, "11")
    assert rest.get("api/json", auth=("admin", value)).status_code == 200
    assert rest.post(f"{base}/revoke", data={"tokenUuid": made["data"]["tokenUuid"]}).status_code == 200
    assert rest.get("api/json", auth=("admin", value)).status_code == 401


def test_agents_join(rest: Rest) -> None:
    """With a join token and nothing else; the endpoint says that the engine is down."""
    token = nodes.make_join_token(rest.controller)
    body = {"name": "a1", "labels": ["linux", "fast"], "executors": 2, "remote_fs": "/srv"}
    joined = rest.post("agents/register", json=body, auth=None, headers={"Authorization": f"Bearer {token}"})
    assert nodes.check_token(rest.controller, "a1", joined.json()["token"])
    wrong = rest.post("agents/register", json=body, auth=None, headers={"Authorization": "Bearer no"})
    assert wrong.status_code == 401
    assert rest.post("agents/register", json=body, auth=None).status_code == 401
    assert rest.get("agent-endpoint", auth=None).status_code == 503


def test_the_agent_is_served_as_one_file(rest: Rest) -> None:
    """Broken: a machine without Igor cannot become an agent, or fetches the same file again and again."""
    served = rest.get("agent.pyz", auth=None)
    digest = hashlib.sha256(served.content).hexdigest()
    assert (served.status_code, served.headers["ETag"]) == (200, f'"{digest}"')
    assert served.content.startswith(b"#!/usr/bin/env python3\n")
    again = rest.get("agent.pyz", auth=None, headers={"If-None-Match": f'"{digest}"'})
    assert (again.status_code, again.content) == (304, b"")


@pytest.fixture
def without(rest: Rest) -> Iterator[Callable[[str], None]]:
    """Turns ``use_security`` or ``use_crumbs`` off for a test."""

    def turn_off(key: str) -> None:
        settings.put(rest.controller, key, "false")

    yield turn_off
    for key in ("use_security", "use_crumbs"):
        settings.put(rest.controller, key, "true")


def test_security_off(rest: Rest, without: Callable[[str], None]) -> None:
    """Anybody may do anything, credentials are not looked at; POSTs of a browser still need a crumb."""
    without("use_security")
    for auth in (None, ("nobody", "x")):
        assert rest.get("api/json", auth=auth).json()["useSecurity"] is False
    assert rest.post("quietDown", auth=None).status_code == 403
    with requests.Session() as session:
        crumb = session.get(rest.url + "crumbIssuer/api/json", timeout=30).json()
        answer = session.post(
            rest.url + "job/app/disable", headers={crumb["crumbRequestField"]: crumb["crumb"]}, timeout=30
        )
        assert answer.status_code == 200
    assert rest.get("api/json?jsonp=call&tree=mode", auth=None).text.startswith("call({")
    assert rest.get("api/xml?xpath=/hudson/mode/text()", auth=None).text == "NORMAL"


def test_crumbs_off(rest: Rest, without: Callable[[str], None]) -> None:
    """The crumb issuer is not there, which tells clients that they need none."""
    without("use_crumbs")
    assert rest.get("crumbIssuer/api/json").status_code == 404
    assert rest.post("job/app/enable", auth=("admin", PASSWORD)).status_code == 302
    assert rest.json("api/json")["useCrumbs"] is False
