"""The pages of credentials: what there is, without secrets."""

from __future__ import annotations

import flask

from igor.api import rights
from igor.api.beans.credentials import store_display_name
from igor.api.call import Call
from igor.api.permissions import CREDENTIALS_CREATE, CREDENTIALS_VIEW
from igor.api.resources.pages import html, visit
from igor.api.targets import CredentialDomainTarget, CredentialsTarget, CredentialStoreTarget, CredentialTarget
from igor.controller import credentials
from igor.web import security_pages


def stores(call: Call, target: CredentialsTarget) -> flask.Response:
    """``credentials/``: the nearest store of those that the sender may see."""
    return store(call, next(store for store in target.stores if rights.allows(call.access, CREDENTIALS_VIEW, store)))


def store(call: Call, target: CredentialStoreTarget) -> flask.Response:
    """A store's page: its domains and their credentials."""
    domains = credentials.list_domains(call.controller, target.store)
    found = [(domain, credentials.list_credentials(call.controller, target.store, domain)) for domain in domains]
    return _listing(call, target, found)


def domain(call: Call, target: CredentialDomainTarget) -> flask.Response:
    """A domain's page: its credentials."""
    found = credentials.list_credentials(call.controller, target.place.store, target.domain)
    return _listing(call, target.place, [(target.domain, found)])


def credential(call: Call, target: CredentialTarget) -> flask.Response:
    """A credential's page."""
    place = target.place.place
    return html(
        security_pages.credential(
            visit(call), store_display_name(place), _path(place), target.place.domain, target.found.credential
        )
    )


def _listing(call: Call, target: CredentialStoreTarget, found: security_pages.Domains) -> flask.Response:
    may_change = rights.allows(call.access, CREDENTIALS_CREATE, target)
    place = _path(target)
    title = store_display_name(target)
    page = security_pages.credential_store(
        visit(call), title, place, found, links=_links(call, place), may_change=may_change
    )
    return html(page)


def _links(call: Call, place: str) -> str:
    """The store's path in links; on its own page none, as clients read the names of its domains from there."""
    is_here = f"{call.request.path.rstrip('/')}/".endswith(f"/{place}")
    return "" if is_here else f"{call.request.root_path}/{place}"


def _path(target: CredentialStoreTarget) -> str:
    """The store's path below the root, with a slash at its end."""
    store = target.store
    return security_pages.store_path(store.kind, store.owner)
