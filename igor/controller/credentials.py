"""Credentials: stores (of the controller, of folders, of users), domains in them, and what builds get.

Secrets are encrypted in the XML that is kept (``igor.controller.secrets``) and leave it only for a build or a check.
"""

from __future__ import annotations

import logging
import sqlite3
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from igor.configxml import credentials as xml_of
from igor.configxml.folder_credentials import FolderCredential
from igor.controller import item_rows
from igor.controller.context import Controller
from igor.controller.secrets import SecretBox
from igor.model import names
from igor.model.credential import GLOBAL_SCOPE, Credential, CredentialDomain, is_secret
from igor.model.errors import Conflict, NotFound
from igor.storage import queries
from igor.storage.records import ItemRow

SYSTEM = "system"
GLOBAL_DOMAIN = CredentialDomain("", "Credentials that should be available everywhere.")
_SQL = queries.load("credential")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class CredentialStore:
    """Where credentials lie. ``kind``: ``system folder user``; ``owner``: the folder's name or the user's id."""

    key: str
    kind: str
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Stored:
    """A credential where it lies; ``xml`` holds encrypted secrets."""

    store: str
    domain: str
    credential: Credential
    xml: str


def system_store() -> CredentialStore:
    """The controller's own."""
    return CredentialStore(SYSTEM, "system")


def folder_store(folder: ItemRow) -> CredentialStore:
    """A folder's: for what lies in it."""
    return CredentialStore(f"folder/{folder.id}", "folder", folder.full_name)


def user_store(user_id: str) -> CredentialStore:
    """A user's own."""
    return CredentialStore(f"user/{user_id.lower()}", "user", user_id)


def list_domains(controller: Controller, store: CredentialStore) -> list[CredentialDomain]:
    """The global domain, then the others by name."""
    with controller.store.read() as connection:
        rows = connection.execute(_SQL["domains"], {"store": store.key}).fetchall()
    return [GLOBAL_DOMAIN, *(xml_of.read_domain(row["config_xml"]) for row in rows)]


def get_domain(controller: Controller, store: CredentialStore, url_name: str) -> CredentialDomain:
    """A domain by its name in URLs (``_``: the global one). Raises NotFound."""
    for domain in list_domains(controller, store):
        if domain.url_name == url_name:
            return domain
    raise NotFound(f"There is no domain {url_name}")


def create_domain(controller: Controller, store: CredentialStore, xml: str, *, by: str) -> CredentialDomain:
    """Add a domain.

    Raises:
        Conflict: there is one of this name.
        InvalidSource: the XML is no domain.
    """
    domain = xml_of.read_domain(xml)
    values = {"store": store.key, "name": domain.name, "config_xml": domain.config_xml}
    try:
        controller.store.write(lambda connection: connection.execute(_SQL["insert_domain"], values))
    except sqlite3.IntegrityError as error:
        raise Conflict(f"there is a domain {domain.name} already") from error
    _log.info("%s created the domain %s of credentials in %s", by, domain.name, store.key)
    return domain


def update_domain(
    controller: Controller, store: CredentialStore, current: CredentialDomain, xml: str, *, by: str
) -> CredentialDomain:
    """Replace a domain; its credentials stay in it.

    Raises:
        Conflict: the new name is taken, or it is the global one.
        InvalidSource: the XML is no domain.
    """
    _not_global(current)
    wanted = xml_of.read_domain(xml)
    keys = {"store": store.key, "name": current.name, "new_name": wanted.name}

    def work(connection: sqlite3.Connection) -> None:
        connection.execute(_SQL["update_domain"], {**keys, "config_xml": wanted.config_xml})
        connection.execute(_SQL["move_to_domain"], keys)

    try:
        controller.store.write(work)
    except sqlite3.IntegrityError as error:
        raise Conflict(f"there is a domain {wanted.name} already") from error
    _log.info("%s changed the domain %s of credentials in %s", by, current.name, store.key)
    return wanted


def delete_domain(controller: Controller, store: CredentialStore, domain: CredentialDomain, *, by: str) -> None:
    """Delete a domain with its credentials. Raises Conflict: it is the global one."""
    _not_global(domain)
    keys = {"store": store.key, "name": domain.name}

    def work(connection: sqlite3.Connection) -> None:
        connection.execute(_SQL["delete_of_domain"], keys)
        connection.execute(_SQL["delete_domain"], keys)

    controller.store.write(work)
    _log.info("%s deleted the domain %s of credentials in %s", by, domain.name, store.key)


def list_credentials(controller: Controller, store: CredentialStore, domain: CredentialDomain) -> list[Stored]:
    """The credentials of a domain, the oldest first."""
    with controller.store.read() as connection:
        rows = connection.execute(_SQL["of_domain"], {"store": store.key, "domain": domain.name})
        return [_stored(row) for row in rows]


def get(controller: Controller, store: CredentialStore, domain: CredentialDomain, credential_id: str) -> Stored:
    """One credential. Raises NotFound."""
    with controller.store.read() as connection:
        row = connection.execute(_SQL["find"], _keys(store, domain, credential_id)).fetchone()
    if row is None:
        raise NotFound(f"There is no credential {credential_id}")
    return _stored(row)


