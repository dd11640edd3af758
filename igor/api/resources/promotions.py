"""Promotion processes: created, read, changed, deleted as XML. Source: the promoted-builds plugin."""

from __future__ import annotations

import flask

from igor.api import render
from igor.api.call import Call
from igor.api.targets import PromotionTarget
from igor.api.xml_root import root_of
from igor.controller import promotions
from igor.model import names


def create(call: Call, target: PromotionTarget) -> flask.Response:
    """``promotion/createProcess?name=`` with XML: 200. It is kept; Igor promotes nothing."""
    xml = call.body_text()
    root_of(xml)
    promotions.create(call.controller, target.item, call.required("name"), xml)
    return render.empty()


def get_config(call: Call, target: PromotionTarget) -> flask.Response:
    """``config.xml`` as posted."""
    return render.xml(promotions.get(call.controller, target.item, target.name).config_xml)


def post_config(call: Call, target: PromotionTarget) -> flask.Response:
    """Replace ``config.xml``: 200."""
    xml = call.body_text()
    root_of(xml)
    promotions.change(call.controller, target.item, target.name, xml)
    return render.empty()


def delete(call: Call, target: PromotionTarget) -> flask.Response:
    """``doDelete``: 302 to the job."""
    promotions.delete(call.controller, target.item, target.name)
    return render.redirect(call, names.url_path(target.item.full_name))
