"""Nodes: create, configure, offline and back, delete."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape

import flask

from igor.api import node_xml, render
from igor.api.call import Call
from igor.api.json_answer import json_answer
from igor.api.targets import ComputerTarget, NamedTarget
from igor.api.xml_root import root_of
from igor.configxml.duration import parse_duration_ms
from igor.controller import nodes
from igor.model import names
from igor.model.errors import Invalid, NotFound
from igor.model.node import BUILT_IN, Node

_XML_TYPES = ("application/xml", "text/xml")


def create_by_form(call: Call, _: NamedTarget) -> flask.Response:
    """``computer/doCreateItem?name=&json={…}``: 302 to the list."""
    form = call.json_form() or {}
    name = call.value("name") or _text(form, "name")
    nodes.create(call.controller, name, **_form_values(form), config_xml=node_xml.of_form(form))
    return render.redirect(call, "computer/")


def _form_values(form: dict[str, Any]) -> dict[str, Any]:
    """The services' arguments in a form; numbers may be texts."""
    return {
        "executors": _count(form.get("numExecutors", 1)),
        "labels": _text(form, "labelString").split(),
        "remote_fs": _text(form, "remoteFS"),
        "mode": _text(form, "mode") or "NORMAL",
        "description": _text(form, "nodeDescription"),
    }


def _text(form: dict[str, Any], key: str) -> str:
    return str(form.get(key) or "")


def _count(value: object) -> int:
    text = str(value).strip()
    if not (text.isascii() and text.isdigit()) or len(text) > 6:
        raise Invalid(f"Number of executors: {text!r} is not a number")
    return int(text)


def create_by_xml(call: Call, _: NamedTarget) -> flask.Response:
    """``computer/createItem?name=``: with XML (200), or as a copy (302 to its configuration)."""
    if call.value("mode") == "copy":
        return _copy(call, call.required("name"), call.required("from"))
    if not (call.request.content_type or "").lower().startswith(_XML_TYPES):
        raise Invalid("No Content-Type header set", hint="send the node's XML as application/xml")
    xml = call.body_text()
    nodes.create(call.controller, call.required("name"), **_xml_values(xml), config_xml=xml)
    return render.empty()


def _copy(call: Call, name: str, source_name: str) -> flask.Response:
    try:
        source = nodes.get(call.controller, source_name)
    except NotFound as error:
        raise Invalid(f"No such agent: {source_name}", hint=error.hint) from error
    xml = node_xml.of_node(source, nodes.config_xml_of(call.controller, source.name))
    nodes.create(call.controller, name, **_xml_values(xml), config_xml=xml)
    return render.redirect(call, f"computer/{names.url_segment(name)}/configure")


def get_config(call: Call, target: ComputerTarget) -> flask.Response:
    """``config.xml``; the built-in node has none (400)."""
    _refuse_built_in(target.node)
    return render.xml(node_xml.of_node(target.node, nodes.config_xml_of(call.controller, target.node.name)))


def post_config(call: Call, target: ComputerTarget) -> flask.Response:
    """Replace ``config.xml``: 200; another name in it renames the node. Source: Computer.updateByXml."""
    _refuse_built_in(target.node)
    xml = call.body_text()
    new_name = (root_of(xml).findtext("name") or "").strip()
    nodes.update_config(call.controller, target.node.name, **_xml_values(xml), config_xml=xml, new_name=new_name)
    return render.empty()


def submit_config(call: Call, target: ComputerTarget) -> flask.Response:
    """``configSubmit`` with ``json``: 302 to the node, by its new name; what the form leaves out stays."""
    form = call.json_form()
    if form is None:
        raise Invalid("Nothing is submitted", hint='send json={"numExecutors": …}')
    keys = {"numExecutors": "executors", "labelString": "labels", "remoteFS": "remote_fs", "mode": "mode"}
    keys["nodeDescription"] = "description"
    values = _form_values(form)
    given = {argument: values[argument] for key, argument in keys.items() if key in form}
    if target.node.name == BUILT_IN:
        nodes.update_config(call.controller, BUILT_IN, **given)
        return render.here(call)
    node = nodes.update_config(call.controller, target.node.name, **given, new_name=_text(form, "name").strip())
    return render.redirect(call, f"computer/{names.url_segment(node.name)}/")


