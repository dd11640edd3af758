"""Authorization headers, sessions, crumbs, and where a login may lead."""

from __future__ import annotations

import base64

import pytest
from itsdangerous import URLSafeTimedSerializer

from igor.api.credentials import BasicCredentials, parse_basic, parse_bearer
from igor.api.crumbs import Crumbs, is_exempt
from igor.api.permissions import implied_by
from igor.api.resources.users import local_path
from igor.api.sessions import Session, Sessions
from igor.model.errors import Unauthenticated


def basic(text: str) -> str:
    return "Basic " + base64.b64encode(text.encode()).decode()


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (None, None),
        ("", None),
        ("Bearer abc", None),
        (basic("me:secret"), BasicCredentials("me", "secret")),
        (basic("me:a:b"), BasicCredentials("me", "a:b")),
        (basic("jürgen:pä€"), BasicCredentials("jürgen", "pä€")),
        ("basic " + basic("me:")[6:], BasicCredentials("me", "")),
    ],
)
def test_basic(header: str | None, expected: BasicCredentials | None) -> None:
    """The scheme in any case, colons in passwords, UTF-8."""
    assert parse_basic(header) == expected


@pytest.mark.parametrize("header", ["Basic", "Basic !!!", basic("nocolon"), "Basic /w=="])
def test_broken_basic_is_wrong_credentials(header: str) -> None:
    """A header that cannot be read must not fall back to anonymous."""
    with pytest.raises(Unauthenticated):
        parse_basic(header)


@pytest.mark.parametrize(
    ("header", "expected"),
    [("Bearer t0k", "t0k"), ("bearer  x ", "x"), ("Bearer ", None), (None, None), (basic("a:b"), None)],
)
def test_bearer(header: str | None, expected: str | None) -> None:
    """The join token of an agent."""
    assert parse_bearer(header) == expected


def test_a_session_survives_its_cookie() -> None:
    """What was signed is read back, by every process with the same key."""
    session = Sessions(b"k" * 32).start("admin")
    cookie = Sessions(b"k" * 32).cookie(session)
    assert Sessions(b"k" * 32).read(cookie) == session


def test_sessions_of_an_older_version_go_on() -> None:
    """Cookies were without the user's seed once, which users have only since their password changed."""
    sessions = Sessions(b"k" * 32)
    older = URLSafeTimedSerializer(b"k" * 32, salt="igor session").dumps(["1", "admin"])
    assert sessions.read(older) == Session("1", "admin", "")


@pytest.mark.parametrize("cookie", [None, "", "abc", "WyJhIiwiYWRtaW4iXQ.aaaa.bbbb"])
def test_forged_sessions_are_none(cookie: str | None) -> None:
    """A cookie that we did not sign names nobody."""
    assert Sessions(b"k" * 32).read(cookie) is None


def test_a_cookie_of_another_key_is_none() -> None:
    """Another home's session does not open this one."""
    cookie = Sessions(b"x" * 32).cookie(Sessions(b"x" * 32).start("admin"))
    assert Sessions(b"k" * 32).read(cookie) is None


def test_crumbs_belong_to_user_and_session() -> None:
    """Neither another user nor another session can use it."""
    crumbs = Crumbs(b"k")
    crumb = crumbs.issue("me", "s1")
    assert len(crumb) == 64
    assert crumbs.is_valid(crumb, "me", "s1")
    assert not crumbs.is_valid(crumb, "you", "s1")
    assert not crumbs.is_valid(crumb, "me", "s2")
    assert not crumbs.is_valid(None, "me", "s1")
    assert not crumbs.is_valid("ü", "me", "s1")
    assert not crumbs.is_valid(crumbs.issue("", ""), "", "")


def test_exempt_paths() -> None:
    """Only what carries its own proof."""
    assert is_exempt("/agents/register")
    assert not is_exempt("/job/x/build")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (None, "/"),
        ("/job/x/", "/job/x/"),
        ("/api/json?tree=jobs", "/api/json?tree=jobs"),
        ("http://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("job/x", "/"),
        ("/a\r\nX: y", "/"),
    ],
)
def test_a_login_leads_to_this_site_only(given: str | None, expected: str) -> None:
    """An open redirect would make a phishing link of the login page."""
    assert local_path(given) == expected


def test_implied_permissions() -> None:
    """The header X-Permission-Implied-By repeats these."""
    assert implied_by("hudson.model.Hudson.Read") == [
        "hudson.security.Permission.GenericRead",
        "hudson.model.Hudson.Administer",
    ]
    assert implied_by("hudson.model.Hudson.Administer") == []
