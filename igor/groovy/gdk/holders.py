"""Small holders: java.util.Optional, atomics beside numbers, ``Expando``, ``ConfigSlurper`` and ``ConfigObject``."""

from __future__ import annotations

from typing import Any

from igor.groovy.builtin_tables import register_kind, register_type
from igor.groovy.closure import ClosureValue
from igor.groovy.compiler.exceptions import thrown
from igor.groovy.dispatch import invoke
from igor.groovy.host import DELEGATE_FIRST, MISSING, CallSite, HostObject
from igor.groovy.registry import MAPS, MethodTable, StaticTable
from igor.groovy.runtime import Runtime
from igor.groovy.runtime_errors import GroovyRuntimeError, NoSignature
from igor.groovy.semantics import equals, truth
from igor.groovy.text import Printable, java_text, to_string
from igor.groovy.values import from_key


class OptionalValue(Printable):
    """java.util.Optional; ``held`` is None when empty."""

    java_class = "java.util.Optional"

    def __init__(self, held: Any) -> None:
        self.held = held

    def to_text(self) -> str:
        return "Optional.empty" if self.held is None else f"Optional[{to_string(self.held)}]"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, OptionalValue) and equals(self.held, other.held)

    def __hash__(self) -> int:
        return hash(to_string(self.held))


OPTIONAL = StaticTable("java.util.Optional")
OPTIONALS = MethodTable("java.util.Optional")
register_kind("java.util.Optional", OPTIONALS)
OPTIONAL("empty")(lambda rt: OptionalValue(None))
OPTIONAL("ofNullable")(lambda rt, held: OptionalValue(held))


@OPTIONAL("of")
def optional_of(rt: Runtime, held: Any) -> OptionalValue:
    if held is None:
        raise GroovyRuntimeError("java.lang.NullPointerException", None)
    return OptionalValue(held)


@OPTIONALS("get", "orElseThrow", "getAsInt", "getAsDouble", "getAsLong")
def optional_get(rt: Runtime, receiver: OptionalValue, supplier: Any = None) -> Any:
    if receiver.held is not None:
        return receiver.held
    if supplier is not None:
        raise thrown(supplier.call())
    raise GroovyRuntimeError("java.util.NoSuchElementException", "No value present")


OPTIONALS("isPresent")(lambda rt, receiver: receiver.held is not None)
OPTIONALS("isEmpty")(lambda rt, receiver: receiver.held is None)
OPTIONALS("orElse")(lambda rt, receiver, other: other if receiver.held is None else receiver.held)


@OPTIONALS("orElseGet")
def or_else_get(rt: Runtime, receiver: OptionalValue, supplier: ClosureValue) -> Any:
    return supplier.call() if receiver.held is None else receiver.held


@OPTIONALS("map")
def optional_map(rt: Runtime, receiver: OptionalValue, closure: ClosureValue) -> OptionalValue:
    return receiver if receiver.held is None else OptionalValue(closure.call(receiver.held))


@OPTIONALS("flatMap")
def optional_flat_map(rt: Runtime, receiver: OptionalValue, closure: ClosureValue) -> Any:
    return receiver if receiver.held is None else closure.call(receiver.held)


@OPTIONALS("filter")
def optional_filter(rt: Runtime, receiver: OptionalValue, closure: ClosureValue) -> OptionalValue:
    kept = receiver.held is not None and truth(closure.call(receiver.held))
    return receiver if kept else OptionalValue(None)


@OPTIONALS("ifPresent")
def if_present(rt: Runtime, receiver: OptionalValue, closure: ClosureValue) -> None:
    if receiver.held is not None:
        closure.call(receiver.held)


