"""Types that a script writes down: those that nobody can mean are refused, as groovyc refuses them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from igor.groovy import ast
from igor.groovy.class_model import JavaClass
from igor.groovy.compiler.core import Compiler
from igor.groovy.java_types import PRIMITIVES

_KNOWN = Path(__file__).parents[1] / "known_types.txt"
#: A short name in capitals is a type variable, which the tree does not keep.
_LONGEST_VARIABLE = 2
_BOXES = frozenset(PRIMITIVES.values())


@cache
def _known_names() -> frozenset[str]:
    lines = _KNOWN.read_text(encoding="utf-8").splitlines()
    return frozenset(name for line in lines if not line.startswith("#") for name in line.split())


def require_type(compiler: Compiler, type_: ast.TypeRef | None, place: ast.Node | None = None) -> None:
    """Refuse a simple name of a type that is neither declared, imported nor built in, at ``place`` or where it stands.

    Names below a package are let pass, and so is everything where a host has imports of its own: a Jenkins has more
    classes than Igor knows.

    Raises:
        GroovySyntaxError: in the words of org.codehaus.groovy.control.ResolveVisitor.
    """
    if type_ is None or type_.name in PRIMITIVES:
        return
    for argument in type_.arguments:
        require_type(compiler, argument)
    if not may_exist(compiler, type_.name):
        raise compiler.error(f"unable to resolve class {type_.name}", place or type_)


def _is_member(compiler: Compiler, name: str) -> bool:
    """Whether it is a class of Java with a name after it that no class has: ``Double.NaN``, ``List.size``."""
    owner, _, last = name.rpartition(".")
    found = compiler.find_class(owner) if owner and "." not in owner else None
    return isinstance(found, JavaClass) and (found.name in _BOXES or last[0].islower())


def may_exist(compiler: Compiler, name: str) -> bool:
    """Whether a name can be that of a class, as far as Igor knows."""
    if _is_member(compiler, name):
        return False
    if compiler.find_class(name) is not None or "." in name or not name.isidentifier():
        return True
    if name.isupper() and len(name) <= _LONGEST_VARIABLE:
        return True
    options = compiler.rt.options
    if options.imports or options.script_base is not None or compiler.star_packages:
        return True
    return name in compiler.type_variables or name in _known_names()
