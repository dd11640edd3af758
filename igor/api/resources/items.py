"""Jobs and folders: create, copy, configure, enable, rename, delete."""

from __future__ import annotations

import time
from html import escape
from urllib.parse import quote

import flask

from igor import configxml
from igor.api import render
from igor.api.call import Call
from igor.api.errors import Oops
from igor.api.permissions import ITEM_CONFIGURE, ITEM_CREATE, ITEM_EXTENDED_READ, AccessDenied
from igor.api.targets import ItemTarget, RootTarget, ViewTarget
from igor.configxml.redact import holds_secrets, redact
from igor.controller import items, views
from igor.controller.rows import ItemRow
from igor.model import names
from igor.model.errors import Conflict, Invalid, InvalidSource, NotFound
from igor.model.view import folder_of

#: For how long a delete waits for the builds that it stops.
DELETE_WAIT_S = 15.0
_DELETE_STEP_S = 0.1
_XML_TYPES = ("application/xml", "text/xml")


def create_item(call: Call, target: RootTarget | ItemTarget | ViewTarget) -> flask.Response:
    """``createItem``: from XML (200), as a copy or of a type (302 to its configuration)."""
    group = group_of(target)
    name = call.required("name")
    mode = call.value("mode")
    if mode == "copy":
        created = items.copy_item(
            call.controller, _readable(call, group, call.required("from")), _place(group, name), by=call.by
        )
        return _created(call, target, created, to_configure=True)
    if mode:
        return _created(call, target, _create_of_type(call, _place(group, name), mode), to_configure=True)
    if not call.request.content_type:
        raise Invalid("No Content-Type header set", hint="send Content-Type: application/xml")
    if not call.request.content_type.lower().startswith(_XML_TYPES):
        raise Invalid("No mode given", hint="send XML as application/xml, or mode=copy, or mode=<class of the item>")
    return _created(call, target, _create(call, _place(group, name), call.body_text()), to_configure=False)


def _create(call: Call, full_name: str, xml: str) -> ItemRow:
    try:
        return items.create_item(call.controller, full_name, xml, by=call.by)
    except InvalidSource as error:
        raise Oops.of(error) from error


def _create_of_type(call: Call, full_name: str, class_name: str) -> ItemRow:
    try:
        xml = configxml.default_config(class_name)
        configxml.read_item(xml)
    except Invalid as error:
        raise Invalid(f"No item type ‘{class_name}’ is known", hint=error.hint) from error
    return items.create_item(call.controller, full_name, xml, by=call.by)


def _created(
    call: Call, target: RootTarget | ItemTarget | ViewTarget, created: ItemRow, *, to_configure: bool
) -> flask.Response:
    """A job created through a list view is shown by it."""
    if isinstance(target, ViewTarget) and target.view.class_name == views.LIST_VIEW:
        views.add_job(call.controller, target.owner, target.view.name, created.name)
    if to_configure:
        return render.redirect(call, names.url_path(created.full_name) + "configure")
    return render.empty()


def _place(group: str, name: str) -> str:
    return names.join(group, names.check_good_name(name))


def _source(group: str, name: str) -> str:
    """``from``: absolute with a leading slash, else relative to the group."""
    return name.strip("/") if name.startswith("/") else names.join(group, name)


def _readable(call: Call, group: str, source: str) -> str:
    """The name of an item that is to be copied. Raises Invalid, AccessDenied: a copy shows what the item holds."""
    full_name = _source(group, source)
    if not _is_seen(call, full_name):
        raise Invalid(f"No such job: {source}")
    if not call.access.allows_at(ITEM_EXTENDED_READ, full_name):
        raise AccessDenied(ITEM_EXTENDED_READ)
    if not call.access.allows_at(ITEM_CONFIGURE, full_name) and _holds_secrets(call, full_name):
        raise AccessDenied(ITEM_CONFIGURE)
    return full_name


def _is_seen(call: Call, full_name: str) -> bool:
    try:
        return call.access.sees(items.find_item(call.controller, full_name))
    except NotFound:
        return False


def _holds_secrets(call: Call, full_name: str) -> bool:
    try:
        return holds_secrets(items.get_config(call.controller, full_name))
    except NotFound:
        return False


def check_job_name(call: Call, target: RootTarget | ItemTarget) -> flask.Response:
    """``checkJobName?value=``: an empty fragment, or one with the error."""
    try:
        place = _place(group_of(target), call.value("value") or "")
        taken = _exists(call, place)
    except Invalid as error:
        return _fragment(error.what)
    return _fragment(f"A job already exists with the name ‘{names.split(place)[1]}’") if taken else _fragment("")


def _exists(call: Call, full_name: str) -> bool:
    try:
        items.find_item(call.controller, full_name)
    except NotFound:
        return False
    return True