def _xml_values(xml: str) -> dict[str, Any]:
    """The services' arguments in a node's XML. Raises Oops when it cannot be read."""
    root = root_of(xml)
    return _form_values(
        {
            "numExecutors": root.findtext("numExecutors") or 1,
            "labelString": root.findtext("label"),
            "remoteFS": root.findtext("remoteFS"),
            "mode": root.findtext("mode"),
            "nodeDescription": root.findtext("description"),
        }
    )


def _refuse_built_in(node: Node) -> None:
    if node.name == BUILT_IN:
        raise Invalid("The built-in node has no config.xml", hint="its executors are set by configSubmit")


def toggle_offline(call: Call, target: ComputerTarget) -> flask.Response:
    """``toggleOffline?offlineMessage=``: 302 to the node."""
    nodes.toggle_offline(call.controller, target.node.name, call.value("offlineMessage") or "")
    return render.here(call)


def drain(call: Call, target: ComputerTarget) -> flask.Response:
    """``igor/api/drain?reason=&for=``: no more builds start there (those that run go on), for good or for a time."""
    duration = call.value("for")
    try:
        online_at_ms = call.controller.now_ms() + parse_duration_ms(duration) if duration else None
    except ValueError as error:
        raise Invalid(f"for: {error}") from error
    node = nodes.set_offline(call.controller, target.node.name, call.value("reason") or "", online_at_ms)
    return json_answer({"name": node.name, "reason": node.offline_reason, "online_at_ms": node.online_at_ms})


def resume(call: Call, target: ComputerTarget) -> flask.Response:
    """``igor/api/resume``: builds start there again."""
    node = nodes.set_online(call.controller, target.node.name)
    return json_answer({"name": node.name, "reason": "", "online_at_ms": None})


def change_offline_cause(call: Call, target: ComputerTarget) -> flask.Response:
    """``changeOfflineCause?offlineMessage=``: 302 to the node, which is offline now whatever it was."""
    nodes.set_offline(call.controller, target.node.name, call.value("offlineMessage") or "")
    return render.here(call)


def disconnect(call: Call, target: ComputerTarget) -> flask.Response:
    """``doDisconnect?offlineMessage=``: no builds start there until it is launched again; 302 to the node."""
    _refuse_built_in(target.node)
    return change_offline_cause(call, target)


def launch(call: Call, target: ComputerTarget) -> flask.Response:
    """``launchSlaveAgent``: builds start there again; the agent itself comes of its own accord. 302 to its log."""
    nodes.set_online(call.controller, target.node.name)
    return render.here(call, "log")


def log(call: Call, target: ComputerTarget) -> flask.Response:
    """``log``: what is known of the agent's connection."""
    return render.page(f"Log of {target.node.name}", f"<pre>{escape(_log_text(target.node))}</pre>")


def progressive_log(_: Call, target: ComputerTarget) -> flask.Response:
    """``logText/progressiveText``, ``progressiveHtml``: the same; it never grows while somebody reads."""
    response = render.text(escape(_log_text(target.node)))
    response.headers["X-Text-Size"] = str(len(_log_text(target.node)))
    return response


def _log_text(node: Node) -> str:
    state = "Agent successfully connected and online" if node.connected else "The agent is not connected"
    version = f"Igor agent {node.version}\n" if node.version else ""
    return f"{version}{state}\n"


def delete(call: Call, target: ComputerTarget) -> flask.Response:
    """``doDelete``: 302 to the list; the built-in node stays (400)."""
    nodes.delete(call.controller, target.node.name, by=call.by)
    return render.redirect(call, "computer/")
