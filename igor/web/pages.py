"""The pages, each a function from a ``Visit`` and what it shows to HTML. Routes and logins are ``igor.api``'s."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from igor.controller import approvals, items, overview, views, visible
from igor.controller.access import Access
from igor.controller.context import Controller
from igor.controller.rows import ItemRow, ViewRow
from igor.model import permissions
from igor.model.access import Who
from igor.model.approval import Approval
from igor.model.names import split, url_path
from igor.web.item_list import item_rows
from igor.web.render import render


@dataclass(frozen=True, slots=True)
class Visit:
    """Who looks, and how their forms prove that they are theirs. ``root``: path of the root with slashes around.

    ``is_refresh``: the page is there already and asks for what is new in its parts.
    """

    controller: Controller
    root: str = "/"
    user: str = ""
    crumb_field: str = ""
    crumb: str = ""
    is_refresh: bool = False
    access: Access | None = None

    @property
    def rights(self) -> Access:
        """What the visitor may do; nobody in particular is an anonymous one."""
        return self.access or Access(self.controller, Who())

    def page(self, template: str, here: str = "", **values: Any) -> str:
        """The template with what every page needs."""
        crumb = {"field": self.crumb_field, "value": self.crumb}
        now_ms = self.controller.now_ms()
        common = {"root": self.root, "user": self.user, "crumb": crumb, "here": here, "now_ms": now_ms}
        return render(template, **common, lacks=self.lacks, may_answer=self.may_answer, **values)

    def lacks(self, title: str, job: str = "") -> str:
        """The permission (``Job/Build``) again if the visitor does not have it on the job, else nothing."""
        permission = permissions.find(title)
        return "" if permission and self.rights.allows_at(permission, job) else title

    def may_answer(self, waiting: dict[str, Any]) -> bool:
        """Whether a row of the queue waits for the visitor."""
        asked = waiting["approval"]
        return asked is not None and approvals.may_answer(self.rights, waiting["job"], Approval(**asked))


def home(visit: Visit) -> str:
    """Running, late, queue with why, up next, recently failed, and all jobs."""
    controller = visit.controller
    shown = visible.overview_for(controller, visit.rights, upcoming=6)
    rows = item_rows(controller, visit.rights.visible(items.all_items(controller)), folders=False)
    return visit.page("home.html", "home", overview=shown, items=rows, views=_views(visit, "", None))


def folder(visit: Visit, row: ItemRow, display_name: str | None, description: str | None) -> str:
    """A folder's items."""
    rows = item_rows(visit.controller, visit.rights.visible(items.list_items(visit.controller, row.full_name)))
    return _listing(visit, row.full_name, display_name or row.name, description, rows, None)


def view(visit: Visit, shown: ViewRow, description: str | None) -> str:
    """A view's items."""
    rows = item_rows(visit.controller, visit.rights.visible(views.view_jobs(visit.controller, shown)))
    return _listing(visit, shown.owner, shown.name, description, rows, shown)


def _listing(
    visit: Visit, owner: str, title: str, description: str | None, rows: list[dict[str, Any]], shown: ViewRow | None
) -> str:
    parents = parents_of(owner) + ([owner] if shown and owner else [])
    return visit.page(
        "folder.html",
        "home",
        title=title,
        description=description,
        items=rows,
        parents=parents,
        views=_views(visit, owner, shown),
    )


def _views(visit: Visit, owner: str, shown: ViewRow | None) -> list[dict[str, Any]]:
    found = []
    for row in views.list_views(visit.controller, owner):
        is_all = row.class_name == views.ALL_VIEW
        path = visit.root + url_path(owner) + ("" if is_all else f"view/{row.name}/")
        current = row == shown if shown else is_all
        found.append({"name": row.name, "path": path, "current": current})
    return found


def nodes(visit: Visit) -> str:
    """The nodes with their executors."""
    return visit.page("nodes.html", "computer", nodes=visible.overview_for(visit.controller, visit.rights)["nodes"])


def queue(visit: Visit) -> str:
    """What waits, and why."""
    return visit.page("queue.html", "queue", queue=visible.rows(visit.rights, overview.waiting(visit.controller)))


def login(visit: Visit, *, came_from: str, failed: bool) -> str:
    """The log-in form; ``came_from`` is the path to go back to."""
    return visit.page("login.html", came_from=came_from, failed=failed)


def plain(title: str, body: str, head: str, *, root: str, user: str, crumb: dict[str, str]) -> str:
    """A page of a few sentences: errors, and places that have no page of their own. ``body`` and ``head`` are HTML."""
    words = {"title": title, "body": Markup(body), "head": Markup(head)}
    return render("plain.html", root=root, user=user, crumb=crumb, here="", **words)


def parents_of(full_name: str) -> list[str]:
    """``a/b/c`` → ``["a", "a/b"]``."""
    parent = split(full_name)[0]
    return [*parents_of(parent), parent] if parent else []
