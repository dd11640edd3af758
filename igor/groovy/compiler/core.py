"""The compiler's heart: one object per source file, tables from node type to compile function."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from igor.groovy import ast
from igor.groovy.casts import ArrayCaster, caster
from igor.groovy.class_casts import class_caster
from igor.groovy.class_model import GroovyClass, JavaClass
from igor.groovy.closure import ClosureValue
from igor.groovy.coercion import as_groovy_class, constructed, java_constructing
from igor.groovy.compiler.scope import FunctionScope, Local, Outlines
from igor.groovy.errors import GROOVY_BUG, GroovySyntaxError
from igor.groovy.host import CallSite
from igor.groovy.java_types import DEFAULT_IMPORTS, FORBIDDEN, PARENTS, PRIMITIVES
from igor.groovy.runtime import Frame, Runtime
from igor.groovy.runtime_errors import GroovyRuntimeError, refused

Code = Callable[[Frame], Any]
EXPRESSIONS: dict[type, Callable[[Compiler, Any], Code]] = {}
STATEMENTS: dict[type, Callable[[Compiler, Any], Code]] = {}


def expression(*kinds: type) -> Callable[[Callable[..., Code]], Callable[..., Code]]:
    """Register a function ``(compiler, node) -> Code`` for expression nodes."""

    def register(function: Callable[..., Code]) -> Callable[..., Code]:
        for kind in kinds:
            EXPRESSIONS[kind] = function
        return function

    return register


def statement(*kinds: type) -> Callable[[Callable[..., Code]], Callable[..., Code]]:
    """Register a function ``(compiler, node) -> Code`` for statement nodes; the code gives a signal or None."""

    def register(function: Callable[..., Code]) -> Callable[..., Code]:
        for kind in kinds:
            STATEMENTS[kind] = function
        return function

    return register


class Jumps:
    """What ``break`` and ``continue`` can leave at the place that is being compiled."""

    __slots__ = ("labels", "loops", "switches")

    def __init__(self) -> None:
        self.loops = 0
        self.switches = 0
        self.labels: set[str] = set()


class Compiler:
    """Compiles one source file for one runtime.

    ``class_`` is the class whose members are being compiled (the script's class at the top), ``static`` whether
    there is no ``this`` object, ``scope`` the function's variables, ``function`` its name in stacks.
    """

    def __init__(self, rt: Runtime, file_name: str, script_name: str, package: str | None) -> None:
        self.rt = rt
        self.file_name = file_name
        self.script_name = script_name
        self.package = package
        self.names: dict[str, Any] = {}
        self.star_packages: list[str] = []
        self.static_imports: dict[str, tuple[Any, str]] = {}
        self.static_stars: list[Any] = []
        self.class_ = GroovyClass(script_name, "class", None)
        self.static = False
        #: Inside of the object of a property that is no plain name.
        self.in_owner = False
        self.scope = FunctionScope("method", frozenset())
        self.function = "run"
        self.outlines = Outlines()
        #: Of each closure, by its node; one of a spread map is compiled twice and has two.
        self.closure_names: dict[int, list[str]] = {}
        #: Of each large literal, by its type and text: a class has one object for equal ones.
        self.constants: dict[tuple[Any, str], Any] = {}
        self.anonymous_count = 0
        self.closure_class = ""
        self.type_variables: set[str] = set()
        #: What is done to the code of each expression: set while the condition of an ``assert`` is compiled.
        self.watch: Callable[[Compiler, Any, Code], Code] | None = None
        self.jumps = Jumps()
        #: The classes that ``@Newify`` makes without ``new``; None outside of it.
        self.newified: frozenset[str] | None = None
        #: Whether the method that is being compiled gives nothing.
        self.void = False

    def compile_expression(self, node: Any) -> Code:
        """The code of an expression: called with a frame, it gives the value."""
        compile_node = EXPRESSIONS.get(type(node))
        if compile_node is None:
            raise self.error("this cannot stand here as a value", node)
        code = compile_node(self, node)
        return code if self.watch is None else self.watch(self, node, code)

    def compile_statement(self, node: Any) -> Code:
        """The code of a statement: called with a frame, it gives None or a control signal."""
        if node.labels:
            self.jumps.labels.update(node.labels)
        return STATEMENTS[type(node)](self, node)

    def call_site(self, node: ast.Node) -> CallSite:
        """Where the node stands."""
        return CallSite(self.file_name, node.span.line, node.span.column)

    @property
    def in_closure(self) -> bool:
        """Whether a bare name goes through a closure's delegation."""
        return self.scope.kind == "closure"

    def declare(self, name: str, coerce: Any, node: ast.Node) -> Local:
        """A new variable; refused at ``node`` when the function or one around the closure has one of that name."""
        if self.scope.holds(name):
            raise self.error(f"The current scope already contains a variable of the name {name}", node)
        return self.scope.declare(name, coerce)

    @contextmanager
    def function_scope(self, scope: FunctionScope, function: str) -> Iterator[FunctionScope]:
        """Compile inside another function."""
        saved = self.scope, self.function, self.watch, self.jumps, self.void
        self.scope, self.function, self.watch, self.jumps = scope, function, None, Jumps()
        self.void = self.void and scope.kind == "method"
        try:
            yield scope
        finally:
            self.scope, self.function, self.watch, self.jumps, self.void = saved

    @contextmanager
    def block(self) -> Iterator[None]:
        """Compile inside a block of the same function."""
        self.scope.push()
        try:
            yield
        finally:
            self.scope.pop()

    def error(self, message: str, node: ast.Node) -> GroovySyntaxError:
        """A compile error at a node."""
        lines = self.rt.sources.get(self.file_name, "").split("\n")
        line = lines[node.span.line - 1] if 0 < node.span.line <= len(lines) else ""
        return GroovySyntaxError(
            message, file_name=self.file_name, line=node.span.line, column=node.span.column, source_line=line
        )

    def bug(self, message: str, node: ast.Node) -> GroovySyntaxError:
        """What groovyc calls a bug of its own (GroovyBugError): it fails at the node."""
        return self.error(f"{GROOVY_BUG} in source unit '{self.file_name}' {message}", node)

    # --- names of types ---------------------------------------------------------------------------------------------

    def find_class(self, name: str) -> Any:
        """What a class name means here: GroovyClass, JavaClass, a host's value, or None."""
        cls: GroovyClass | None = self.class_
        while cls is not None:
            found = _inner_class(cls, name)
            if found is not None:
                return found
            cls = cls.outer
        if name in self.names:
            return self.names[name]
        return self._find_by_import(name)

    def _find_by_import(self, name: str) -> Any:
        rt = self.rt
        if name in rt.options.imports:
            return rt.options.imports[name]
        if "." in name:
            return self._find_qualified(name)
        for package in [*([self.package] if self.package is not None else [""]), *self.star_packages]:
            full = f"{package}.{name}" if package else name
            found = rt.classes.get(full) or rt.loader.load(full)
            if found is not None:
                return found
            if full in PARENTS:
                return JavaClass(full)
        if name in DEFAULT_IMPORTS:
            return JavaClass(DEFAULT_IMPORTS[name])
        return Forbidden(name) if name in FORBIDDEN else None

    def _find_qualified(self, name: str) -> Any:
        rt = self.rt
        found = rt.classes.get(name) or rt.loader.load(name)
        if found is not None:
            return found
        if name in PARENTS or name.replace(".", "$") in PARENTS:
            return JavaClass(name)
        outer, _, inner = name.rpartition(".")
        simple = inner
        if simple in rt.options.imports and outer[:1].islower():
            return rt.options.imports[simple]
        if outer[:1].isupper() or ("." in outer and outer.rpartition(".")[2][:1].isupper()):
            return self._find_nested(outer, inner)
        if simple in FORBIDDEN and outer.startswith(("java", "groovy", "jenkins", "hudson", "sun", "org.codehaus")):
            return Forbidden(name)
        return None

    def _find_nested(self, outer: str, inner: str) -> Any:
        cls = self.find_class(outer)
        if isinstance(cls, GroovyClass):
            return cls.inner.get(inner)
        if isinstance(cls, JavaClass) and f"{cls.name}${inner}" in PARENTS:
            return JavaClass(f"{cls.name}${inner}")
        return None

    def type_name(self, type_: ast.TypeRef | None) -> str:
        """The Java name of a written type, ``java.lang.Object`` when there is none or it is not known."""
        if type_ is None or type_.name in self.type_variables:
            return "java.lang.Object" + "[]" * (type_.dimensions if type_ else 0)
        return self._element_name(type_) + "[]" * type_.dimensions

    def _element_name(self, type_: ast.TypeRef) -> str:
        if type_.name in PRIMITIVES:
            return type_.name
        cls = self.find_class(type_.name)
        if isinstance(cls, (GroovyClass, JavaClass)):
            return cls.name
        return str(getattr(cls, "groovy_class", "") or "java.lang.Object")

    def type_caster(self, type_: ast.TypeRef | None) -> Callable[[Any], Any] | None:
        """What storing a value in a variable of that type does to it; None for nothing."""
        if type_ is None or type_.name in self.type_variables:
            return None
        if type_.dimensions:
            item = ast.TypeRef(type_.name, type_.arguments, type_.dimensions - 1)
            component = self.type_name(item)
            return ArrayCaster(component, self.type_caster(item) or caster(component))
        if type_.name not in PRIMITIVES:
            cls = self.find_class(type_.name)
            if isinstance(cls, GroovyClass):
                return _own_caster(self.rt, cls)
            if not isinstance(cls, JavaClass):
                return None
            return java_constructing(self.rt, cls)
        return caster(self.type_name(type_))

    def class_value(self, name: str, node: ast.Node) -> Any:
        """The class a name must mean; refuses forbidden ones when compiled, unknown ones with Groovy's words."""
        found = self.find_class(name)
        if found is None:
            raise self.error(f"unable to resolve class {name}", node)
        return found


def _own_caster(rt: Runtime, cls: GroovyClass) -> Callable[[Any], Any]:
    """To a variable of a script's class: closures become objects of interfaces, lists and maps become arguments."""
    cast = class_caster(cls)
    if cls.kind in ("interface", "trait"):
        return lambda value: as_groovy_class(rt, value, cls) if isinstance(value, ClosureValue) else cast(value)
    if cls.kind != "class":
        return cast
    return lambda value: constructed(rt, value, cls) if isinstance(value, (list, dict)) else cast(value)


class Forbidden:
    """A class of Java that exists but that the sandbox keeps scripts from."""

    def __init__(self, name: str) -> None:
        self.name = name

    def error(self) -> GroovyRuntimeError:
        """The refusal."""
        return refused(f"the class {self.name}", FORBIDDEN.get(self.name.rpartition(".")[2], ""))


def _inner_class(cls: GroovyClass, name: str) -> GroovyClass | None:
    if cls.simple_name == name:
        return cls
    for one in cls.lineage():
        if name in one.inner:
            return one.inner[name]
    return None
