"""What a path of Jenkins' URL space names. ``kinds``: the groups of routes of a target, most special first."""

from __future__ import annotations

from dataclasses import dataclass

from igor.controller.credentials import CredentialStore, Stored
from igor.controller.fingerprints import Fingerprint
from igor.controller.rows import ItemRow, User, ViewRow
from igor.model.build import Build, QueueItem
from igor.model.credential import CredentialDomain
from igor.model.node import Node
from igor.model.view import nested_owner

WORKFLOW_JOB = "org.jenkinsci.plugins.workflow.job.WorkflowJob"


@dataclass(frozen=True, slots=True)
class RootTarget:
    """The controller itself: ``/``."""

    @property
    def kinds(self) -> tuple[str, ...]:
        return ("root", "group")


@dataclass(frozen=True, slots=True)
class UserContentTarget:
    """``/userContent/`` and what lies below it."""

    segments: tuple[str, ...] = ()

    @property
    def kinds(self) -> tuple[str, ...]:
        return ("user_content",)


@dataclass(frozen=True, slots=True)
class ItemTarget:
    """A job or a folder. ``through`` is the URL path of the view it was reached by (empty, or ``view/V/``)."""

    item: ItemRow
    through: str = ""

    @property
    def kinds(self) -> tuple[str, ...]:
        return ("folder", "group", "item") if self.item.kind == "folder" else ("job", "item")


@dataclass(frozen=True, slots=True)
class ViewTarget:
    """A view of ``owner``: a folder (empty: the root), or a view that holds views (``igor.model.view``)."""

    owner: str
    view: ViewRow

    @property
    def below(self) -> str:
        """The owner of the views that it holds."""
        return nested_owner(self.view.owner, self.view.name)

    @property
    def kinds(self) -> tuple[str, ...]:
        return ("view",)


@dataclass(frozen=True, slots=True)
class BuildTarget:
    """A build, reached by number or permalink."""

    item: ItemRow
    build: Build

    @property
    def kinds(self) -> tuple[str, ...]:
        return ("pipeline_build", "build") if self.item.class_name == WORKFLOW_JOB else ("build",)


@dataclass(frozen=True, slots=True)
class BuildPartTarget:
    """What a build left behind: ``artifact``, ``testReport``, ``injectedEnvVars`` …, and the rest of the path in it."""

    item: ItemRow
    build: Build
    part: str
    segments: tuple[str, ...] = ()

    @property
    def kinds(self) -> tuple[str, ...]:
        return (self.part,)


@dataclass(frozen=True, slots=True)
class WorkspaceTarget:
    """``/job/NAME/ws/`` and what lies below it."""

    item: ItemRow
    segments: tuple[str, ...] = ()

    @property
    def kinds(self) -> tuple[str, ...]:
        return ("ws",)


@dataclass(frozen=True, slots=True)
class PromotionTarget:
    """``/job/NAME/promotion/``, or one of its processes: ``process/NAME/``."""

    item: ItemRow
    name: str = ""

    @property
    def kinds(self) -> tuple[str, ...]:
        return ("promotion_process",) if self.name else ("promotion",)


@dataclass(frozen=True, slots=True)
class FingerprintTarget:
    """``/fingerprint/MD5/``."""

    fingerprint: Fingerprint

    @property
    def kinds(self) -> tuple[str, ...]:
        return ("fingerprint",)


@dataclass(frozen=True, slots=True)
class DeliveryTarget:
    """``/delivery/RUN/``: where agents deliver what a run leaves."""

    run_id: str
    given: str = ""

    @property
    def kinds(self) -> tuple[str, ...]:
        return ("given",) if self.given else ("delivery",)


@dataclass(frozen=True, slots=True)
class QueueItemTarget:
    """``/queue/item/N/``."""

    item: QueueItem

    @property
    def kinds(self) -> tuple[str, ...]:
        return ("queue_item",)


@dataclass(frozen=True, slots=True)
class ComputerTarget:
    """``/computer/NAME/``."""

    node: Node

    @property
    def kinds(self) -> tuple[str, ...]:
        return ("node",)


@dataclass(frozen=True, slots=True)
class ExecutorTarget:
    """``/computer/NAME/executors/N/``."""

    node: Node
    number: int

    @property
    def kinds(self) -> tuple[str, ...]:
        return ("executor",)


@dataclass(frozen=True, slots=True)
class UserTarget:
    """``/user/ID/`` and ``/me/``."""

    user: User

    @property
    def kinds(self) -> tuple[str, ...]:
        return ("user",)


@dataclass(frozen=True, slots=True)
class CredentialStoreTarget:
    """``credentials/store/…``: the controller's, a folder's, or a user's own."""

    store: CredentialStore
    folder: ItemRow | None = None

    @property
    def kinds(self) -> tuple[str, ...]:
        return ("credential_store",)


@dataclass(frozen=True, slots=True)
class CredentialsTarget:
    """``credentials/``: the stores that are seen from the root, an item or a user, the nearest first."""

    stores: tuple[CredentialStoreTarget, ...]
    of_root: bool

    @property
    def kinds(self) -> tuple[str, ...]:
        return ("credentials",)


@dataclass(frozen=True, slots=True)
class CredentialDomainTarget:
    """A domain of credentials in a store."""

    place: CredentialStoreTarget
    domain: CredentialDomain

    @property
    def kinds(self) -> tuple[str, ...]:
        return ("credential_domain",)


@dataclass(frozen=True, slots=True)
class CredentialTarget:
    """A credential in a domain."""

    place: CredentialDomainTarget
    found: Stored

    @property
    def kinds(self) -> tuple[str, ...]:
        return ("credential",)


@dataclass(frozen=True, slots=True)
class NamedTarget:
    """A thing without data of its own: ``kind`` is the group of routes, ``name`` a label or the owner of statistics."""

    kind: str
    name: str = ""

    @property
    def kinds(self) -> tuple[str, ...]:
        return (self.kind,)


Target = (
    RootTarget
    | ItemTarget
    | ViewTarget
    | BuildTarget
    | BuildPartTarget
    | WorkspaceTarget
    | PromotionTarget
    | FingerprintTarget
    | DeliveryTarget
    | QueueItemTarget
    | ComputerTarget
    | ExecutorTarget
    | UserTarget
    | CredentialsTarget
    | CredentialStoreTarget
    | CredentialDomainTarget
    | CredentialTarget
    | UserContentTarget
    | NamedTarget
)
