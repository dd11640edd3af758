"""Items, builds and the queue as scripts see them. Source: hudson.model.{Job,Run,Queue}, cloudbees Folder."""

from __future__ import annotations

import contextlib
from typing import Any

from igor.console.facade import FacadeClass, Session, Thing, nothing
from igor.controller import build_lookup, builds, definitions, items, queue
from igor.controller.rows import ItemRow
from igor.model import names
from igor.model.build import Build, Cause, QueueItem
from igor.model.errors import IgorError, NotFound


def item(row: ItemRow) -> Thing:
    """A job or folder by its name: it is looked up again at each call, since scripts change items."""
    return Thing(_class_of(row), row.full_name)


def _class_of(row: ItemRow) -> FacadeClass:
    if row.is_folder:
        return FOLDER
    return WORKFLOW_JOB if row.class_name == WORKFLOW_JOB.name else FREESTYLE


def find(session: Session, full_name: str) -> Thing | None:
    """An item by full name, null when there is none."""
    try:
        return item(items.find_item(session.controller, full_name.strip("/")))
    except NotFound:
        return None


def children(session: Session, parent: str) -> list[Thing]:
    """The items directly below a folder."""
    return [item(row) for row in items.list_items(session.controller, parent)]


def all_items(session: Session, below: str = "", kind: FacadeClass | None = None) -> list[Thing]:
    """All items below a folder, those of a class if one is given, folders before what they hold."""
    prefix = f"{below}/" if below else ""
    found = (item(row) for row in items.all_items(session.controller) if row.full_name.startswith(prefix))
    return [thing for thing in found if kind is None or kind.name in thing.kind.types]


def _row(session: Session, full_name: str) -> ItemRow:
    return items.find_item(session.controller, full_name)


def _job(session: Session, full_name: str) -> Any:
    return definitions.job_of(_row(session, full_name))


def _delete(session: Session, full_name: str) -> None:
    """What went with its folder already is no error: scripts delete whatever a list had."""
    with contextlib.suppress(NotFound):
        items.delete_item(session.controller, full_name, by=session.by)


def _rename(session: Session, full_name: str, name: str) -> None:
    items.rename_item(session.controller, full_name, name, by=session.by)


def _parent(session: Session, full_name: str) -> Thing | None:
    return find(session, names.split(full_name)[0]) if "/" in full_name else None


def _enable(session: Session, full_name: str, enabled: bool = True) -> None:
    items.set_enabled(session.controller, full_name, enabled, by=session.by)


def _describe(session: Session, full_name: str, text: str | None) -> None:
    items.set_description(session.controller, full_name, text or "", by=session.by)


def _description(session: Session, full_name: str) -> str | None:
    return definitions.parse(_row(session, full_name).config_xml).description


def _schedule(session: Session, full_name: str, quiet_s: int = 0, *_: Any) -> bool:
    cause = Cause("user", f"Started by user {session.by}", {"user_id": session.by, "user_name": session.by})
    queue.schedule(session.controller, full_name, cause=cause, quiet_period_ms=int(quiet_s) * 1000)
    return True


def _is_building(session: Session, full_name: str) -> bool:
    return _row(session, full_name).is_running


def _set_next(session: Session, full_name: str, number: int) -> None:
    items.set_next_build_number(session.controller, full_name, int(number), by=session.by)


def build(row: Build) -> Thing:
    """A build by its job and number."""
    return Thing(RUN, (row.job_full_name, row.number))


def _builds(session: Session, full_name: str) -> list[Thing]:
    return [build(row) for row in builds.list_builds(session.controller, full_name, None)]


def _permalink(which: str) -> Any:
    def get(session: Session, full_name: str) -> Thing | None:
        return _build(session, full_name, which)

    return get


def _build(session: Session, full_name: str, which: int | str) -> Thing | None:
    number = int(which) if str(which).isdigit() else which
    try:
        return build(builds.get(session.controller, full_name, number))
    except NotFound:
        return None


def _first(session: Session, full_name: str) -> Thing | None:
    number = build_lookup.first(session.controller, _row(session, full_name).id)
    return _build(session, full_name, number) if number else None


