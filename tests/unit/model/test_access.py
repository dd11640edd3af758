"""Who may do what: the strategies' decisions, as Jenkins and its plugins make them."""

from __future__ import annotations

import pytest

from igor.model import authorization, permissions
from igor.model.access import (
    GlobalMatrix,
    ItemMatrix,
    LoggedIn,
    Matrix,
    ProjectMatrix,
    Role,
    Roles,
    Unsecured,
    Who,
)
from igor.model.errors import Invalid
from igor.model.permissions import ADMINISTER, ITEM_BUILD, ITEM_CONFIGURE, ITEM_DISCOVER, ITEM_READ, READ

ALICE, NOBODY, ROOT = Who("Alice"), Who(), Who("root", is_admin=True)


def matrix(*grants: tuple[str, str]) -> Matrix:
    return Matrix(grants)


@pytest.mark.parametrize(
    ("sid", "who", "allowed"),
    [
        ("USER:alice", ALICE, True),
        ("user:ALICE", ALICE, True),
        ("alice", ALICE, True),
        ("GROUP:alice", ALICE, False),
        ("GROUP:authenticated", ALICE, True),
        ("GROUP:authenticated", NOBODY, False),
        ("USER:authenticated", ALICE, False),
        ("anonymous", NOBODY, True),
        ("USER:anonymous", ALICE, True),
        ("EITHER:authenticated", ALICE, True),
    ],
)
def test_sids(sid: str, who: Who, allowed: bool) -> None:
    """Users and groups are told apart, ids know no case, and what anonymous may do, all may."""
    assert matrix((READ, sid)).allows(who.sids, READ) is allowed


@pytest.mark.parametrize(
    ("granted", "wanted", "allowed"),
    [
        (ADMINISTER, ITEM_BUILD, True),
        (ITEM_READ, ITEM_DISCOVER, True),
        (ITEM_DISCOVER, ITEM_READ, False),
        (ITEM_CONFIGURE, permissions.ITEM_EXTENDED_READ, True),
        (ITEM_BUILD, permissions.ITEM_WIPE_OUT, True),
        (ITEM_BUILD, ITEM_CONFIGURE, False),
    ],
)
def test_implied_permissions(granted: str, wanted: str, allowed: bool) -> None:
    """A permission brings those that it includes, and no others."""
    assert matrix((granted, "alice")).allows(ALICE.sids, wanted) is allowed


def test_the_flat_strategies() -> None:
    """Everybody, whoever is logged in, readers without a login."""
    assert Unsecured().root(NOBODY, ADMINISTER)
    assert LoggedIn().root(ALICE, ADMINISTER)
    assert not LoggedIn().root(NOBODY, READ)
    readable = LoggedIn(anonymous_read=True)
    assert readable.root(NOBODY, READ)
    assert readable.item(NOBODY, ITEM_READ, "app", [None])
    assert not readable.root(NOBODY, ITEM_BUILD)
    assert not readable.root(NOBODY, ADMINISTER)


def test_the_administrator_is_never_locked_out() -> None:
    """A matrix that forgets the administrator could not be repaired."""
    assert GlobalMatrix(matrix()).root(ROOT, ADMINISTER)
    assert not GlobalMatrix(matrix()).root(ALICE, READ)


@pytest.mark.parametrize(
    ("inherit", "permission", "allowed"),
    [
        ("parent", ITEM_BUILD, True),
        ("parent", ITEM_CONFIGURE, True),
        ("global", ITEM_BUILD, True),
        ("global", ITEM_CONFIGURE, True),
        ("none", ITEM_BUILD, True),
        ("none", ITEM_CONFIGURE, False),
        ("none", ITEM_READ, False),
    ],
)
def test_inheritance_at_the_top(inherit: str, permission: str, allowed: bool) -> None:
    """A topmost item: what it grants itself, and what the root grants unless it stands alone."""
    strategy = ProjectMatrix(matrix((ITEM_CONFIGURE, "alice"), (ITEM_READ, "alice")))
    own = ItemMatrix(matrix((ITEM_BUILD, "alice")), inherit)
    assert strategy.item(ALICE, permission, "app", [own]) is allowed


@pytest.mark.parametrize("inherit", ["parent", "global", "none"])
def test_reading_needs_the_folder(inherit: str) -> None:
    """Below a folder that is hidden nothing can be read, whatever the item grants."""
    strategy = ProjectMatrix(matrix())
    own = ItemMatrix(matrix((ITEM_READ, "alice"), (ITEM_BUILD, "alice")), inherit)
    assert not strategy.item(ALICE, ITEM_READ, "team/app", [None, own])
    assert strategy.item(ALICE, ITEM_BUILD, "team/app", [None, own])
    folder = ItemMatrix(matrix((ITEM_READ, "alice")))
    assert strategy.item(ALICE, ITEM_READ, "team/app", [folder, own])


