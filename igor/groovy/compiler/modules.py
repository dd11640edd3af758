"""Whole source files: imports, classes, the script itself; and the loader that finds helper classes by name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from igor.groovy import ast
from igor.groovy.class_model import GroovyClass, JavaClass
from igor.groovy.compiler import (  # noqa: F401 - they register compile functions
    creation,
    exceptions,
    operations,
    property_access,
)
from igor.groovy.compiler.annotation_checks import check_annotations
from igor.groovy.compiler.array_literals import as_array
from igor.groovy.compiler.class_checks import check_complete, check_methods
from igor.groovy.compiler.classes import (
    anonymous_class,
    declare_class,
    declare_field,
    expression_function,
    fill_class,
    link_class,
)
from igor.groovy.compiler.closure_names import name_closures, script_parts
from igor.groovy.compiler.core import Code, Compiler, Forbidden
from igor.groovy.compiler.functions import compile_function, compile_method
from igor.groovy.compiler.variables import cell_of
from igor.groovy.construct import super_construct
from igor.groovy.errors import GroovySyntaxError
from igor.groovy.java_types import PARENTS
from igor.groovy.parser import parse
from igor.groovy.runtime import Runtime, ScriptObject
from igor.groovy.runtime_errors import GroovyRuntimeError

_PARSED: dict[tuple[str, str], ast.Module] = {}
_KEPT = 200
_IGNORED_PACKAGES = ("javaposse.", "hudson.", "jenkins.", "com.cloudbees.", "org.jenkinsci.", "java.", "javax.",
                     "groovy.",
                     "org.codehaus.groovy.")  # fmt: skip


def parse_cached(source: str, file_name: str) -> ast.Module:
    """Parse, or take the tree of the same text parsed before."""
    module = _PARSED.get((file_name, source))
    if module is None:
        if len(_PARSED) >= _KEPT:
            _PARSED.clear()
        module = _PARSED[file_name, source] = parse(source, file_name)
    return module


def script_class_name(file_name: str) -> str:
    """Groovy's name for a script's class: the file's base name with what is no identifier replaced."""
    base = Path(file_name).name.rpartition(".")[0] or Path(file_name).name
    return "".join(char if char.isalnum() or char in "_$" else "_" for char in base) or "Script1"


class Script:
    """A compiled script: its class, and ``run(this, [])``."""

    def __init__(self, cls: GroovyClass, run: Callable[..., Any], initializers: list[Callable[[Any], None]]) -> None:
        self.cls = cls
        self.run = run
        self.initializers = initializers


def compile_module(rt: Runtime, module: ast.Module, file_name: str) -> Script:
    """Compile a file: its classes are added to the runtime, its statements become the script."""
    compiler = Compiler(rt, file_name, script_class_name(file_name), module.package)
    script = compiler.class_
    script.kind = "script"
    script.method_names = {method.name for method in module.methods}
    script.superclass = JavaClass("groovy.lang.Script")
    _declare_classes(compiler, module)
    add_imports(compiler, module)
    shells = [(node, compiler.names[node.name]) for node in module.classes]
    for node, cls in shells:
        link_class(compiler, node, cls)
    module = _with_base_script(compiler, module, script)
    _declare_script_fields(compiler, module, script)
    for node, cls in shells:
        fill_class(compiler, node, cls)
    for node, cls in shells:
        check_complete(compiler, node, cls)
    check_methods(compiler, list(module.methods))
    return _compile_script(compiler, module, script)


def _declare_classes(compiler: Compiler, module: ast.Module) -> None:
    for node in module.classes:
        cls = declare_class(compiler, node, None)
        compiler.names[node.name] = cls
        compiler.rt.classes[cls.name] = cls
        _register_inner(compiler.rt, cls)


def _register_inner(rt: Runtime, cls: GroovyClass) -> None:
    for inner in cls.inner.values():
        rt.classes[inner.name] = inner
        _register_inner(rt, inner)


def add_imports(compiler: Compiler, module: ast.Module) -> None:
    """Bring in what the file imports; a class that nobody knows is an error, as in Groovy."""
    for node in module.imports:
        check_annotations(compiler, node.annotations)
        if node.static:
            _add_static_import(compiler, node)
        elif node.star:
            compiler.star_packages.append(node.name)
        else:
            found = compiler.find_class(node.name)
            simple = node.alias or node.name.rpartition(".")[2]
            if found is None and not _is_harmless(node.name):
                raise compiler.error(f"unable to resolve class {node.name}", node)
            compiler.names[simple] = found if found is not None else _unknown(node.name)


def _is_harmless(name: str) -> bool:
    """Types of Jenkins and its kind may be named in declarations; using one says that it is not there."""
    return name.startswith(_IGNORED_PACKAGES)


def _unknown(name: str) -> Any:
    return JavaClass(name) if name in PARENTS else Forbidden(name)


def _add_static_import(compiler: Compiler, node: ast.Import) -> None:
    owner = compiler.find_class(node.name)
    if owner is None or isinstance(owner, Forbidden):
        raise compiler.error(f"unable to resolve class {node.name}", node)
    if node.star or node.member is None:
        compiler.static_stars.append(owner)
    else:
        compiler.static_imports[node.alias or node.member] = (owner, node.member)


def _field_declaration(node: Any) -> ast.Declaration | None:
    """``@Field def x = 1`` at the top of a script."""
    return _annotated_declaration(node, "Field")