def _run(session: Session, place: tuple[str, int]) -> Build:
    return builds.get(session.controller, *place)


def _result(session: Session, place: tuple[str, int]) -> str | None:
    result = _run(session, place).result
    return result.value if result else None


def _delete_build(session: Session, place: tuple[str, int]) -> None:
    builds.delete(session.controller, *place, by=session.by)


def _stop(session: Session, place: tuple[str, int]) -> None:
    builds.request_stop(session.controller, *place, by=session.by)


def _log(session: Session, place: tuple[str, int]) -> str:
    return builds.log_slice(session.controller, *place).data.decode(errors="replace")


def _log_lines(session: Session, place: tuple[str, int], most: int) -> list[str]:
    return _log(session, place).splitlines()[-int(most) :]


def _keep(session: Session, place: tuple[str, int], keep: bool = True) -> None:
    if _run(session, place).keep_log is not keep:
        builds.toggle_keep(session.controller, *place)


def _name_build(session: Session, place: tuple[str, int], name: str) -> None:
    builds.set_display_name(session.controller, *place, name)


def _describe_build(session: Session, place: tuple[str, int], text: str) -> None:
    builds.set_description(session.controller, *place, text)


def _display_name(session: Session, place: tuple[str, int]) -> str:
    return _run(session, place).display_name or f"#{place[1]}"


def queue_items(session: Session) -> list[Thing]:
    """What waits."""
    return [Thing(QUEUE_ITEM, waiting) for waiting in queue.list_open(session.controller)]


def _clear(session: Session, _: None) -> None:
    for waiting in queue.list_open(session.controller):
        queue.cancel(session.controller, waiting.id, by=session.by)


def _cancel(session: Session, _: None, what: Thing) -> bool:
    """An item of the queue, or all items of a job."""
    open_items = queue.list_open(session.controller)
    wanted = [each for each in open_items if what.value in (each, each.job_full_name)]
    for each in wanted:
        queue.cancel(session.controller, each.id, by=session.by)
    return bool(wanted)


def _task(session: Session, waiting: QueueItem) -> Thing | None:
    return find(session, waiting.job_full_name)