def test_standing_alone_keeps_administrators() -> None:
    """Whoever administers the controller may do so everywhere."""
    strategy = ProjectMatrix(matrix((ADMINISTER, "alice")))
    assert strategy.item(ALICE, ITEM_CONFIGURE, "app", [ItemMatrix(matrix(), "none")])


def test_a_folder_is_inherited() -> None:
    """Grants of a folder hold below it, those of a job for it alone."""
    strategy = ProjectMatrix(matrix())
    folder = ItemMatrix(matrix((ITEM_READ, "alice"), (ITEM_BUILD, "alice")))
    assert strategy.item(ALICE, ITEM_BUILD, "team/app", [folder, None])
    assert not strategy.item(ALICE, ITEM_BUILD, "other", [None])
    assert not strategy.root(ALICE, ITEM_READ)


def test_roles() -> None:
    """Roles for all, for items whose whole name fits, for nodes."""
    strategy = Roles(
        [Role("reader", (READ,), sids=("group:authenticated",))],
        [Role("team", (ITEM_BUILD,), "team/.*", ("user:alice",))],
        [Role("linux", (permissions.COMPUTER_CONNECT,), "linux-.*", ("alice",))],
    )
    assert strategy.root(ALICE, READ)
    assert not strategy.root(NOBODY, READ)
    assert strategy.item(ALICE, ITEM_BUILD, "team/app", [])
    assert not strategy.item(ALICE, ITEM_BUILD, "my-team/app", [])
    assert strategy.node(ALICE, permissions.COMPUTER_CONNECT, "linux-1", None)
    assert not strategy.node(ALICE, permissions.COMPUTER_CONNECT, "mac-1", None)


def test_names_of_permissions() -> None:
    """People write Job/Build, Jenkins writes the class; both are read, and each has one name."""
    assert permissions.find("Job/Build") == permissions.find("job/build") == ITEM_BUILD
    assert permissions.find("hudson.model.Item.Build") == ITEM_BUILD
    assert permissions.find("Job/Fly") is None
    assert len(permissions.BY_TITLE) == len(set(permissions.BY_TITLE.values()))


def test_every_permission_ends_somewhere() -> None:
    """A chain that led round would never end."""
    for permission in permissions.IMPLIED_BY:
        assert permissions.implied_by(permission)[-1:] in ([ADMINISTER], [])


def test_authorization_is_read_back() -> None:
    """What is shown can be set again, and means the same."""
    text = """{"strategy": "roles", "roles": {"projectRoles": [
        {"name": "team", "pattern": "team/.*", "permissions": ["Job/Read", "hudson.model.Item.Build"],
         "sids": ["user:alice", "group:authenticated", "bob"]}]}}"""
    said = authorization.parse(text)
    assert authorization.parse(authorization.to_text(said)) == said
    assert said.roles_of("projectRoles")["team"].permissions == (ITEM_READ, ITEM_BUILD)
    assert said.strategy_object().item(ALICE, ITEM_BUILD, "team/x", [])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "authorization:1:2: not JSON"),
        ("[]", "strategy must be one of"),
        ('{"strategy": "ldap"}', "strategy must be one of"),
        ('{"strategy": "matrix", "entry": {}}', "unknown key 'entry'"),
        ('{"strategy": "matrix", "entries": {"user:": []}}', "names nobody"),
        ('{"strategy": "matrix", "entries": {"user:a": ["Job/Fly"]}}', "entries: user:a: there is no permission"),
        ('{"strategy": "matrix", "entries": []}', "entries must be an object"),
        ('{"strategy": "roles", "roles": {"x": []}}', "roles must be an object"),
        ('{"strategy": "roles", "roles": {"globalRoles": {}}}', "globalRoles must be a list"),
        ('{"strategy": "roles", "roles": {"globalRoles": [{"name": ""}]}}', "a role needs a name"),
        ('{"strategy": "roles", "roles": {"globalRoles": [{"name": 1}]}}', "are texts"),
        ('{"strategy": "roles", "roles": {"globalRoles": [{"nam": "x"}]}}', "a role has"),
        ('{"strategy": "roles", "roles": {"globalRoles": [{"name": "x", "pattern": "("}]}}', "no regular expression"),
    ],
)
def test_what_cannot_be_is_refused(text: str, message: str) -> None:
    """A mistake here opens or locks doors: it is told, and nothing changes."""
    with pytest.raises(Invalid, match=".*".join(message.split("|"))):
        authorization.parse(text)
