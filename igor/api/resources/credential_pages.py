"""The pages of credentials: what there is, without secrets."""

from __future__ import annotations

import flask

from igor.api.beans.credentials import store_display_name
from igor.api.call import Call
from igor.api.resources.pages import html, visit
from igor.api.targets import CredentialDomainTarget, CredentialStoreTarget, CredentialTarget, NamedTarget
from igor.controller import credentials
from igor.web import security_pages


def stores(call: Call, _: NamedTarget) -> flask.Response:
    """``credentials/``: the controller's domains and credentials."""
    return store(call, CredentialStoreTarget(credentials.system_store()))


def store(call: Call, target: CredentialStoreTarget) -> flask.Response:
    """A store's page: its domains and their credentials."""
    domains = credentials.list_domains(call.controller, target.store)
    found = [(domain, credentials.list_credentials(call.controller, target.store, domain)) for domain in domains]
    return html(security_pages.credential_store(visit(call), store_display_name(target), _path(target), found))


def domain(call: Call, target: CredentialDomainTarget) -> flask.Response:
    """A domain's page: its credentials."""
    found = credentials.list_credentials(call.controller, target.place.store, target.domain)
    place = target.place
    return html(
        security_pages.credential_store(visit(call), store_display_name(place), _path(place), [(target.domain, found)])
    )


def credential(call: Call, target: CredentialTarget) -> flask.Response:
    """A credential's page."""
    place = target.place.place
    return html(
        security_pages.credential(
            visit(call), store_display_name(place), _path(place), target.place.domain, target.found.credential
        )
    )


def _path(target: CredentialStoreTarget) -> str:
    """The store's path below the root, with a slash at its end."""
    store = target.store
    return security_pages.store_path(store.kind, store.owner)
