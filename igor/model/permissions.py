"""Jenkins' permissions: their ids, what implies each, and their names for people (``Job/Build``).

An id is the owner's class and the name, as in ``config.xml``: ``hudson.model.Item.Build``.
Source: hudson.security.Permission and the constants of Jenkins, Item, Run, View, Computer, SCM, CredentialsProvider,
jenkins.metrics.api.Metrics, LockableResourcesManager.
"""

from __future__ import annotations

from types import MappingProxyType

READ = "hudson.model.Hudson.Read"
ADMINISTER = "hudson.model.Hudson.Administer"
MANAGE = "hudson.model.Hudson.Manage"
SYSTEM_READ = "hudson.model.Hudson.SystemRead"
ITEM_READ = "hudson.model.Item.Read"
ITEM_DISCOVER = "hudson.model.Item.Discover"
ITEM_EXTENDED_READ = "hudson.model.Item.ExtendedRead"
ITEM_CREATE = "hudson.model.Item.Create"
ITEM_CONFIGURE = "hudson.model.Item.Configure"
ITEM_DELETE = "hudson.model.Item.Delete"
ITEM_MOVE = "hudson.model.Item.Move"
ITEM_BUILD = "hudson.model.Item.Build"
ITEM_CANCEL = "hudson.model.Item.Cancel"
ITEM_WORKSPACE = "hudson.model.Item.Workspace"
ITEM_WIPE_OUT = "hudson.model.Item.WipeOut"
RUN_DELETE = "hudson.model.Run.Delete"
RUN_UPDATE = "hudson.model.Run.Update"
RUN_REPLAY = "hudson.model.Run.Replay"
RUN_ARTIFACTS = "hudson.model.Run.Artifacts"
VIEW_READ = "hudson.model.View.Read"
VIEW_CREATE = "hudson.model.View.Create"
VIEW_CONFIGURE = "hudson.model.View.Configure"
VIEW_DELETE = "hudson.model.View.Delete"
COMPUTER_CREATE = "hudson.model.Computer.Create"
COMPUTER_CONFIGURE = "hudson.model.Computer.Configure"
COMPUTER_DELETE = "hudson.model.Computer.Delete"
COMPUTER_EXTENDED_READ = "hudson.model.Computer.ExtendedRead"
COMPUTER_DISCONNECT = "hudson.model.Computer.Disconnect"
COMPUTER_CONNECT = "hudson.model.Computer.Connect"
COMPUTER_BUILD = "hudson.model.Computer.Build"
SCM_TAG = "hudson.scm.SCM.Tag"
_CREDENTIALS = "com.cloudbees.plugins.credentials.CredentialsProvider"
CREDENTIALS_CREATE = f"{_CREDENTIALS}.Create"
CREDENTIALS_UPDATE = f"{_CREDENTIALS}.Update"
CREDENTIALS_VIEW = f"{_CREDENTIALS}.View"
CREDENTIALS_DELETE = f"{_CREDENTIALS}.Delete"
CREDENTIALS_MANAGE_DOMAINS = f"{_CREDENTIALS}.ManageDomains"
CREDENTIALS_USE_OWN = f"{_CREDENTIALS}.UseOwn"
CREDENTIALS_USE_ITEM = f"{_CREDENTIALS}.UseItem"
METRICS_VIEW = "jenkins.metrics.api.Metrics.View"
METRICS_THREAD_DUMP = "jenkins.metrics.api.Metrics.ThreadDump"
METRICS_HEALTH_CHECK = "jenkins.metrics.api.Metrics.HealthCheck"
_RESOURCES = "org.jenkins.plugins.lockableresources.LockableResourcesManager"
RESOURCES_VIEW = f"{_RESOURCES}.View"
RESOURCES_RESERVE = f"{_RESOURCES}.Reserve"
RESOURCES_UNLOCK = f"{_RESOURCES}.Unlock"

