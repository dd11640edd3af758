"""Jenkins' permission ids, what implies each, and who has them.

Source: hudson.security.Permission and the constants of Jenkins, Item, Run, View, Computer.
"""

from __future__ import annotations

READ = "hudson.model.Hudson.Read"
ADMINISTER = "hudson.model.Hudson.Administer"
ITEM_READ = "hudson.model.Item.Read"
ITEM_EXTENDED_READ = "hudson.model.Item.ExtendedRead"
ITEM_CREATE = "hudson.model.Item.Create"
ITEM_CONFIGURE = "hudson.model.Item.Configure"
ITEM_DELETE = "hudson.model.Item.Delete"
ITEM_BUILD = "hudson.model.Item.Build"
ITEM_CANCEL = "hudson.model.Item.Cancel"
RUN_DELETE = "hudson.model.Run.Delete"
RUN_UPDATE = "hudson.model.Run.Update"
VIEW_READ = "hudson.model.View.Read"
VIEW_CREATE = "hudson.model.View.Create"
VIEW_CONFIGURE = "hudson.model.View.Configure"
VIEW_DELETE = "hudson.model.View.Delete"
COMPUTER_CREATE = "hudson.model.Computer.Create"
COMPUTER_CONFIGURE = "hudson.model.Computer.Configure"
COMPUTER_DELETE = "hudson.model.Computer.Delete"
COMPUTER_EXTENDED_READ = "hudson.model.Computer.ExtendedRead"
COMPUTER_DISCONNECT = "hudson.model.Computer.Disconnect"

#: In the route table: anybody, logged in or not.
PUBLIC = ""

_GENERIC = "hudson.security.Permission.Generic"
_IMPLIED_BY = {
    f"{_GENERIC}Read": ADMINISTER,
    f"{_GENERIC}Write": ADMINISTER,
    f"{_GENERIC}Create": f"{_GENERIC}Write",
    f"{_GENERIC}Update": f"{_GENERIC}Write",
    f"{_GENERIC}Delete": f"{_GENERIC}Write",
    f"{_GENERIC}Configure": f"{_GENERIC}Update",
    READ: f"{_GENERIC}Read",
    ITEM_READ: f"{_GENERIC}Read",
    ITEM_EXTENDED_READ: ITEM_CONFIGURE,
    ITEM_CREATE: f"{_GENERIC}Create",
    ITEM_CONFIGURE: f"{_GENERIC}Configure",
    ITEM_DELETE: f"{_GENERIC}Delete",
    ITEM_BUILD: f"{_GENERIC}Update",
    ITEM_CANCEL: f"{_GENERIC}Update",
    RUN_DELETE: f"{_GENERIC}Delete",
    RUN_UPDATE: f"{_GENERIC}Update",
    VIEW_READ: f"{_GENERIC}Read",
    VIEW_CREATE: f"{_GENERIC}Create",
    VIEW_CONFIGURE: f"{_GENERIC}Configure",
    VIEW_DELETE: f"{_GENERIC}Delete",
    COMPUTER_CREATE: ADMINISTER,
    COMPUTER_CONFIGURE: f"{_GENERIC}Configure",
    COMPUTER_DELETE: f"{_GENERIC}Delete",
    COMPUTER_EXTENDED_READ: COMPUTER_CONFIGURE,
    COMPUTER_DISCONNECT: ADMINISTER,
}


def implied_by(permission: str) -> list[str]:
    """The permissions that include this one, nearest first."""
    chain = []
    while permission := _IMPLIED_BY.get(permission, ""):
        chain.append(permission)
    return chain


def allows(logged_in: bool, permission: str) -> bool:
    """Full control once logged in, nothing for anonymous."""
    return logged_in or permission == PUBLIC