class Expando(HostObject):
    """groovy.util.Expando: any property; closures in properties are methods."""

    groovy_class = "groovy.util.Expando"

    def __init__(self, entries: dict[Any, Any]) -> None:
        self.entries = {to_string(from_key(key)): value for key, value in entries.items()}

    def get_property(self, name: str) -> Any:
        if name == "properties":
            return self.entries
        return MISSING if name == "class" else self.entries.get(name)

    def set_property(self, name: str, value: Any) -> bool:
        self.entries[name] = value
        return True

    def invoke_method(self, name: str, arguments: list[Any], site: CallSite) -> Any:
        if name == "getProperties" and not arguments:
            return self.entries
        if name in ("getProperty", "setProperty") and arguments:
            key = to_string(arguments[0])
            return self.get_property(key) if name == "getProperty" else self.set_property(key, arguments[1])
        held = self.entries.get(name)
        if not isinstance(held, ClosureValue):
            return MISSING
        method = held.clone()
        method.delegate, method.resolve_strategy = self, DELEGATE_FIRST
        return method.call(*arguments)

    def to_groovy_string(self) -> str:
        own = self.invoke_method("toString", [], CallSite("", 0, 0))
        return java_text(self.entries) if own is MISSING else to_string(own)


StaticTable("groovy.util.Expando").constructor(lambda rt, entries=None: Expando(entries or {}))


class AtomicHolder(Printable):
    """java.util.concurrent.atomic.AtomicBoolean and AtomicReference."""

    def __init__(self, java_class: str, value: Any) -> None:
        self.java_class = java_class
        self.value = value

    def to_text(self) -> str:
        return to_string(self.value)


HOLDERS = MethodTable("java.util.concurrent.atomic.AtomicReference")
for _name, _start in {"AtomicBoolean": False, "AtomicReference": None}.items():
    _full = f"java.util.concurrent.atomic.{_name}"
    register_kind(_full, HOLDERS)
    StaticTable(_full).constructor(lambda rt, value=_start, full=_full: AtomicHolder(full, value))
HOLDERS("get")(lambda rt, receiver: receiver.value)


@HOLDERS("set", "lazySet")
def holder_set(rt: Runtime, receiver: AtomicHolder, value: Any) -> None:
    receiver.value = value


@HOLDERS("getAndSet")
def holder_get_and_set(rt: Runtime, receiver: AtomicHolder, value: Any) -> Any:
    old, receiver.value = receiver.value, value
    return old


@HOLDERS("compareAndSet")
def holder_compare(rt: Runtime, receiver: AtomicHolder, expected: Any, value: Any) -> bool:
    same = equals(receiver.value, expected)
    if same:
        receiver.value = value
    return same


@HOLDERS("updateAndGet")
def holder_update(rt: Runtime, receiver: AtomicHolder, closure: ClosureValue) -> Any:
    receiver.value = closure.call(receiver.value)
    return receiver.value


class ConfigObject(dict[Any, Any]):
    """groovy.util.ConfigObject: a map that makes missing entries at each read."""

    java_class = "groovy.util.ConfigObject"


class Slurper(Printable):
    """groovy.util.ConfigSlurper for one environment."""

    java_class = "groovy.util.ConfigSlurper"

    def __init__(self, environment: str) -> None:
        self.environment = environment


class ConfigBlock(HostObject):
    """What a configuration script's names mean: assignments and nested blocks of one ConfigObject."""

    groovy_class = "groovy.util.ConfigObject"
    answers_anything = True

    def __init__(self, config: dict[Any, Any], environment: str, outer: ConfigBlock | None) -> None:
        self.config = config
        self.environment = environment
        self.outer = outer

    def get_property(self, name: str) -> Any:
        block: ConfigBlock | None = self
        while block is not None:
            if name in block.config:
                return block.config[name]
            block = block.outer
        made = self.config[name] = ConfigObject()
        return made

    def set_property(self, name: str, value: Any) -> bool:
        self.config[name] = value
        return True

    def invoke_method(self, name: str, arguments: list[Any], site: CallSite) -> Any:
        if len(arguments) != 1 or not isinstance(arguments[0], ClosureValue):
            return MISSING
        if name == "environments":
            return self._run(arguments[0], Environments(self))
        held = self.config.get(name)
        if not isinstance(held, dict):
            held = self.config[name] = ConfigObject()
        return self._run(arguments[0], ConfigBlock(held, self.environment, self))

    def _run(self, closure: ClosureValue, delegate: HostObject) -> None:
        closure.delegate, closure.resolve_strategy = delegate, DELEGATE_FIRST
        closure.call()