_GENERIC = "hudson.security.Permission.Generic"
#: Each permission with the one that includes it; None: it must be granted itself.
IMPLIED_BY: MappingProxyType[str, str | None] = MappingProxyType(
    {
        ADMINISTER: None,
        f"{_GENERIC}Read": ADMINISTER,
        f"{_GENERIC}Write": ADMINISTER,
        f"{_GENERIC}Create": f"{_GENERIC}Write",
        f"{_GENERIC}Update": f"{_GENERIC}Write",
        f"{_GENERIC}Delete": f"{_GENERIC}Write",
        f"{_GENERIC}Configure": f"{_GENERIC}Update",
        READ: f"{_GENERIC}Read",
        MANAGE: ADMINISTER,
        SYSTEM_READ: ADMINISTER,
        "hudson.model.Hudson.RunScripts": ADMINISTER,
        "hudson.model.Hudson.UploadPlugins": ADMINISTER,
        "hudson.model.Hudson.ConfigureUpdateCenter": ADMINISTER,
        ITEM_READ: f"{_GENERIC}Read",
        ITEM_DISCOVER: ITEM_READ,
        ITEM_EXTENDED_READ: ITEM_CONFIGURE,
        ITEM_CREATE: f"{_GENERIC}Create",
        ITEM_CONFIGURE: f"{_GENERIC}Configure",
        ITEM_DELETE: f"{_GENERIC}Delete",
        ITEM_MOVE: f"{_GENERIC}Create",
        ITEM_BUILD: f"{_GENERIC}Update",
        ITEM_CANCEL: f"{_GENERIC}Update",
        ITEM_WORKSPACE: f"{_GENERIC}Read",
        ITEM_WIPE_OUT: ITEM_BUILD,
        RUN_DELETE: f"{_GENERIC}Delete",
        RUN_UPDATE: f"{_GENERIC}Update",
        RUN_REPLAY: ITEM_CONFIGURE,
        RUN_ARTIFACTS: ITEM_READ,
        VIEW_READ: f"{_GENERIC}Read",
        VIEW_CREATE: f"{_GENERIC}Create",
        VIEW_CONFIGURE: f"{_GENERIC}Configure",
        VIEW_DELETE: f"{_GENERIC}Delete",
        COMPUTER_CREATE: f"{_GENERIC}Create",
        COMPUTER_CONFIGURE: f"{_GENERIC}Configure",
        COMPUTER_DELETE: f"{_GENERIC}Delete",
        COMPUTER_EXTENDED_READ: COMPUTER_CONFIGURE,
        COMPUTER_DISCONNECT: ADMINISTER,
        COMPUTER_CONNECT: COMPUTER_DISCONNECT,
        COMPUTER_BUILD: f"{_GENERIC}Write",
        SCM_TAG: f"{_GENERIC}Create",
        CREDENTIALS_CREATE: f"{_GENERIC}Create",
        CREDENTIALS_UPDATE: f"{_GENERIC}Update",
        CREDENTIALS_VIEW: f"{_GENERIC}Read",
        CREDENTIALS_DELETE: f"{_GENERIC}Delete",
        CREDENTIALS_MANAGE_DOMAINS: f"{_GENERIC}Configure",
        CREDENTIALS_USE_OWN: ITEM_BUILD,
        CREDENTIALS_USE_ITEM: ITEM_CONFIGURE,
        METRICS_VIEW: ADMINISTER,
        METRICS_THREAD_DUMP: ADMINISTER,
        METRICS_HEALTH_CHECK: ADMINISTER,
        RESOURCES_VIEW: ADMINISTER,
        RESOURCES_RESERVE: ADMINISTER,
        RESOURCES_UNLOCK: ADMINISTER,
    }
)
_GROUPS = {
    "hudson.model.Hudson": "Overall",
    "hudson.model.Item": "Job",
    "hudson.model.Run": "Run",
    "hudson.model.View": "View",
    "hudson.model.Computer": "Agent",
    "hudson.scm.SCM": "SCM",
    _CREDENTIALS: "Credentials",
    "jenkins.metrics.api.Metrics": "Metrics",
    _RESOURCES: "Lockable Resources",
}


def title(permission: str) -> str:
    """The name for people: ``hudson.model.Item.Build`` → ``Job/Build``."""
    owner, _, name = permission.rpartition(".")
    return f"{_GROUPS.get(owner, owner)}/{name}"


#: Everything that can be granted, by its name for people.
BY_TITLE = MappingProxyType({title(id_): id_ for id_ in IMPLIED_BY if not id_.startswith(_GENERIC)})
_ANY_CASE = {name.lower(): id_ for name, id_ in BY_TITLE.items()}


def find(text: str) -> str | None:
    """The id that an id or a name (``Job/Build``, in any case) means; None when there is no such permission."""
    if text in IMPLIED_BY:
        return text
    return _ANY_CASE.get(text.replace("Item/", "Job/").replace("Computer/", "Agent/").lower())


def implied_by(permission: str) -> list[str]:
    """The permissions that include this one, nearest first."""
    chain: list[str] = []
    at = IMPLIED_BY.get(permission)
    while at:
        chain.append(at)
        at = IMPLIED_BY.get(at)
    return chain
