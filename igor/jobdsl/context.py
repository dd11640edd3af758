"""The machine behind every DSL context: which methods it has, what options it keeps, what nodes it collects.

A context is declared in ``igor/jobdsl/contexts`` by ``declare``: options (a name and its default) that the methods of
that name set, and handlers for the methods that make XML. The signatures come from ``methods.txt``; a method that is
listed there but neither an option nor handled is refused as not supported yet, which is not the same as unknown.

Every call becomes one ``Call``: the arguments by parameter name, and ``o``, the context that the call's closure has
already been evaluated against (a fresh one when no closure was given).

Source: javaposse.jobdsl.dsl.ContextHelper, AbstractExtensibleContext (jenkinsci/job-dsl-plugin).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from igor.groovy.host import DELEGATE_FIRST, MISSING, CallSite, HostError, HostObject
from igor.groovy.text import inspect
from igor.groovy.values import GArray, GStringValue
from igor.groovy.xml_node import Node, is_closure
from igor.jobdsl.declarations import (
    DYNAMIC,
    DYNAMIC_OPTIONS,
    STRUCTS,
    Alias,
    ContextSpec,
    Handler,
    Nested,
    OneOf,
    Struct,
    defaults_of,
    initial_value,
    setter_property,
    spec_of,
)
from igor.jobdsl.element import node
from igor.jobdsl.errors import DslError
from igor.jobdsl.null import NULL, is_null
from igor.jobdsl.requirements import problems
from igor.jobdsl.signature import Signature, are_several, choose, is_sequence, signatures, unselected
from igor.jobdsl.symbols import Option, Symbol, symbol_node, symbols
from igor.jobdsl.templates import is_item

if TYPE_CHECKING:
    from igor.jobdsl.session import Session

#: The field that holds a context's nodes in Java → how the context's kind ends.
_NODE_LISTS = {
    "branchSourceNodes": "BranchSourcesContext", "buildStrategyNodes": "BuildStrategiesContext",
    "columnNodes": "ColumnsContext", "extensions": "GitExtensionContext", "filterNodes": "FiltersContext",
    "projectFactoryNodes": "ProjectFactoryContext", "propertiesNodes": "PropertiesContext",
    "publisherNodes": "PublisherContext", "scmNavigatorNodes": "ScmNavigatorsContext", "scmNodes": "ScmContext",
    "stepNodes": "StepContext", "triggerNodes": "TriggerContext", "wrapperNodes": "WrapperContext",
}  # fmt: skip


_SELECTION = "org.codehaus.groovy.runtime.metaclass.MethodSelectionException"


class Call(msgspec.Struct):
    """One call of a DSL method; parameters are attributes, None where this overload lacks them."""

    context: Context
    method: str
    values: dict[str, Any]
    site: CallSite
    o: Any = None
    raw_closure: Any = None

    def __getattr__(self, name: str) -> Any:
        return self.values.get(name)

    @property
    def closure(self) -> Any:
        """The plain closure (configure block) among the arguments."""
        return next((value for value in self.values.values() if is_closure(value)), None)

    def check(self, condition: object, text: str) -> None:
        """Refuse the call with ``text`` unless ``condition`` holds."""
        if not condition:
            raise DslError(text, self.site)

    def one_of(self, name: str, values: tuple[str, ...] | list[str], separator: str = ", ") -> None:
        """Refuse the argument ``name`` unless it is one of ``values``."""
        self.check(getattr(self, name) in values, f"{name} must be one of {separator.join(values)}")

    def evaluate(self, kind: str, closure: Any) -> Context:
        """Run ``closure`` against a fresh context of that kind."""
        inner = Context(kind, self.context.session, self.context.item, self.site)
        run_in(closure, inner)
        return inner


class Context(HostObject):
    """One context object of a script: holds its options, the nodes it collected, and its configure blocks."""

    def __init__(self, kind: str, session: Session, item: Any = None, site: CallSite | None = None) -> None:
        self.kind = kind
        self.groovy_class = f"javaposse.jobdsl.dsl.{kind}"
        self.session = session
        self.item = item
        self.site = site
        self.spec = spec_of(kind)
        self.options: dict[str, Any] = {name: initial_value(default) for name, default in self.spec.options.items()}
        self.given: set[str] = set()
        self.nodes: list[Node] = []
        self.configure_blocks: list[Any] = []

    def __getattr__(self, name: str) -> Any:
        try:
            return self.__dict__["options"][name]
        except KeyError:
            raise AttributeError(f"{self.__class__.__name__} {self.__dict__.get('kind')} has no {name}") from None

    def invoke_method(self, name: str, arguments: list[Any], site: CallSite) -> Any:
        """Call a DSL method; MISSING lets the enclosing closures and the script answer."""
        values = [plain(value) for value in arguments]
        overloads = self.overloads(name)
        chosen = self._choose(overloads, values) if overloads else None
        if chosen is not None:
            return self._call(*chosen, site)
        if not overloads and len(values) == 1 and self._set_by_name(name, values[0]):
            return None
        return self._call_dynamic(name, values, site)

    def _choose(self, overloads: list[Signature], values: list[Any]) -> tuple[Signature, dict[str, Any]] | None:
        """The overload for the arguments, or for the items of a single list that no overload takes as it is."""
        chosen = choose(overloads, values)
        if chosen is None and not values and are_several(overloads):
            raise HostError(unselected(self.groovy_class, overloads), _SELECTION)
        if chosen is None and len(values) == 1 and isinstance(values[0], list) and not isinstance(values[0], GArray):
            return choose(overloads, values[0]) if values[0] else None
        return chosen

    def _set_by_name(self, name: str, value: Any) -> bool:
        return self.set_property(name, value) or self.set_property(setter_property(name), value)

    def get_property(self, name: str) -> Any:
        """The list of nodes that the Java context keeps under this name: scripts append their own to it."""
        return self.nodes if name in _NODE_LISTS and self.kind.endswith(_NODE_LISTS[name]) else MISSING

    def set_property(self, name: str, value: Any) -> bool:
        """``option = value`` and ``setOption(value)``, which the options' setters in Java allow."""
        if name not in self.spec.options:
            return False
        self.set_option(name, plain(value))
        return True

    def overloads(self, name: str) -> list[Signature]:
        """The signatures of that method; those of another context when this kind is Igor's own."""
        return signatures(self.kind).get(name, [])

    def method_names(self) -> list[str]:
        return [signature.text for overloads in signatures(self.kind).values() for signature in overloads]

    def _call(self, signature: Signature, values: dict[str, Any], site: CallSite) -> Any:
        if (installed := self.session.request.installed_plugins) is not None:
            self.session.tell_missing(problems(installed, self.kind, signature.name), site)
        if signature.deprecated:
            self.session.warn(site, f"{signature.name} is deprecated")
        missing = signature.null_argument(values)
        if missing:
            raise HostError(f"{signature.name}: {missing} must not be null", "java.lang.NullPointerException")
        handler = self.spec.handlers.get(signature.name)
        if handler is not None:
            return self.accept(handler(self._prepare(signature, values, site)))
        if signature.name in self.spec.options:
            self._set_option(signature.name, signature.without_null(values), site)
        elif signature.name == "configure":
            self.configure_blocks.append(next(iter(values.values())))
        else:
            raise DslError(self._refusal(signature.name), site)
        return None

    def _refusal(self, name: str) -> str:
        return (
            f"{name} in {self.kind.rpartition('.')[2]} is a Job DSL method that Igor does not support yet; "
            "write its XML in a configure block instead"
        )

    def _prepare(self, signature: Signature, values: dict[str, Any], site: CallSite) -> Call:
        """Evaluate the closure that the method takes for a context of its own."""
        contextual = [(p.name, p.context) for p in signature.parameters if p.context]
        kind = contextual[0][1] if contextual else self._closure_kind(signature.name)
        call = Call(self, signature.name, values, site)
        if is_item(kind):
            call.raw_closure = values.pop(contextual[0][0], None) if contextual else None
        elif kind:
            call.o = Context(kind, self.session, self.item, site)
            for name, _ in contextual:
                run_in(values.pop(name), call.o)
        return call

    def _closure_kind(self, name: str) -> str:
        overloads = self.overloads(name)
        return next((p.context for s in overloads for p in s.parameters if p.context), "")

    def set_option(self, name: str, value: Any) -> None:
        """Set an option as its method would."""
        self.options[name] = value
        self.given.add(name)

    def _set_option(self, name: str, values: list[Any], site: CallSite) -> None:
        current = self.options[name]
        self.given.add(name)
        allowed = self.spec.options[name]
        if isinstance(allowed, OneOf) and values[0] not in allowed.values:
            raise DslError(f"{name} must be one of {', '.join(allowed.values)}", site)
        if isinstance(current, list):
            for value in values:
                current.extend(value if is_sequence(value) else [value])
        elif isinstance(current, dict):
            current.update(values[0] if isinstance(values[0], dict) else {values[0]: values[1]})
        else:
            self.options[name] = self._replaced(name, values[0] if values else True)

    def _replaced(self, name: str, value: Any) -> Any:
        """The option's new value; null makes a flag false, as Java's fields for flags are primitive."""
        return False if value is NULL and isinstance(self.spec.options[name], bool) else value

    def accept(self, result: Any) -> Any:
        """Collect what a handler made (a node, a list of nodes); an item is handed to the script."""
        if isinstance(result, Node):
            self.nodes.append(result)
        elif isinstance(result, list):
            self.nodes.extend(result)
        return result if isinstance(result, Context) else None

    def _call_dynamic(self, name: str, values: list[Any], site: CallSite) -> Any:
        """Call a plugin's symbol: ``name { … }``, with arguments before the closure where its row names them."""
        key = (self.spec.extends, name)
        closure = values.pop() if values and is_closure(values[-1]) else None
        symbol = symbols(self.session.request.symbols).get(key) if self.spec.extends and key not in DYNAMIC else None
        if symbol is None and key not in DYNAMIC:
            return MISSING
        if values and isinstance(values[0], dict):
            raise DslError(_no_named_arguments(name, values[0]), site)
        if symbol and symbol.parameters and not symbol.takes(len(values)):
            raise DslError(f"{name} is called with other arguments: {symbol.call}", site)
        if values and not (symbol and symbol.parameters):
            return MISSING
        build, defaults = (
            (_symbol_handler(symbol), defaults_of(symbol.options)) if symbol else (DYNAMIC[key], DYNAMIC_OPTIONS[key])
        )
        options = DynamicOptions(name, defaults, self.session, self.item, site)
        for parameter, value in zip(symbol.parameters if symbol else (), values, strict=False):
            options.invoke_method(parameter.rstrip("?"), [value], site)
        run_in(closure, options)
        self.accept(build(Call(self, name, {}, site, options)))
        return None


