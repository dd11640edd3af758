"""Lockable resources as scripts see them. Source: org.jenkins.plugins.lockableresources."""

from __future__ import annotations

from igor.console.facade import FacadeClass, Method, Session, Thing, nothing
from igor.controller import resources
from igor.controller.resources import Resource

#: The fields of a resource that a script may set, by their setters.
_FIELDS = ("labels", "description", "note")


def _wrapped(resource: Resource) -> Thing:
    return Thing(RESOURCE, {"name": resource.name})


def _new(_: Session, name: str) -> Thing:
    return Thing(RESOURCE, {"name": name, "labels": "", "description": "", "note": ""})


def _found(session: Session, value: dict[str, str]) -> Resource:
    """The resource as it is stored; as the script made it when it is not."""
    known = {each.name: each for each in resources.list_all(session.controller)}
    made = Resource(
        value["name"], value.get("description", ""), tuple(value.get("labels", "").split()), value.get("note", "")
    )
    return known.get(value["name"], made)


def _set(session: Session, value: dict[str, str], field: str, text: str) -> None:
    value[field] = text
    known = resources.list_all(session.controller)
    if any(each.name == value["name"] for each in known):
        resources.change(
            session.controller, value["name"], **{field: tuple(text.split()) if field == "labels" else text}
        )


def _setter(field: str) -> Method:
    return lambda session, value, text: _set(session, value, field, text)


def _all(session: Session, *_: object) -> list[Thing]:
    return [_wrapped(each) for each in resources.list_all(session.controller)]


def _add(session: Session, _: object, given: Thing) -> bool:
    known = [each for each in resources.list_all(session.controller) if each.name != given.value["name"]]
    resources.replace_all(session.controller, [*known, _found(session, given.value)])
    return True


def _create(session: Session, _: object, name: str, labels: str = "") -> bool:
    return _add(session, None, Thing(RESOURCE, {"name": name, "labels": labels}))


def _remove(session: Session, _: object, given: Thing) -> bool:
    known = resources.list_all(session.controller)
    left = [each for each in known if each.name != given.value["name"]]
    resources.replace_all(session.controller, left)
    return len(left) < len(known)


def _from_name(session: Session, _: object, name: str) -> Thing | None:
    return next((each for each in _all(session) if each.value["name"] == name), None)


RESOURCE = FacadeClass(
    "org.jenkins.plugins.lockableresources.LockableResource",
    {
        "getName": lambda _, value: value["name"],
        "getLabels": lambda s, value: " ".join(_found(s, value).labels),
        "getDescription": lambda s, value: _found(s, value).description,
        "getNote": lambda s, value: _found(s, value).note,
        "isReserved": lambda s, value: bool(_found(s, value).reserved_by),
        "getReservedBy": lambda s, value: _found(s, value).reserved_by or None,
        "isLocked": lambda s, value: bool(_found(s, value).build),
        "isFree": lambda s, value: _found(s, value).is_free,
        **{f"set{field.capitalize()}": _setter(field) for field in _FIELDS},
        "toString": lambda _, value: value["name"],
    },
    {"new": _new},
)
LIST = FacadeClass(
    "java.util.concurrent.CopyOnWriteArrayList",
    {
        "clear": lambda s, _: resources.replace_all(s.controller, []),
        "add": _add,
        "remove": _remove,
        "size": lambda s, _: len(_all(s)),
        "iterator": _all,
        "isEmpty": lambda s, _: not _all(s),
    },
)
MANAGER: FacadeClass = FacadeClass(
    "org.jenkins.plugins.lockableresources.LockableResourcesManager",
    {
        "getResources": lambda _, __: Thing(LIST, None),
        "fromName": _from_name,
        "createResource": _create,
        "createResourceWithLabel": _create,
        "save": nothing,
    },
    {"get": lambda _: Thing(MANAGER, None)},
)
CLASSES = (RESOURCE, MANAGER)