def _annotated_declaration(node: Any, name: str) -> ast.Declaration | None:
    if isinstance(node, ast.ExpressionStatement) and isinstance(node.expression, ast.Declaration):
        names = {annotation.name.rpartition(".")[2] for annotation in node.expression.annotations}
        return node.expression if name in names else None
    return None


def _with_base_script(compiler: Compiler, module: ast.Module, script: GroovyClass) -> ast.Module:
    """``@BaseScript Base x``: the script's class extends ``Base``; ``x`` is the script."""
    statements = []
    for node in module.statements:
        declaration = _annotated_declaration(node, "BaseScript")
        if declaration is None:
            statements.append(node)
            continue
        target = declaration.targets[0]
        if target.type is not None:
            script.superclass = _script_class(compiler, target.type.name, target)
        this = ast.Declaration(declaration.targets, ast.Variable("this", span=target.span), span=declaration.span)
        statements.append(ast.ExpressionStatement(this, span=node.span))
    return ast.Module(
        module.package, module.imports, tuple(statements), module.methods, module.classes, span=module.span
    )


def _script_class(compiler: Compiler, name: str, place: ast.Node) -> GroovyClass | JavaClass:
    found = compiler.class_value(name, place)
    if isinstance(found, GroovyClass) and found.java_root() == "groovy.lang.Script":
        return found
    if isinstance(found, JavaClass) and found.name == "groovy.lang.Script":
        return found
    raise compiler.error(f"@BaseScript: {name} does not extend groovy.lang.Script", place)


def _declare_script_fields(compiler: Compiler, module: ast.Module, script: GroovyClass) -> None:
    for node in module.statements:
        declaration = _field_declaration(node)
        for target in declaration.targets if declaration else ():
            declare_field(compiler, ast.Field(target.name, target.type, None), script)


def _compile_script(compiler: Compiler, module: ast.Module, script: GroovyClass) -> Script:
    fields = [declaration for node in module.statements if (declaration := _field_declaration(node))]
    body = ast.Block(tuple(node for node in module.statements if _field_declaration(node) is None))
    name_closures(compiler, script.name, script_parts(fields, body, module.methods))
    for method in module.methods:
        script.methods.setdefault(method.name, []).append(compile_method(compiler, method, script))
    initializers = [_field_initializer(compiler, field, script) for field in fields]
    main = compile_function(compiler, (), body, "run", ast.Span(1, 1, 1, 1))
    return Script(script, main.run, initializers)


def _field_initializer(compiler: Compiler, node: ast.Declaration, script: GroovyClass) -> Callable[[Any], None]:
    infos = [script.fields[target.name] for target in node.targets]
    run = expression_function(compiler, as_array(node.value, infos[0].coerce), script, False)

    def initialize(this: Any) -> None:
        value = run(this, [])
        for info in infos:
            this.fields[info.name] = info.coerce(value) if info.coerce and value is not None else value

    return initialize


class Loader:
    """Finds helper classes below ``Options.class_roots`` and compiles each file once."""

    def __init__(self, rt: Runtime) -> None:
        self.rt = rt
        self.missing: set[str] = set()
        self.loading: set[str] = set()

    def load(self, name: str) -> GroovyClass | None:
        """The class of that full name, or None."""
        if name in self.missing or not name.replace(".", "").replace("_", "").isalnum():
            return None
        for root in self.rt.options.class_roots:
            path = root.joinpath(*name.split(".")).with_suffix(".groovy")
            if path.is_file():
                return self._load_file(path, name)
        self.missing.add(name)
        return None

    def _load_file(self, path: Path, name: str) -> GroovyClass | None:
        if name in self.loading:
            return self.rt.classes.get(name)
        self.loading.add(name)
        try:
            source = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise GroovySyntaxError(
                f"cannot read the class {name}: {error}", file_name=str(path), line=1, column=1
            ) from None
        self.rt.sources[str(path)] = source
        compile_module(self.rt, parse_cached(source, str(path)), str(path))
        return self.rt.classes.get(name)

    def run_text(self, source: str, file_name: str, binding: dict[str, Any], base: Any = None) -> Any:
        """Run source text as a script of its own with this binding."""
        self.rt.sources[file_name] = source
        script = compile_module(self.rt, parse_cached(source, file_name), file_name)
        this = ScriptObject(script.cls, binding, base)
        if isinstance(script.cls.superclass, GroovyClass):
            super_construct(self.rt, this, script.cls, [])
        for initialize in script.initializers:
            initialize(this)
        return script.run(this, [])

    def evaluate(self, source: str, script: ScriptObject, file_name: str = "Script1.groovy") -> Any:
        """``evaluate(text)`` of a script: the same binding and host methods; what is broken in it may be caught."""
        try:
            return self.run_text(source, file_name, script.binding, script.base)
        except GroovySyntaxError as error:
            shown = f"   {error.source_line}\n   {' ' * (error.column - 1)}^"
            message = f"{error.startup_failed()}\n{shown}\n\n1 error\n"
            raise GroovyRuntimeError(
                "org.codehaus.groovy.control.MultipleCompilationErrorsException", message
            ) from error

    def compile_anonymous(self, compiler: Compiler, node: ast.New) -> tuple[GroovyClass, list[Code]]:
        """The class of an anonymous ``new`` and the code that fetches the variables it uses."""
        cls, sources = anonymous_class(compiler, node)
        return cls, [cell_of(source) for source in sources]