class DynamicOptions(Context):
    """The inside of a plugin's symbol: ``option(value)`` for each of its fields."""

    def __init__(self, symbol: str, options: dict[str, Any], session: Session, item: Any, site: CallSite) -> None:
        super().__init__(f"{STRUCTS}{symbol}", session, item, site)
        self.spec = ContextSpec(self.kind, options)
        self.options = {name: initial_value(default) for name, default in options.items()}

    def invoke_method(self, name: str, arguments: list[Any], site: CallSite) -> Any:
        default = self.spec.options.get(name)
        if isinstance(default, Alias):
            return self.invoke_method(default.name, arguments, site)
        if name not in self.options or len(arguments) != (0 if default is False and not arguments else 1):
            return MISSING
        self._set_option(name, [self._value(name, default, plain(arguments[0]), site)] if arguments else [], site)
        return None

    def _value(self, name: str, default: Any, given: Any, site: CallSite) -> Any:
        if isinstance(default, Nested):
            inner = Context(default.kind, self.session, self.item, site)
            run_in(given, inner)
            return inner.nodes
        if isinstance(default, Option):
            if problem := default.check(given):
                raise DslError(problem, site)
            return given
        if isinstance(default, Struct):
            fields = DynamicOptions(name, defaults_of(default.options), self.session, self.item, site)
            run_in(given, fields)
            return fields.options
        return given

    def method_names(self) -> list[str]:
        return list(self.options)


