"""The façade's machinery: classes as tables of what scripts may call, objects by number, Groovy's rule for properties.

A class has methods by their Java names; ``x.name`` asks ``getName``, then ``isName``; ``x.name = v`` asks ``setName``.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from igor.controller.context import Controller
from igor.controller.rows import User
from igor.model.errors import IgorError

Method = Callable[..., Any]


class NoSuch(Exception):
    """The façade has nothing of this name that takes these arguments."""


@dataclass(frozen=True, eq=False)
class FacadeClass:
    """A Java class as scripts see it.

    ``methods`` take the console's session and the object, then the arguments; ``statics`` the session and the
    arguments, ``new`` among them; ``constants``: enum constants and the like.
    """

    name: str
    methods: Mapping[str, Method] = field(default_factory=dict)
    statics: Mapping[str, Method] = field(default_factory=dict)
    constants: Mapping[str, Any] = field(default_factory=dict)
    extends: tuple[FacadeClass, ...] = ()

    def find(self, name: str) -> Method | None:
        """A method, inherited ones too."""
        inherited = (parent.find(name) for parent in self.extends)
        return self.methods.get(name) or next((method for method in inherited if method), None)

    @property
    def types(self) -> list[str]:
        """Java types that an object of this class is an instance of."""
        return [self.name, *(name for parent in self.extends for name in parent.types)]


@dataclass(frozen=True)
class Thing:
    """An object of the façade: what it stands for, seen as a class."""

    kind: FacadeClass
    value: Any

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Thing) and (self.kind, self.value) == (other.kind, other.value)

    def __hash__(self) -> int:
        return id(self.kind)


@dataclass
class Session:
    """One script's objects. ``by``: who runs it."""

    controller: Controller
    user: User | None
    classes: Mapping[str, FacadeClass]
    things: list[Thing] = field(default_factory=list)

    @property
    def by(self) -> str:
        return self.user.id if self.user else "anonymous"

    def answer(self, question: dict[str, Any]) -> dict[str, Any]:
        """One question of the script's process, answered; errors become the script's exceptions."""
        try:
            return {"value": self._encode(self._answer(question))}
        except NoSuch:
            return {"missing": True}
        except IgorError as error:
            text = f"{error} ({error.hint})" if error.hint else str(error)
            return {"error": text, "class": "java.lang.IllegalArgumentException"}

    def _answer(self, question: dict[str, Any]) -> Any:
        arguments = [self._decode(value) for value in question["arguments"]]
        if "type" in question:
            return self._static(self.classes[question["type"]], question, arguments)
        thing = self.things[question["ref"]]
        for name in _method_names(question):
            if method := thing.kind.find(name):
                return _call(method, self, thing.value, *arguments)
        if question.get("call") == "toString":
            return f"{thing.kind.name}@{question['ref']:x}"
        raise NoSuch

    def _static(self, cls: FacadeClass, question: dict[str, Any], arguments: list[Any]) -> Any:
        if question.get("get") in cls.constants:
            return cls.constants[question["get"]]
        for name in _method_names(question):
            if name in cls.statics:
                return _call(cls.statics[name], self, *arguments)
        raise NoSuch

    def _encode(self, value: Any) -> Any:
        if isinstance(value, Thing):
            self.things.append(value)
            return {"ref": len(self.things) - 1, "class": value.kind.name, "types": value.kind.types}
        if isinstance(value, FacadeClass):
            return {"type": value.name}
        if isinstance(value, (list, tuple)):
            return [self._encode(item) for item in value]
        if isinstance(value, dict):
            return {"map": [[key, self._encode(item)] for key, item in value.items()]}
        return value

    def _decode(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self._decode(item) for item in value]
        if not isinstance(value, dict):
            return value
        if "map" in value:
            return {key: self._decode(item) for key, item in value["map"]}
        return self.classes[value["type"]] if "type" in value else self.things[value["ref"]]


def _method_names(question: dict[str, Any]) -> list[str]:
    """The methods that may answer, the first one first."""
    if "call" in question:
        return [question["call"]]
    name = question.get("get") or question["set"]
    capitalised = name[:1].upper() + name[1:]
    return [f"set{capitalised}"] if "set" in question else [f"get{capitalised}", f"is{capitalised}"]


def _call(method: Method, *arguments: Any) -> Any:
    """Raises NoSuch when the method takes other arguments."""
    try:
        inspect.signature(method).bind(*arguments)
    except TypeError as error:
        raise NoSuch from error
    return method(*arguments)


def nothing(*_: Any) -> None:
    """A method that has nothing to do here: all is saved at once."""