def create(controller: Controller, store: CredentialStore, domain: CredentialDomain, xml: str, *, by: str) -> str:
    """Add a credential; one without an id gets one.

    Returns:
        Its id.

    Raises:
        Conflict: the domain has one of this id.
        InvalidSource: the XML is no credential.
    """
    said = xml_of.read_credential(xml)
    credential_id = said.id or str(uuid.uuid4())
    values = {
        **_keys(store, domain, credential_id),
        "class_name": said.class_name,
        "config_xml": xml_of.seal(xml, credential_id, controller.secret_box.encrypt),
        "now_ms": controller.now_ms(),
    }
    try:
        controller.store.write(lambda connection: connection.execute(_SQL["insert"], values))
    except sqlite3.IntegrityError as error:
        raise Conflict(f"there is a credential {credential_id} already") from error
    _log.info("%s created the credential %s in %s", by, credential_id, store.key)
    return credential_id


def update(
    controller: Controller, store: CredentialStore, domain: CredentialDomain, current: Stored, xml: str, *, by: str
) -> None:
    """Replace a credential; a secret that is sent as ``<secret-redacted/>`` stays.

    Raises:
        Conflict: the new id is taken.
        InvalidSource: the XML is no credential.
    """
    said = xml_of.read_credential(xml)
    new_id = said.id or current.credential.id
    values = {
        **_keys(store, domain, current.credential.id),
        "new_id": new_id,
        "class_name": said.class_name,
        "config_xml": xml_of.seal(xml, new_id, controller.secret_box.encrypt, current.xml),
        "now_ms": controller.now_ms(),
    }
    try:
        controller.store.write(lambda connection: connection.execute(_SQL["update"], values))
    except sqlite3.IntegrityError as error:
        raise Conflict(f"there is a credential {new_id} already") from error
    _log.info("%s changed the credential %s in %s", by, current.credential.id, store.key)


def move(controller: Controller, current: Stored, store: CredentialStore, domain: CredentialDomain, *, by: str) -> None:
    """Move a credential to another domain. Raises Conflict: its id is taken there."""
    keys = {"store": current.store, "domain": current.domain, "id": current.credential.id}
    values = {**keys, "new_store": store.key, "new_domain": domain.name}
    try:
        controller.store.write(lambda connection: connection.execute(_SQL["relocate"], values))
    except sqlite3.IntegrityError as error:
        raise Conflict(f"there is a credential {current.credential.id} already") from error
    _log.info("%s moved the credential %s to %s", by, current.credential.id, store.key)


def delete(
    controller: Controller, store: CredentialStore, domain: CredentialDomain, credential_id: str, *, by: str
) -> None:
    """Delete a credential. Raises NotFound."""
    keys = _keys(store, domain, credential_id)
    if not controller.store.write(lambda connection: connection.execute(_SQL["delete"], keys).rowcount):
        raise NotFound(f"There is no credential {credential_id}")
    _log.info("%s deleted the credential %s in %s", by, credential_id, store.key)


def absorb(
    connection: sqlite3.Connection, box: SecretBox, folder: ItemRow, found: list[FolderCredential], *, now_ms: int
) -> None:
    """Keep what stood in a folder's configuration, within a transaction; what the store has of these ids goes.

    Raises:
        InvalidSource: one is no credential, or a domain has no name.
    """
    store = folder_store(folder).key
    for each in found:
        if each.domain:
            wanted = xml_of.read_domain(each.domain_xml)
            values = {"store": store, "name": wanted.name, "config_xml": wanted.config_xml}
            connection.execute(_SQL["keep_domain"], values)
        said = xml_of.read_credential(each.xml)
        keys = {"store": store, "domain": each.domain, "id": said.id or str(uuid.uuid4())}
        sealed = xml_of.seal(each.xml, keys["id"], box.encrypt)
        connection.execute(_SQL["delete"], keys)
        connection.execute(
            _SQL["insert"], {**keys, "class_name": said.class_name, "config_xml": sealed, "now_ms": now_ms}
        )


def find_for_item(connection: sqlite3.Connection, full_name: str, credential_id: str) -> Stored | None:
    """What a job means by an id: of the nearest folder that has it, else of the controller.

    The controller's credentials of scope ``SYSTEM`` are for the controller itself alone.
    Source: FolderCredentialsProvider, SystemCredentialsProvider.
    """
    for key in _folder_keys(connection, full_name):
        if row := connection.execute(_SQL["find_in_store"], {"store": key, "id": credential_id}).fetchone():
            return _stored(row)
    rows = connection.execute(_SQL["find_in_store"], {"store": SYSTEM, "id": credential_id})
    return next((found for found in map(_stored, rows) if found.credential.scope == GLOBAL_SCOPE), None)


def plain_values(controller: Controller, stored: Stored) -> Mapping[str, str]:
    """The credential's texts by path, secrets in plain text: for builds only."""
    decrypt = controller.secret_box.decrypt
    return {
        path: decrypt(text) if is_secret(path) and text else text for path, text in stored.credential.values.items()
    }


def _folder_keys(connection: sqlite3.Connection, full_name: str) -> list[str]:
    keys = []
    parent = names.split(full_name)[0]
    while parent:
        if row := item_rows.find_row(connection, parent):
            keys.append(f"folder/{row.id}")
        parent = names.split(parent)[0]
    return keys


def _keys(store: CredentialStore, domain: CredentialDomain, credential_id: str) -> dict[str, str]:
    return {"store": store.key, "domain": domain.name, "id": credential_id}


def _stored(row: sqlite3.Row) -> Stored:
    return Stored(row["store"], row["domain"], _read(row["config_xml"]), row["config_xml"])


@lru_cache(maxsize=1024)
def _read(xml: str) -> Credential:
    return xml_of.read_credential(xml)


def _not_global(domain: CredentialDomain) -> None:
    if domain.is_global:
        raise Conflict("the global domain stays as it is")