def _symbol_handler(symbol: Symbol) -> Handler:
    def handler(a: Call) -> Any:
        missing = ", ".join(symbol.missing(a.o.given))
        a.check(not missing, f"the following options are required and must be specified: {missing}")
        made = symbol_node(symbol.class_name, symbol.options, a.o.options)
        if symbol.extends != "ParameterDefinition":
            return made
        a.check(a.o.options["name"], "Can only add nodes with a 'name' field.")
        a.context.options["parameters"][a.o.options["name"]] = made
        return None

    return handler


def _no_named_arguments(name: str, given: dict[Any, Any]) -> str:
    """Pipeline's way of calling, which Job DSL does not have."""
    options = "; ".join(f"{option}({inspect(value)})" for option, value in given.items())
    return f"{name} takes its options in a closure, not as named arguments: {name} {{ {options} }}"


def plain(value: Any) -> Any:
    """A GString as the text that a ``String`` parameter would receive; anything else as it is."""
    if isinstance(value, GStringValue):
        return str(value)
    if type(value) is list:
        return [plain(item) for item in value]
    return value


def run_in(closure: Any, context: HostObject | None) -> None:
    """Evaluate a DSL closure: its context answers before the enclosing ones."""
    if closure is None:
        return
    closure.delegate = context
    closure.resolve_strategy = DELEGATE_FIRST
    closure.call()


