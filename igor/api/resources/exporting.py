"""``api/json``, ``api/python``, ``api/xml``, ``api/schema`` and the help page of objects. Source: hudson.model.Api."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from itertools import chain
from typing import Any

import flask

from igor.api import render, rights
from igor.api.beans.builds import build_bean
from igor.api.beans.credentials import credential_bean, domain_bean, store_bean, stores_bean
from igor.api.beans.items import item_bean
from igor.api.beans.leavings import fingerprint_bean, part_bean, report_of
from igor.api.beans.lockables import lockables_bean
from igor.api.beans.nodes import (
    NodeValue,
    computer_bean,
    computer_set_bean,
    label_bean,
    overall_load_bean,
    statistics_bean,
    unlabeled_load_bean,
)
from igor.api.beans.plugins import plugin_bean, plugin_manager_bean, update_center_bean, update_site_bean
from igor.api.beans.promotions import promotion_bean
from igor.api.beans.queue import queue_bean, queue_item_bean
from igor.api.beans.reader import BuildValue, Reader
from igor.api.beans.root import root_bean
from igor.api.beans.test_parts import test_part_bean
from igor.api.beans.users import people_bean, user_bean, who_am_i_bean
from igor.api.beans.views import view_bean
from igor.api.call import Call
from igor.api.errors import Oops
from igor.api.export import Bean, DepthPruner, Pruner, TooManyObjects, TreePruner, export
from igor.api.formats import XPathFailure, select_xpath, to_json, to_python, to_xml
from igor.api.permissions import CREDENTIALS_VIEW, ITEM_READ
from igor.api.schema import schema_of
from igor.api.streaming import Form, Literal, Xml, pieces
from igor.api.targets import (
    BuildPartTarget,
    BuildTarget,
    ComputerTarget,
    CredentialDomainTarget,
    CredentialsTarget,
    CredentialStoreTarget,
    CredentialTarget,
    DeliveryTarget,
    ExecutorTarget,
    FingerprintTarget,
    ItemTarget,
    NamedTarget,
    PromotionTarget,
    QueueItemTarget,
    RootTarget,
    Target,
    UserContentTarget,
    UserTarget,
    ViewTarget,
    WorkspaceTarget,
)
from igor.api.tree import MalformedTree, parse_tree
from igor.controller import items, users
from igor.controller.fingerprints import Fingerprint
from igor.model.build import QueueItem
from igor.model.errors import NotFound

#: Deeper than any object goes, except those that contain each other.
MAX_DEPTH = 50

#: So much of an answer is in memory at a time; an error before it is told by the status.
EAGER_CHARACTERS = 500_000

API_HEADERS = {"X-Content-Type-Options": "nosniff", "X-Frame-Options": "deny"}


def json_api(call: Call, target: Target) -> flask.Response:
    """``api/json``; ``jsonp`` is refused unless security is off."""
    callback = call.value("jsonp")
    if callback is not None and not call.identity.unsecured:
        return _forbidden("jsonp forbidden; implement jenkins.security.SecureRequester")
    bean, content_type = bean_of(call, target), "application/json;charset=UTF-8"
    if callback is None and not _is_pretty(call):
        return streamed(call, bean, Literal(to_json), content_type)
    text = to_json(exported(call, bean), pretty=_is_pretty(call))
    if callback is None:
        return answer(text, content_type)
    return answer(f"{callback}({text})", "text/javascript;charset=UTF-8")


def python_api(call: Call, target: Target) -> flask.Response:
    """``api/python``."""
    bean, content_type = bean_of(call, target), "text/x-python;charset=UTF-8"
    if _is_pretty(call):
        return answer(to_python(exported(call, bean), pretty=True), content_type)
    return streamed(call, bean, Literal(to_python), content_type)


def xml_api(call: Call, target: Target) -> flask.Response:
    """``api/xml`` with ``xpath``, ``wrapper`` and ``exclude``."""
    return xml_answer(call, bean_of(call, target))


def schema_api(call: Call, target: Target) -> flask.Response:
    """``api/schema``: an XML Schema of the object."""
    return answer(schema_of(bean_of(call, target).type), "application/xml")


def help_page(call: Call, target: Target) -> flask.Response:
    """``api/``: what can be asked here."""
    bean_of(call, target)
    links = "".join(f'<li><a href="{name}">{name}</a></li>' for name in ("json", "python", "xml", "schema"))
    body = (
        f"<p>This object can be read as:</p><ul>{links}</ul><p>Parameters: <code>tree</code>, <code>depth</code>, "
        "<code>pretty</code>; for XML also <code>xpath</code>, <code>wrapper</code>, <code>exclude</code>.</p>"
    )
    return render.page("REST API", body)


def xml_answer(call: Call, bean: Bean) -> flask.Response:
    """An object as XML, or what an XPath selects of it."""
    xpath, excludes = call.value("xpath"), call.values("exclude")
    if xpath is None and not excludes:
        return streamed(call, bean, Xml(bean.type.xml_name), render.XML)
    document = to_xml(bean.type.xml_name, exported(call, bean))
    try:
        selection = select_xpath(document, xpath, call.value("wrapper"), excludes)
    except XPathFailure as failure:
        return render.page("XPath", f"<p>{escape(str(failure))}</p>", status=failure.status)
    if selection.primitive and not call.identity.unsecured:
        return _forbidden("primitive XPath result sets forbidden; implement jenkins.security.SecureRequester")
    return answer(selection.text, render.TEXT if selection.primitive else render.XML)


def streamed(call: Call, bean: Bean, form: Form, content_type: str) -> flask.Response:
    """An object as it is written; what is longer than ``EAGER_CHARACTERS`` is sent while the rest is read."""
    written = pieces(bean, pruner_of(call), form)
    begun: list[str] = []
    length = 0
    try:
        for piece in written:
            begun.append(piece)
            length += len(piece)
            if length > EAGER_CHARACTERS:
                flask.g.reads_on = True
                return flask.Response(chain(begun, written), 200, API_HEADERS, content_type=content_type)
    except TooManyObjects as error:
        raise _too_many(error) from error
    return answer("".join(begun), content_type)


def answer(body: str, content_type: str) -> flask.Response:
    """An answer of the API."""
    return flask.Response(body, 200, API_HEADERS, content_type=content_type)


def exported(call: Call, bean: Bean) -> dict[str, Any]:
    """What the request wants of an object. Raises Oops when that cannot be read or would be too much."""
    try:
        return export(bean, pruner_of(call))
    except TooManyObjects as error:
        raise _too_many(error) from error


def _too_many(error: TooManyObjects) -> Oops:
    return Oops(str(error), hint="ask for less: tree=jobs[name,color] instead of depth")


def pruner_of(call: Call) -> Pruner:
    """What ``tree`` or ``depth`` ask for. Raises Oops when they cannot be read."""
    tree = call.value("tree")
    if tree is not None:
        try:
            return TreePruner(parse_tree(tree))
        except MalformedTree as error:
            raise Oops(f"Malformed tree expression: {tree}: {error}", title="Malformed tree expression") from error
    depth = call.value("depth") or "0"
    try:
        return DepthPruner(1 - min(int(depth), MAX_DEPTH))
    except ValueError as error:
        raise Oops(f"depth must be a whole number, not {depth!r}") from error


def bean_of(call: Call, target: Target) -> Bean:
    """What a target exports. Raises NotFound when it exports nothing."""
    reader = Reader(call.controller, call.root_url, call.access)
    match target:
        case RootTarget():
            return root_bean(reader)
        case ItemTarget():
            return item_bean(reader, target.item)
        case BuildTarget():
            return build_bean(reader, target.item, target.build.number, target.build)
        case BuildPartTarget():
            return _part(reader.build(target.item, target.build.number, target.build), target)
        case FingerprintTarget():
            return fingerprint_bean(visible(call, target.fingerprint))
        case WorkspaceTarget() | DeliveryTarget():
            raise NotFound("Not Found")
        case ViewTarget():
            return view_bean(reader, target.view)
        case QueueItemTarget():
            return _queue_item(reader, target.item)
        case ComputerTarget():
            return computer_bean(reader, target.node)
        case ExecutorTarget():
            return NodeValue(reader, target.node).executor(target.number)
        case PromotionTarget():
            return promotion_bean(reader, target)
        case UserTarget():
            return user_bean(reader, target.user)
        case CredentialsTarget() | CredentialStoreTarget() | CredentialDomainTarget() | CredentialTarget():
            return _credentials(call, target)
        case UserContentTarget():
            raise NotFound("Not Found")
        case NamedTarget():
            return _named(call, reader, target)


def _part(value: BuildValue, target: BuildPartTarget) -> Bean:
    if target.part == "testReport" and target.segments:
        return test_part_bean(report_of(value), target.segments)
    return part_bean(value, target.part)


def _credentials(
    call: Call, target: CredentialsTarget | CredentialStoreTarget | CredentialDomainTarget | CredentialTarget
) -> Bean:
    call.require(CREDENTIALS_VIEW, target)
    match target:
        case CredentialsTarget():
            shown = [store for store in target.stores if rights.allows(call.access, CREDENTIALS_VIEW, store)]
            return stores_bean(call.controller, shown, of_root=target.of_root)
        case CredentialStoreTarget():
            return store_bean(call.controller, target)
        case CredentialDomainTarget():
            return domain_bean(call.controller, target)
    return credential_bean(target)


def _named(call: Call, reader: Reader, target: NamedTarget) -> Bean:
    match target.kind:
        case "queue":
            return queue_bean([_queue_item(reader, item) for item in reader.open_queue])
        case "computer":
            return computer_set_bean(reader)
        case "label":
            return label_bean(reader, target.name)
        case "overallLoad":
            return statistics_bean(reader, target.name) if target.name else overall_load_bean(reader)
        case "unlabeledLoad":
            return unlabeled_load_bean(reader)
        case "whoAmI":
            return who_am_i_bean(call.identity)
        case "people":
            return people_bean(reader, "hudson.model.View$People", users.list_users(call.controller))
        case "asynchPeople":
            return people_bean(reader, "hudson.model.View$AsynchPeople", users.list_users(call.controller))
        case "pluginManager":
            return plugin_manager_bean(reader.controller)
        case "plugin":
            return plugin_bean(reader.controller, target.name)
        case "updateCenter":
            return update_center_bean()
        case "updateSite":
            return update_site_bean()
        case "lockable-resources":
            return lockables_bean(reader.controller)
    raise NotFound("Not Found")


def visible(call: Call, fingerprint: Fingerprint) -> Fingerprint:
    """Of the builds that have the file, those of jobs that the sender may see. Raises NotFound: none."""
    usage = {name: ranges for name, ranges in fingerprint.usage.items() if call.access.allows_at(ITEM_READ, name)}
    if not usage:
        raise NotFound("Not Found")
    original = fingerprint.original if fingerprint.original and fingerprint.original[0] in usage else None
    return replace(fingerprint, usage=usage, original=original)


def _queue_item(reader: Reader, item: QueueItem) -> Bean:
    row = items.find_item(reader.controller, item.job_full_name)
    executable = build_bean(reader, row, item.build_number) if item.build_number else None
    return queue_item_bean(reader, item, item_bean(reader, row), executable)


def _is_pretty(call: Call) -> bool:
    return call.value("pretty") is not None


def _forbidden(message: str) -> flask.Response:
    return render.page("Error 403", f"<p>{escape(message)}</p>", status=403)
