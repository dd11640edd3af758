"""The HTML pages: who looks and what is shown, handed to ``igor.web``."""

from __future__ import annotations

from typing import Any

import flask

from igor import configxml
from igor.api import crumbs, render
from igor.api.call import Call
from igor.api.resources import exporting
from igor.api.targets import (
    BuildPartTarget,
    BuildTarget,
    ComputerTarget,
    ItemTarget,
    NamedTarget,
    RootTarget,
    ViewTarget,
)
from igor.controller import views
from igor.web import build_page, job_page, pages, test_page
from igor.web.pages import Visit


def visit(call: Call) -> Visit:
    """Who looks; the page's forms carry a crumb."""
    user = call.identity.user
    root = call.request.root_path + "/"
    is_refresh = "X-Igor-Fresh" in call.request.headers
    return Visit(
        call.controller, root, user.id if user else "", crumbs.FIELD, call.issue_crumb(), is_refresh, call.access
    )


def html(text: str, status: int = 200) -> flask.Response:
    response = flask.Response(text, status, content_type=render.HTML)
    response.headers["Cache-Control"] = "no-store"
    return response


def home(call: Call, _: RootTarget) -> flask.Response:
    """``/``."""
    return html(pages.home(visit(call)))


def item(call: Call, target: ItemTarget) -> flask.Response:
    """A job's or a folder's page."""
    if not target.item.is_folder:
        return html(job_page.job(visit(call), target.item))
    folder = configxml.read_item(target.item.config_xml)
    return html(pages.folder(visit(call), target.item, folder.display_name, folder.description))


def view(call: Call, target: ViewTarget) -> flask.Response:
    """A view's page."""
    description = views.read_definition(target.view.config_xml).description
    return html(pages.view(visit(call), target.view, description))


def build(call: Call, target: BuildTarget) -> flask.Response:
    """A build's page."""
    return html(build_page.build(visit(call), target.item, target.build))


def test_report(call: Call, target: BuildPartTarget) -> flask.Response:
    """``testReport/``: what failed, and all results by class; parts of it have no page of their own."""
    if target.segments:
        return exporting.help_page(call, target)
    return html(test_page.report(visit(call), target.item, target.build))


def nodes(call: Call, _: NamedTarget | ComputerTarget) -> flask.Response:
    """``computer/`` and, for now, each node's own page."""
    return html(pages.nodes(visit(call)))


def queue(call: Call, _: NamedTarget) -> flask.Response:
    """``queue/``."""
    return html(pages.queue(visit(call)))


def login(call: Call, _: RootTarget) -> flask.Response:
    """``login``: the form; ``from`` is where it leads back to."""
    return html(pages.login(visit(call), came_from=call.value("from") or "/", failed=False))


def login_failed(call: Call, _: RootTarget) -> flask.Response:
    """``loginError``: the form again."""
    return html(pages.login(visit(call), came_from=call.value("from") or "/", failed=True), 401)


def plain(title: str) -> Any:
    """A page that says where the thing's data is: for places that have no page of their own."""

    def show(_: Call, __: Any) -> flask.Response:
        return render.page(title, '<p>This object can be read at <a href="api/">api/</a>.</p>')

    return show


def configure(call: Call, target: ItemTarget | ViewTarget) -> flask.Response:
    """``configure``: the configuration as XML, which is what clients change."""
    return render.page(
        "Configuration", '<p>This configuration is read and changed at <a href="config.xml">config.xml</a>.</p>'
    )