def store(option: str, make: Handler) -> Handler:
    """A handler that sets ``option`` to what ``make`` gives."""
    return lambda call: call.context.set_option(option, make(call))


def collect(option: str, make: Handler) -> Handler:
    """A handler that adds what ``make`` gives (one value or a list) to the list ``option``."""

    def handler(call: Call) -> None:
        made = make(call)
        call.context.options[option].extend(made if isinstance(made, list) else [made])

    return handler


def added(option: str) -> Handler:
    """A handler for a list option that Job DSL adds to with ``+=``, to which null is one more item."""

    def handler(call: Call) -> None:
        given = next(iter(call.values.values()))
        call.context.options[option].extend([NULL] if given is NULL else given)

    return handler


def simple(cls: str, fields: str) -> Handler:
    """A handler for a node whose children are arguments or options, written ``tag`` or ``tag=source``.

    ``tag=!source`` negates; ``tag?=source`` leaves a false or absent value out; ``tag*=source`` writes a null that was
    given; other absent values are empty.
    """
    rows = [_row(field) for field in fields.split()]

    def handler(call: Call) -> Node:
        made = Node(cls)
        for tag, mark, source in rows:
            value = _value_of(call, source)
            if mark == "*" and value is NULL:
                made.append(node(tag, value))
            elif value or mark != "?":
                made.append(Node(tag, value=MISSING if is_null(value) or value == "" else value))
        return made

    return handler


def _row(text: str) -> tuple[str, str, str]:
    """The tag, its mark and the source of a field."""
    marked, _, source = text.partition("=")
    tag = marked.rstrip("?*")
    return tag, marked[len(tag) :], source or tag


def _value_of(call: Call, source: str) -> Any:
    name = source.lstrip("!")
    value = call.values[name] if name in call.values or call.o is None else call.o.options[name]
    return not value if source.startswith("!") else value
