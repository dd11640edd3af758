"""Stores, domains and credentials: create, show without secrets, change, move, delete.

Source: com.cloudbees.plugins.credentials.CredentialsStoreAction.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import flask

from igor.api import render
from igor.api.call import Call
from igor.api.errors import Oops
from igor.api.json_answer import json_answer
from igor.api.permissions import CREDENTIALS_CREATE
from igor.api.targets import CredentialDomainTarget, CredentialStoreTarget, CredentialTarget
from igor.configxml import credentials as xml_of
from igor.controller import credentials
from igor.model.errors import Conflict, Invalid, InvalidSource, NotFound

_XML_TYPES = ("application/xml", "text/xml")


def create(call: Call, target: CredentialDomainTarget) -> flask.Response:
    """``createCredentials``: from XML (200; a taken id is 409), or a form's ``json={credentials}`` (302)."""
    place = (call.controller, target.place.store, target.domain)
    if _is_xml(call):
        _xml(lambda: credentials.create(*place, call.body_text(), by=call.by))
        return render.empty()
    xml = xml_of.credential_of_form(_of_page(call) or _part(_form(call), "credentials"), _files(call))
    try:
        _xml(lambda: credentials.create(*place, xml, by=call.by))
    except Conflict:
        return _notice(call, "Credentials with specified ID already exist", "ERROR")
    return _notice(call, "Credentials created")


def create_domain(call: Call, target: CredentialStoreTarget) -> flask.Response:
    """``createDomain``: from XML (200; 409: the name is taken), or a form (302 to the domain)."""
    if _is_xml(call):
        _xml(lambda: credentials.create_domain(call.controller, target.store, call.body_text(), by=call.by))
        return render.empty()
    xml = xml_of.domain_of_form(_form(call))
    try:
        domain = credentials.create_domain(call.controller, target.store, xml, by=call.by)
    except (Conflict, InvalidSource):
        return _notice(call, "Failed to create domain", "ERROR")
    return _notice(call, "Domain created", to=f"./domain/{quote(domain.name, safe='')}")


def get_domain_config(_: Call, target: CredentialDomainTarget) -> flask.Response:
    """``config.xml`` of a domain."""
    if target.domain.is_global:
        return render.xml(f"<{xml_of.DOMAIN}>\n  <specifications/>\n</{xml_of.DOMAIN}>\n")
    return render.xml(target.domain.config_xml)


def post_domain_config(call: Call, target: CredentialDomainTarget) -> flask.Response:
    """``config.xml``: change the domain; its credentials stay."""
    place = (call.controller, target.place.store, target.domain)
    _xml(lambda: credentials.update_domain(*place, call.body_text(), by=call.by))
    return render.empty()


def submit_domain(call: Call, target: CredentialDomainTarget) -> flask.Response:
    """``configSubmit``: change the domain by a form; 302 to it."""
    place = (call.controller, target.place.store, target.domain)
    domain = credentials.update_domain(*place, xml_of.domain_of_form(_form(call)), by=call.by)
    return _notice(call, "Domain updated", to=f"../{quote(domain.name, safe='')}")


def http_delete_domain(call: Call, target: CredentialDomainTarget) -> flask.Response:
    """``DELETE config.xml``: the domain and its credentials go."""
    credentials.delete_domain(call.controller, target.place.store, target.domain, by=call.by)
    return render.empty()


def delete_domain(call: Call, target: CredentialDomainTarget) -> flask.Response:
    """``doDelete``: the domain and its credentials go; 302 to the store."""
    credentials.delete_domain(call.controller, target.place.store, target.domain, by=call.by)
    return _notice(call, "Domain deleted", to="../..")


def get_config(_: Call, target: CredentialTarget) -> flask.Response:
    """``config.xml`` with ``<secret-redacted/>`` in place of secrets."""
    return render.xml(xml_of.redact(target.found.xml))


def post_config(call: Call, target: CredentialTarget) -> flask.Response:
    """``config.xml``: replace; a secret sent as ``<secret-redacted/>`` stays."""
    place = (call.controller, target.place.place.store, target.place.domain)
    _xml(lambda: credentials.update(*place, target.found, call.body_text(), by=call.by))
    return render.empty()


def submit(call: Call, target: CredentialTarget) -> flask.Response:
    """``updateSubmit``: replace by a form; 302 to the credential."""
    place = (call.controller, target.place.place.store, target.place.domain)
    form = _form(call)
    xml = xml_of.credential_of_form(_part(form, "credentials") if "credentials" in form else form, _files(call))
    _xml(lambda: credentials.update(*place, target.found, xml, by=call.by))
    return _notice(call, "Credentials updated")


def http_delete(call: Call, target: CredentialTarget) -> flask.Response:
    """``DELETE config.xml``: 200."""
    _delete(call, target)
    return render.empty()


def delete(call: Call, target: CredentialTarget) -> flask.Response:
    """``doDelete``: 302 to the domain."""
    _delete(call, target)
    return _notice(call, "Credentials deleted", to="../..")


def _delete(call: Call, target: CredentialTarget) -> None:
    place = target.place
    credentials.delete(call.controller, place.place.store, place.domain, target.found.credential.id, by=call.by)


def move(call: Call, target: CredentialTarget) -> flask.Response:
    """``doMove?destination=system/DOMAIN``: to another domain of the store; 302 to the credential there."""
    call.require(CREDENTIALS_CREATE, target)
    store = target.place.place.store
    kind, _, name = call.required("destination").rpartition("/")
    if not kind.endswith(store.kind):
        raise Invalid("Invalid destination", hint=f"write destination={store.kind}/DOMAIN")
    try:
        domain = credentials.get_domain(call.controller, store, name)
    except NotFound as error:
        raise Invalid("Destination domain not found") from error
    credentials.move(call.controller, target.found, store, domain, by=call.by)
    to = f"../../../{quote(domain.url_name, safe='')}/credential/{quote(target.found.credential.id, safe='')}"
    return _notice(call, "Credentials moved", to=to)


def _is_xml(call: Call) -> bool:
    if not call.request.content_type:
        raise Invalid("No Content-Type header set", hint="send Content-Type: application/xml")
    return call.request.content_type.lower().startswith(_XML_TYPES)


def _xml(action: Any) -> None:
    """XML that cannot be read is Jenkins' 500."""
    try:
        action()
    except InvalidSource as error:
        raise Oops.of(error) from error


def _of_page(call: Call) -> dict[str, Any]:
    """The fields of the form on Igor's page, which has one field for all that is secret; else nothing."""
    class_name = call.value("class")
    if not class_name:
        return {}
    fields = {name: call.value(name) or "" for name in ("id", "description", "username", "secret")}
    return {"$class": class_name, **fields, "password": fields["secret"]}


def _form(call: Call) -> dict[str, Any]:
    form = call.json_form()
    if form is None:
        raise Invalid("This page expects a form submission", hint='send json={"credentials": {…}}, or XML')
    return form


def _part(form: dict[str, Any], name: str) -> dict[str, Any]:
    part = form.get(name)
    if not isinstance(part, dict):
        raise Invalid(f"The form holds no {name}", hint='send json={"credentials": {…}}')
    return part


def _files(call: Call) -> dict[str, tuple[str, bytes]]:
    return {name: (file.filename or name, file.read()) for name, file in call.request.files.items()}


def _notice(call: Call, message: str, kind: str = "SUCCESS", *, to: str = ".") -> flask.Response:
    """302, or for clients that ask for JSON what happened."""
    if "application/json" in call.request.headers.get("Accept", ""):
        return json_answer({"status": "ok", "data": {"message": message, "notificationType": kind}})
    return render.here(call, to)
