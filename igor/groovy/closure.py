"""Closures: code with its captured variables, owner, delegate and resolve strategy (``groovy.lang.Closure``)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from igor.groovy.ast import Span
from igor.groovy.host import OWNER_FIRST, CallSite
from igor.groovy.identities import identity_hash
from igor.groovy.messages import missing_method
from igor.groovy.runtime import BREAKDOWNS, Frame, FunctionInfo, Runtime
from igor.groovy.runtime_errors import GroovyRuntimeError
from igor.groovy.signatures import closure_methods

Binder = Callable[[Frame, "tuple[Any, ...]"], bool]


class ClosureCode:
    """What all closures of one ``{ … }`` in the source share.

    ``bind`` puts arguments into the frame (False: they do not fit), ``body`` runs the statements.
    """

    __slots__ = ("bind", "body", "class_name", "info", "parameter_count", "parameter_text", "parameter_types", "size")

    def __init__(self, class_name: str, info: FunctionInfo) -> None:
        self.class_name = class_name
        self.info = info
        self.parameter_count = 1
        self.parameter_text = "java.lang.Object"
        self.parameter_types: tuple[str, ...] = ("java.lang.Object",)
        self.size = 1
        self.bind: Binder = lambda frame, arguments: True
        self.body: Callable[[Frame], Any] = lambda frame: None


class ClosureValue:
    """A closure as scripts and hosts hold it."""

    __slots__ = ("captured", "code", "delegate", "owner", "resolve_strategy", "rt", "this_object")

    def __init__(self, rt: Runtime, code: ClosureCode, owner: Any, this_object: Any, captured: list[Any]) -> None:
        self.rt = rt
        self.code = code
        self.owner = owner
        self.delegate = owner
        self.this_object = this_object
        self.resolve_strategy = OWNER_FIRST
        self.captured = captured

    @property
    def java_class(self) -> str:
        """``Script1$_run_closure1``."""
        return self.code.class_name

    @property
    def parameter_count(self) -> int:
        """Groovy's ``maximumNumberOfParameters``: 1 for an implicit ``it``."""
        return self.code.parameter_count

    @property
    def parameter_types(self) -> tuple[str, ...]:
        """Java type names of the parameters."""
        return self.code.parameter_types

    @property
    def site(self) -> CallSite:
        """Where the closure begins."""
        return self.code.info.call_site()

    def call(self, *arguments: Any) -> Any:
        """Run it with these arguments; raises MissingMethodException when they do not fit."""
        rt = self.rt
        code = self.code
        frame = Frame(code.size, self.this_object, self)
        if rt.depth >= rt.budget.call_depth:
            raise rt.too_deep()
        rt.depth += 1
        rt.steps += 1
        try:
            if rt.steps > rt.limit:
                rt.look()
            if not code.bind(frame, arguments):
                raise self._no_call(list(arguments))
            return code.body(frame)
        except GroovyRuntimeError as error:
            error.regain_stack()
            code.info.leave(error, frame)
            raise
        except BREAKDOWNS as error:
            failure = rt.breakdown(error)
            code.info.leave(failure, frame)
            raise failure from None
        finally:
            rt.depth -= 1

    def call_by_name(self, name: str, arguments: list[Any]) -> Any:
        """``closure.call(arguments)`` or ``closure(arguments)`` of a script: an error names the method it called."""
        try:
            return self.call(*arguments)
        except GroovyRuntimeError as error:
            text = error.groovy_message or ""
            wrong = f"No signature of method: {self.java_class}.doCall() is"
            if error.value is None and not error.named and text.startswith(wrong):
                error.groovy_message = self._no_call(arguments, name).groovy_message
                error.named = True
            raise

    def _no_call(self, arguments: list[Any], name: str = "doCall") -> GroovyRuntimeError:
        code = self.code
        known = closure_methods(code.parameter_types, not code.parameter_text and code.parameter_count == 1)
        return missing_method(code.class_name, name, arguments, known)

    def clone(self) -> ClosureValue:
        """A copy whose delegate and strategy can be set without touching this one."""
        copy = ClosureValue(self.rt, self.code, self.owner, self.this_object, self.captured)
        copy.delegate = self.delegate
        copy.resolve_strategy = self.resolve_strategy
        return copy

    def to_text(self) -> str:
        """``Script1$_run_closure1@1b2c3d``."""
        return f"{self.java_class}@{identity_hash(self):x}"

    def __repr__(self) -> str:
        return f"<closure {self.site.file_name}:{self.site.line}>"


class DerivedClosure(ClosureValue):
    """A closure made from another one or from a method: ``run`` takes the arguments.

    Delegate and strategy are handed on to ``base`` and to ``partner``, the other closure of a composition, as
    CurriedClosure and ComposedClosure do.
    """

    __slots__ = ("base", "count", "partner", "run", "types")

    def __init__(
        self,
        base: ClosureValue,
        count: int,
        run: Callable[..., Any],
        types: tuple[str, ...] = (),
        partner: ClosureValue | None = None,
    ) -> None:
        super().__init__(base.rt, base.code, base.owner, base.this_object, [])
        self.partner = partner
        self.base = base
        self.count = count
        self.run = run
        self.types = types

    @property
    def parameter_count(self) -> int:
        return self.count

    @property
    def parameter_types(self) -> tuple[str, ...]:
        return self.types or ("java.lang.Object",) * self.count

    def call(self, *arguments: Any) -> Any:
        base = self.base
        if self.delegate is not base.delegate or self.resolve_strategy != base.resolve_strategy:
            base.delegate, base.resolve_strategy = self.delegate, self.resolve_strategy
            if self.partner is not None:
                self.partner.delegate, self.partner.resolve_strategy = self.delegate, self.resolve_strategy
        return self.run(*arguments)

    def clone(self) -> ClosureValue:
        copy = DerivedClosure(self.base, self.count, self.run, self.types, self.partner)
        copy.delegate = self.delegate
        copy.resolve_strategy = self.resolve_strategy
        return copy

    def call_by_name(self, name: str, arguments: list[Any]) -> Any:
        """What is wrong with the arguments is said of the closure inside, by the method that it has."""
        try:
            return self.call(*arguments)
        except GroovyRuntimeError as error:
            error.named = True
            raise


class MethodClosure(ClosureValue):
    """``object.&name``."""

    __slots__ = ("invoke", "method")

    java_class = "org.codehaus.groovy.runtime.MethodClosure"

    def __init__(self, rt: Runtime, owner: Any, method: str, invoke: Callable[..., Any], site: CallSite) -> None:
        super().__init__(
            rt,
            ClosureCode(
                self.java_class,
                FunctionInfo(method, site.file_name, Span(site.line, site.column, site.line, site.column)),
            ),
            owner,
            owner,
            [],
        )
        self.method = method
        self.invoke = invoke

    def call(self, *arguments: Any) -> Any:
        return self.invoke(*arguments)

    def clone(self) -> ClosureValue:
        return MethodClosure(self.rt, self.owner, self.method, self.invoke, self.site)
