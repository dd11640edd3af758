"""Views: create, configure, fill, delete."""

from __future__ import annotations

import flask

from igor import configxml
from igor.api import render
from igor.api.call import Call
from igor.api.errors import Oops
from igor.api.resources.items import group_of
from igor.api.targets import ItemTarget, RootTarget, ViewTarget
from igor.api.xml_root import root_of, set_child, to_text
from igor.controller import views
from igor.model.errors import Invalid, InvalidSource
from igor.model.view import owner_path, url_path

_XML_TYPES = ("application/xml", "text/xml")


def create(call: Call, target: RootTarget | ItemTarget | ViewTarget) -> flask.Response:
    """``createView``: from XML (200), or of a type by form (302 to its configuration)."""
    owner = target.below if isinstance(target, ViewTarget) else group_of(target)
    name, mode = call.required("name"), call.value("mode")
    if mode:
        _create(call, owner, name, _default(mode))
        return render.redirect(call, f"{url_path(owner, name)}configure")
    if not (call.request.content_type or "").lower().startswith(_XML_TYPES):
        raise Invalid("No mode given", hint="send XML as application/xml, or mode=hudson.model.ListView")
    _create(call, owner, name, call.body_text())
    return render.empty()


def _create(call: Call, owner: str, name: str, xml: str) -> None:
    try:
        views.create_view(call.controller, owner, name, xml, by=call.by)
    except InvalidSource as error:
        raise Oops.of(error) from error


def _default(class_name: str) -> str:
    try:
        xml = configxml.default_config(class_name)
        configxml.read_view(xml)
    except Invalid as error:
        raise Invalid(f"No view type ‘{class_name}’ is known", hint=error.hint) from error
    return xml


def get_config(_: Call, target: ViewTarget) -> flask.Response:
    """``config.xml``."""
    return render.xml(target.view.config_xml)


def post_config(call: Call, target: ViewTarget) -> flask.Response:
    """Replace ``config.xml``; the name in it is ignored."""
    try:
        views.update_view(call.controller, target.owner, target.view.name, call.body_text(), by=call.by)
    except Invalid as error:
        raise Oops.of(error) from error
    return render.empty()


def delete(call: Call, target: ViewTarget) -> flask.Response:
    """``doDelete``: 302 to the owner; the primary view stays (400)."""
    views.delete_view(call.controller, target.owner, target.view.name, by=call.by)
    return render.redirect(call, owner_path(target.owner))


def add_job(call: Call, target: ViewTarget) -> flask.Response:
    """``addJobToView?name=``: 200."""
    views.add_job(call.controller, target.owner, target.view.name, call.required("name"))
    return render.empty()


def remove_job(call: Call, target: ViewTarget) -> flask.Response:
    """``removeJobFromView?name=``: 200."""
    views.remove_job(call.controller, target.owner, target.view.name, call.required("name"))
    return render.empty()


def submit_description(call: Call, target: ViewTarget) -> flask.Response:
    """``submitDescription``: 302 to the view."""
    views.set_description(call.controller, target.owner, target.view.name, call.required("description"))
    return render.here(call)


def submit_config(call: Call, target: ViewTarget) -> flask.Response:
    """``configSubmit``: the form's description, expression and filters; 302 to the view."""
    fields = {"description": call.value("description")}
    if call.value("useincluderegex") or call.value("includeRegex"):
        fields["includeRegex"] = call.value("includeRegex")
    for name in ("filterQueue", "filterExecutors"):
        if call.value(name) is not None:
            fields[name] = "true" if call.value(name) in ("on", "true") else "false"
    root = root_of(target.view.config_xml)
    for name, value in fields.items():
        if value is not None:
            set_child(root, name, value)
    views.update_view(call.controller, target.owner, target.view.name, to_text(root), by=call.by)
    return render.here(call)