class Environments(HostObject):
    """The ``environments`` block: only the wanted one runs."""

    answers_anything = True

    def __init__(self, block: ConfigBlock) -> None:
        self.block = block

    def invoke_method(self, name: str, arguments: list[Any], site: CallSite) -> Any:
        if name == self.block.environment:
            self.block._run(arguments[0], self.block)
        return None


SLURPER = StaticTable("groovy.util.ConfigSlurper")
SLURPERS = MethodTable("groovy.util.ConfigSlurper")
register_kind("groovy.util.ConfigSlurper", SLURPERS)
SLURPER.constructor(lambda rt, environment="": Slurper(to_string(environment)))


class ConfigBinding(dict[str, Any]):
    """A script's binding over a ConfigObject: unknown names become nested objects."""

    def __init__(self, config: dict[Any, Any]) -> None:
        super().__init__()
        self.config = config

    def __setitem__(self, name: str, value: Any) -> None:
        self.config[name] = value

    def __contains__(self, name: object) -> bool:
        return name in self.config

    def get(self, name: str, default: Any = None) -> Any:
        return self.config.get(name, default)


@SLURPERS("setClassLoader")
def set_class_loader(rt: Runtime, receiver: Slurper, loader: Any) -> None:
    """Without effect: ``slurper.classLoader = this.class.classLoader`` stands in many Job DSL scripts."""


@SLURPERS("parse")
def parse_config(rt: Runtime, receiver: Slurper, source: Any) -> ConfigObject:
    if not isinstance(source, str):
        raise NoSignature
    config = ConfigObject()
    block = ConfigBlock(config, receiver.environment, None)
    rt.loader.run_text(source, "Script1.groovy", ConfigBinding(config), block)
    return config


def flat(config: dict[Any, Any], prefix: str = "") -> dict[Any, Any]:
    """``a.b`` → value for every leaf."""
    result: dict[Any, Any] = {}
    for key, value in config.items():
        name = f"{prefix}{to_string(from_key(key))}"
        if isinstance(value, ConfigObject):
            result.update(flat(value, f"{name}."))
        else:
            result[name] = value
    return result


def merge(target: dict[Any, Any], other: dict[Any, Any]) -> Any:
    """Put the other's entries in, nested ones entry by entry."""
    for key, value in other.items():
        held = target.get(key)
        target[key] = merge(held, value) if isinstance(held, dict) and isinstance(value, dict) else value
    return target


CONFIGS = MethodTable("groovy.util.ConfigObject")
register_type(ConfigObject, CONFIGS, MAPS)
CONFIGS("flatten")(lambda rt, receiver: flat(receiver))
CONFIGS("toProperties")(lambda rt, receiver: {key: to_string(value) for key, value in flat(receiver).items()})
CONFIGS("merge")(lambda rt, receiver, other: merge(receiver, other))


@CONFIGS("prettyPrint")
def pretty_print(rt: Runtime, receiver: ConfigObject) -> str:
    lines = [f"{key}={invoke(rt, value, 'inspect', [])}\n" for key, value in flat(receiver).items()]
    return "".join(lines)


@CONFIGS("writeTo")
def write_to(rt: Runtime, receiver: ConfigObject, writer: Any) -> Any:
    invoke(rt, writer, "write", [pretty_print(rt, receiver)])
    return writer


StaticTable("groovy.util.ConfigObject").constructor(lambda rt, *file: ConfigObject())
