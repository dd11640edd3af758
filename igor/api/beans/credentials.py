"""What stores, domains and credentials export; never a secret.

Source: com.cloudbees.plugins.credentials.CredentialsStoreAction, its DomainWrapper and CredentialsWrapper.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from igor.api.beans.reader import full_display_name
from igor.api.export import Bean, BeanType, Property
from igor.api.targets import CredentialDomainTarget, CredentialStoreTarget, CredentialTarget
from igor.controller import credentials
from igor.controller.context import Controller
from igor.controller.credentials import Stored

_ACTIONS = {
    "system": "com.cloudbees.plugins.credentials.SystemCredentialsProvider$UserFacingAction",
    "user": "com.cloudbees.plugins.credentials.UserCredentialsProvider$UserFacingAction",
    "folder": (
        "com.cloudbees.hudson.plugins.folder.properties.FolderCredentialsProvider$FolderCredentialsProperty"
        "$CredentialsStoreActionImpl"
    ),
}


@dataclass(frozen=True, slots=True)
class DomainValue:
    """A domain where it lies."""

    controller: Controller
    target: CredentialDomainTarget

    @property
    def full_name(self) -> str:
        return f"{store_name(self.target.place)}/{self.target.domain.url_name}"

    @property
    def display_name(self) -> str:
        return "Global" if self.target.domain.is_global else self.target.domain.name

    @property
    def full_display_name(self) -> str:
        return f"{store_display_name(self.target.place)} » {self.display_name}"

    def credentials(self) -> list[Bean]:
        found = credentials.list_credentials(self.controller, self.target.place.store, self.target.domain)
        return [Bean(_CREDENTIAL, (self.full_name, stored)) for stored in found]


def store_name(target: CredentialStoreTarget) -> str:
    """``system``, ``team/folder`` or ``user:alice/user``."""
    store = target.store
    owner = f"user:{store.owner}" if store.kind == "user" else store.owner
    return f"{owner}/{store.kind}" if owner else store.kind


def store_display_name(target: CredentialStoreTarget) -> str:
    """``Jenkins » System``, ``team » Folder``."""
    store = target.store
    if store.kind == "user":
        return f"User: {store.owner} » User"
    return f"{full_display_name(store.owner)} » Folder" if store.owner else "Jenkins » System"


def _domains(value: tuple[Controller, CredentialStoreTarget]) -> dict[str, Bean]:
    controller, target = value
    found = credentials.list_domains(controller, target.store)
    return {
        domain.url_name: Bean(_DOMAIN, DomainValue(controller, CredentialDomainTarget(target, domain)))
        for domain in found
    }


_CREDENTIAL = BeanType(
    "com.cloudbees.plugins.credentials.CredentialsStoreAction$CredentialsWrapper",
    [
        Property("description", lambda value: value[1].credential.description),
        Property("displayName", lambda value: value[1].credential.display_name),
        Property("fingerprint", lambda value: None),
        Property("fullName", lambda value: f"{value[0]}/{value[1].credential.id}"),
        Property("id", lambda value: value[1].credential.id),
        Property("typeName", lambda value: value[1].credential.type_name),
    ],
)
_DOMAIN = BeanType(
    "com.cloudbees.plugins.credentials.CredentialsStoreAction$DomainWrapper",
    [
        Property("credentials", lambda value: value.credentials(), declared=_CREDENTIAL.class_name),
        Property("description", lambda value: value.target.domain.description),
        Property("displayName", lambda value: value.display_name),
        Property("fullDisplayName", lambda value: value.full_display_name),
        Property("fullName", lambda value: value.full_name),
        Property("global", lambda value: value.target.domain.is_global),
        Property("urlName", lambda value: value.target.domain.url_name),
    ],
)
_VIEW = BeanType("com.cloudbees.plugins.credentials.ViewCredentialsAction", [Property("stores", lambda stores: stores)])
_VIEW_OF_ROOT = BeanType("com.cloudbees.plugins.credentials.ViewCredentialsAction$RootActionImpl", extends=_VIEW)
_STORES = {kind: BeanType(name, [Property("domains", _domains)]) for kind, name in _ACTIONS.items()}


def stores_bean(controller: Controller, stores: Sequence[CredentialStoreTarget], *, of_root: bool) -> Bean:
    """The stores that are seen from somewhere, by the name in their URLs."""
    found = {target.store.kind: store_bean(controller, target) for target in stores}
    return Bean(_VIEW_OF_ROOT if of_root else _VIEW, found)


def store_bean(controller: Controller, target: CredentialStoreTarget) -> Bean:
    """A store with its domains by name."""
    return Bean(_STORES[target.store.kind], (controller, target))


def domain_bean(controller: Controller, target: CredentialDomainTarget) -> Bean:
    """A domain with its credentials."""
    return Bean(_DOMAIN, DomainValue(controller, target))


def credential_bean(target: CredentialTarget) -> Bean:
    """A credential, without its secrets."""
    domain = target.place
    found: Stored = target.found
    return Bean(_CREDENTIAL, (f"{store_name(domain.place)}/{domain.domain.url_name}", found))
