"""What groovyc refuses in a class: members written twice, parents of the wrong kind, what stays abstract or was final.

Source: org.codehaus.groovy.classgen.ClassCompletionVerifier, org.codehaus.groovy.control.ResolveVisitor.
"""

from __future__ import annotations

from collections.abc import Iterator

from igor.groovy import ast
from igor.groovy.class_model import CompiledMethod, GroovyClass, JavaClass
from igor.groovy.compiler.core import Compiler

#: What a class must have to be one of these, and the descriptor in the message.
_REQUIRED: dict[str, tuple[tuple[str, int, str], ...]] = {
    "java.lang.Comparable": (("compareTo", 1, "int compareTo(java.lang.Object)"),),
    "java.lang.Runnable": (("run", 0, "void run()"),),
    "java.util.concurrent.Callable": (("call", 0, "java.lang.Object call()"),),
    "java.util.Comparator": (("compare", 2, "int compare(java.lang.Object, java.lang.Object)"),),
    "java.lang.Iterable": (("iterator", 0, "java.util.Iterator iterator()"),),
    "java.util.Iterator": (("hasNext", 0, "boolean hasNext()"), ("next", 0, "java.lang.Object next()")),
}
_INTERFACES = frozenset(_REQUIRED) | {"java.io.Serializable", "java.lang.Cloneable", "java.util.Map", "java.util.List"}
_FINAL = frozenset(
    f"java.lang.{name}" for name in ("String", "Integer", "Long", "Boolean", "Double", "Character", "Math", "System")
)
_OF_EVERY_OBJECT = frozenset({"toString", "equals", "hashCode", "clone", "finalize", "getProperty", "setProperty",
                              "invokeMethod", "getMetaClass", "setMetaClass", "run"})  # fmt: skip


def check_members(compiler: Compiler, node: ast.ClassDeclaration, cls: GroovyClass) -> None:
    """Refuse two fields, or two methods with the same parameters, of one name; and ``@Override`` of nothing."""
    fields = [one for one in node.members if isinstance(one, (ast.Field, ast.EnumConstant))]
    names = [one.name for one in fields]
    for one in fields:
        if names.count(one.name) > 1:
            raise compiler.error(f"The field '{one.name}' is declared multiple times.", one)
    constructors = [one for one in node.members if isinstance(one, ast.Constructor)]
    if node.kind == "trait" and constructors:
        raise compiler.error(f"Error processing trait '{cls.name}'.  Constructors are not allowed.", node)
    check_methods(compiler, [one for one in node.members if isinstance(one, ast.Method)])


def check_methods(compiler: Compiler, methods: list[ast.Method]) -> None:
    """Refuse the second method with the same name and parameters."""
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for one in methods:
        key = one.name, tuple(_shown(compiler, parameter.type) for parameter in one.parameters)
        if key in seen:
            raise compiler.error(
                f"The method {_signature(compiler, one)}  {{ ... }} duplicates another method of the same signature\n"
                f". At [{one.span.line}:{one.span.column}] ",
                one,
            )
        seen.add(key)


def _signature(compiler: Compiler, node: ast.Method) -> str:
    visible = [word for word in ("public", "protected", "private") if word in node.modifiers] or ["public"]
    words = [*visible, *(word for word in ("static", "final", "abstract") if word in node.modifiers)]
    parameters = ", ".join(f"{_shown(compiler, one.type)} {one.name}" for one in node.parameters)
    return f"{' '.join(words)} {_result(compiler, node.return_type)} {node.name}({parameters})"


def _result(compiler: Compiler, type_: ast.TypeRef | None) -> str:
    return "void" if type_ is not None and type_.name == "void" else compiler.type_name(type_)


def _shown(compiler: Compiler, type_: ast.TypeRef | None) -> str:
    """The type's name, as it is written when it is not known."""
    resolved = compiler.type_name(type_)
    unknown = type_ is not None and resolved.startswith("java.lang.Object") and type_.name != "Object"
    return type_.name + "[]" * type_.dimensions if unknown and type_ is not None else resolved


def check_parents(compiler: Compiler, node: ast.ClassDeclaration, cls: GroovyClass) -> None:
    """Refuse ``extends`` of an interface or a final class and ``implements`` of a class."""
    if node.kind != "class":
        return
    if node.superclass is not None:
        parent = compiler.find_class(node.superclass.name)
        if _is_interface(parent):
            raise compiler.error(
                f"You are not allowed to extend the interface '{parent.name}', use implements instead.", node
            )
        if _is_final(parent):
            raise compiler.error(f"You are not allowed to overwrite the final class '{parent.name}'.", node)
    for type_ in node.interfaces:
        parent = compiler.find_class(type_.name)
        if isinstance(parent, GroovyClass) and parent.kind in ("class", "enum"):
            raise compiler.error(
                f"You are not allowed to implement the class '{parent.name}', use extends instead.", node
            )