ITEM = FacadeClass(
    "hudson.model.AbstractItem",
    {
        "getName": lambda _, name: names.split(name)[1],
        "getFullName": lambda _, name: name,
        "getDisplayName": lambda s, name: (
            definitions.parse(_row(s, name).config_xml).display_name or names.split(name)[1]
        ),
        "getFullDisplayName": lambda _, name: name.replace("/", " » "),
        "getUrl": lambda _, name: names.url_path(name),
        "getParent": _parent,
        "getDescription": _description,
        "setDescription": _describe,
        "getConfigFile": lambda _, name: Thing(XML_FILE, name),
        "renameTo": _rename,
        "delete": _delete,
        "doDelete": _delete,
        "save": nothing,
        "toString": lambda s, name: f"{_class_of(_row(s, name)).name}@{id(name):x}[{name}]",
    },
    extends=(FacadeClass("hudson.model.Item"), FacadeClass("hudson.model.TopLevelItem")),
)
JOB = FacadeClass(
    "hudson.model.Job",
    {
        "isDisabled": lambda s, name: _row(s, name).disabled,
        "isBuildable": lambda s, name: not _row(s, name).disabled,
        "setDisabled": lambda s, name, off: _enable(s, name, not off),
        "enable": _enable,
        "disable": lambda s, name: _enable(s, name, False),
        "makeDisabled": lambda s, name, off: _enable(s, name, not off),
        "isBuilding": _is_building,
        "isInQueue": lambda s, name: _row(s, name).in_queue,
        "getNextBuildNumber": lambda s, name: _row(s, name).next_build_number,
        "setNextBuildNumber": _set_next,
        "updateNextBuildNumber": _set_next,
        "scheduleBuild": _schedule,
        "scheduleBuild2": _schedule,
        "getBuilds": _builds,
        "getBuildByNumber": _build,
        "getBuild": _build,
        "getFirstBuild": _first,
        "getAssignedLabelString": lambda s, name: _job(s, name).label,
        "isParameterized": lambda s, name: bool(_job(s, name).parameters),
        **{f"get{name[0].upper()}{name[1:]}": _permalink(name) for name in builds.PERMALINKS},
    },
    extends=(ITEM,),
)
_PROJECT = FacadeClass("hudson.model.AbstractProject", extends=(FacadeClass("hudson.model.Project", extends=(JOB,)),))
FREESTYLE = FacadeClass("hudson.model.FreeStyleProject", extends=(_PROJECT,))
WORKFLOW_JOB = FacadeClass("org.jenkinsci.plugins.workflow.job.WorkflowJob", extends=(JOB,))
FOLDER = FacadeClass(
    "com.cloudbees.hudson.plugins.folder.Folder",
    {
        "getItems": children,
        "getJobs": children,
        "getItem": lambda s, name, child: find(s, names.join(name, child)),
        "getAllItems": all_items,
    },
    extends=(FacadeClass("com.cloudbees.hudson.plugins.folder.AbstractFolder", extends=(ITEM,)),),
)
XML_FILE: FacadeClass = FacadeClass("hudson.XmlFile", {"asString": lambda s, name: _row(s, name).config_xml})
RUN = FacadeClass(
    "hudson.model.FreeStyleBuild",
    {
        "getNumber": lambda _, place: place[1],
        "getId": lambda _, place: str(place[1]),
        "getParent": lambda s, place: find(s, place[0]),
        "getProject": lambda s, place: find(s, place[0]),
        "getResult": _result,
        "isBuilding": lambda s, place: _run(s, place).is_running,
        "getDuration": lambda s, place: _run(s, place).duration_ms,
        "getTimeInMillis": lambda s, place: _run(s, place).started_ms,
        "getStartTimeInMillis": lambda s, place: _run(s, place).started_ms,
        "getDisplayName": _display_name,
        "setDisplayName": _name_build,
        "getFullDisplayName": lambda s, place: f"{place[0]} {_display_name(s, place)}",
        "getDescription": lambda s, place: _run(s, place).description,
        "setDescription": _describe_build,
        "getUrl": lambda _, place: f"{names.url_path(place[0])}{place[1]}/",
        "getBuiltOnStr": lambda s, place: _run(s, place).node_name,
        "getLog": lambda s, place, most=None: _log(s, place) if most is None else _log_lines(s, place, most),
        "isKeepLog": lambda s, place: _run(s, place).keep_log,
        "keepLog": _keep,
        "doStop": _stop,
        "delete": _delete_build,
        "save": nothing,
        "toString": lambda _, place: f"{place[0]} #{place[1]}",
    },
    extends=(FacadeClass("hudson.model.AbstractBuild", extends=(FacadeClass("hudson.model.Run"),)),),
)
QUEUE = FacadeClass(
    "hudson.model.Queue",
    {
        "getItems": lambda s, _: queue_items(s),
        "clear": _clear,
        "cancel": _cancel,
        "isEmpty": lambda s, _: not queue_items(s),
    },
)
QUEUE_ITEM = FacadeClass(
    "hudson.model.Queue$Item",
    {
        "getId": lambda _, waiting: waiting.id,
        "getTask": _task,
        "getWhy": lambda _, waiting: waiting.why,
        "getInQueueSince": lambda _, waiting: waiting.in_queue_since_ms,
        "toString": lambda _, waiting: f"{waiting.job_full_name}:{waiting.id}",
    },
)
#: What scripts name of these.
CLASSES = (ITEM, JOB, *_PROJECT.extends, _PROJECT, FREESTYLE, WORKFLOW_JOB, FOLDER, RUN, QUEUE, *ITEM.extends)


def create(session: Session, full_name: str, xml: str) -> Thing:
    """An item of this XML."""
    return item(items.create_item(session.controller, full_name, xml, by=session.by))


def copy(session: Session, source: Thing, name: str) -> Thing:
    """A copy beside its source."""
    if not isinstance(source.value, str):
        raise IgorError("only jobs and folders can be copied")
    place = names.join(names.split(source.value)[0], name)
    return item(items.copy_item(session.controller, source.value, place, by=session.by))