def _fragment(message: str) -> flask.Response:
    html = f'<div class="error">{escape(message)}</div>' if message else "<div/>"
    return render.text(html, content_type=render.HTML)


def get_config(call: Call, target: ItemTarget) -> flask.Response:
    """``config.xml`` as posted, secrets hidden from who may not change it; HEAD is refused, as Jenkins does."""
    if call.request.method != "GET":
        raise Invalid(f"config.xml answers GET and POST, not {call.request.method}")
    xml = target.item.config_xml
    return render.xml(xml if call.access.allows_item(ITEM_CONFIGURE, target.item) else redact(xml))


def post_config(call: Call, target: ItemTarget) -> flask.Response:
    """Replace ``config.xml``, whatever the content type."""
    try:
        items.update_config(call.controller, target.item.full_name, call.body_text(), by=call.by)
    except Invalid as error:
        raise Oops.of(error) from error
    return render.empty()


def delete(call: Call, target: ItemTarget) -> flask.Response:
    """``doDelete``: 302 to the folder, or to the view that led here."""
    _delete(call, target.item.full_name)
    return render.redirect(call, names.url_path(target.item.parent) + quote(target.through))


def http_delete(call: Call, target: ItemTarget) -> flask.Response:
    """``DELETE``: 204."""
    _delete(call, target.item.full_name)
    return render.empty(204)


def _delete(call: Call, full_name: str) -> None:
    """Delete; builds that run are stopped, and waited for within a limit."""
    give_up = time.monotonic() + DELETE_WAIT_S
    while True:
        try:
            items.delete_item(call.controller, full_name, by=call.by)
        except Conflict:
            if time.monotonic() > give_up:
                raise
            time.sleep(_DELETE_STEP_S)
        else:
            return


def enable(call: Call, target: ItemTarget) -> flask.Response:
    """``enable``: 302 to the job."""
    items.set_enabled(call.controller, target.item.full_name, True, by=call.by)
    return render.here(call)


def disable(call: Call, target: ItemTarget) -> flask.Response:
    """``disable``: 302 to the job."""
    items.set_enabled(call.controller, target.item.full_name, False, by=call.by)
    return render.here(call)


def rename(call: Call, target: ItemTarget) -> flask.Response:
    """``doRename``, ``confirmRename``: 302 to the new place."""
    renamed = items.rename_item(call.controller, target.item.full_name, call.required("newName"), by=call.by)
    return render.redirect(call, names.url_path(renamed.full_name))


def move(call: Call, target: ItemTarget) -> flask.Response:
    """``move/move``: 302 to the new place; from a folder that is not there, or the item's own, 302 back."""
    destination = call.required("destination").strip("/")
    if not _is_other_group(call, target.item, destination):
        return render.previous(call) if call.request.referrer else render.here(call, "..")
    if not call.access.allows_at(ITEM_CREATE, destination):
        raise AccessDenied(ITEM_CREATE)
    moved = items.move_item(call.controller, target.item.full_name, destination, by=call.by)
    return render.redirect(call, names.url_path(moved.full_name))


def _is_other_group(call: Call, item: ItemRow, destination: str) -> bool:
    """Whether the destination is the root or a folder that the sender sees, and not where the item is."""
    if destination.casefold() == names.split(item.full_name)[0].casefold():
        return False
    if not destination:
        return True
    return _is_seen(call, destination) and items.find_item(call.controller, destination).kind == "folder"


def submit_description(call: Call, target: ItemTarget) -> flask.Response:
    """``submitDescription``: 302 to the item."""
    items.set_description(call.controller, target.item.full_name, call.required("description"), by=call.by)
    return render.here(call)


def get_description(call: Call, target: ItemTarget) -> flask.Response:
    """``description`` as text."""
    definition = configxml.read_item(target.item.config_xml)
    return render.text(definition.description or "")


def post_description(call: Call, target: ItemTarget) -> flask.Response:
    """``description``: 204."""
    items.set_description(call.controller, target.item.full_name, call.required("description"), by=call.by)
    return render.empty(204)


def set_next_build_number(call: Call, target: ItemTarget) -> flask.Response:
    """``nextbuildnumber/submit``: a number that is too low is ignored."""
    text = call.required("nextBuildNumber")
    if not (text.isascii() and text.isdigit()) or len(text) > 9:
        raise Invalid(f"nextBuildNumber must be a whole number, not {text!r}")
    items.set_next_build_number(call.controller, target.item.full_name, int(text), by=call.by)
    return render.redirect(call, names.url_path(target.item.full_name))


def group_of(target: RootTarget | ItemTarget | ViewTarget) -> str:
    """The full name of the folder that a target stands for; empty is the root."""
    match target:
        case ItemTarget():
            return target.item.full_name
        case ViewTarget():
            return folder_of(target.owner)
    return ""