def _is_interface(parent: object) -> bool:
    if isinstance(parent, GroovyClass):
        return parent.kind == "interface"
    return isinstance(parent, JavaClass) and parent.name in _INTERFACES


def _is_final(parent: object) -> bool:
    if isinstance(parent, GroovyClass):
        return parent.is_final
    return isinstance(parent, JavaClass) and parent.name in _FINAL


def check_complete(compiler: Compiler, node: ast.ClassDeclaration, cls: GroovyClass) -> None:
    """Once all classes of a file are compiled: refuse what is left abstract, and overriding of final methods."""
    if node.kind == "class":
        _check_overriding(compiler, node, cls)
        if not cls.is_abstract and not cls.all_delegates():
            _check_abstract(compiler, node, cls)
    for member in node.members:
        if isinstance(member, ast.ClassDeclaration):
            check_complete(compiler, member, cls.inner[member.name])


def _check_abstract(compiler: Compiler, node: ast.ClassDeclaration, cls: GroovyClass) -> None:
    for descriptor in _left_abstract(cls):
        raise compiler.error(
            "Can't have an abstract method in a non-abstract class. "
            f"The class '{cls.name}' must be declared abstract or the method '{descriptor}' must be implemented.",
            node,
        )


def _left_abstract(cls: GroovyClass) -> Iterator[str]:
    lineage = cls.lineage()
    for one in lineage:
        for name, methods in one.methods.items():
            for method in methods:
                if method.is_abstract and not _is_implemented(cls, name, method):
                    yield f"{method.result} {name}({', '.join(method.parameter_types)})"
    for parent in {parent.name for one in lineage for parent in one.interfaces if isinstance(parent, JavaClass)}:
        for name, count, descriptor in _REQUIRED.get(parent, ()):
            if not any(method.fewest <= count <= len(method.parameter_types) for method in cls.candidates(name)):
                yield descriptor


def _is_implemented(cls: GroovyClass, name: str, method: CompiledMethod) -> bool:
    count = len(method.parameter_types)
    if any(one.fewest <= count <= len(one.parameter_types) for one in cls.candidates(name)):
        return True
    return name in _OF_EVERY_OBJECT or _is_accessor(cls, name)


def _is_accessor(cls: GroovyClass, name: str) -> bool:
    """Whether a property implements it."""
    short = name[2:] if name.startswith("is") else name[3:] if name.startswith(("get", "set")) else ""
    return bool(short) and cls.find_field(short[0].lower() + short[1:]) is not None


def _check_overriding(compiler: Compiler, node: ast.ClassDeclaration, cls: GroovyClass) -> None:
    parents = cls.lineage()[1:]
    for member in node.members:
        if not isinstance(member, ast.Method):
            continue
        types = tuple(compiler.type_name(one.type) for one in member.parameters)
        same = [
            (parent, one) for parent in parents for one in parent.methods.get(member.name, ())
            if one.parameter_types == types
        ]  # fmt: skip
        for parent, one in same:
            if one.is_final:
                raise compiler.error(
                    f"You are not allowed to override the final method {member.name}({', '.join(types)}) "
                    f"from class '{parent.name}'.",
                    member,
                )
        _check_override(compiler, member, cls, bool(same))


def _check_override(compiler: Compiler, member: ast.Method, cls: GroovyClass, overrides: bool) -> None:
    marks = [one for one in member.annotations if one.name in ("Override", "java.lang.Override")]
    if not marks or overrides or member.name in _OF_EVERY_OBJECT or _has_unknown_parents(cls):
        return
    count = len(member.parameters)
    if not any(
        len(one.parameter_types) == count for parent in cls.lineage()[1:] for one in parent.methods.get(member.name, ())
    ):
        raise compiler.error(
            f"Method '{member.name}' from class '{cls.name}' does not override method from its superclass or "
            "interfaces but is annotated with @Override.",
            marks[0],
        )


def _has_unknown_parents(cls: GroovyClass) -> bool:
    return any(isinstance(parent, JavaClass) for one in cls.lineage() for parent in (one.superclass, *one.interfaces))
