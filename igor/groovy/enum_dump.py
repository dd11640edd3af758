"""What Groovy's conversion phase adds to every enum: fields, methods and the static initialiser.

Source: org.codehaus.groovy.classgen.EnumVisitor.
"""

from __future__ import annotations

_VALUES = "(field $VALUES)"
_NEXT = (
    '(def "next" {name} () (block (x (decl (v ordinal) (call! (call! this "ordinal" []) "next" []))) '
    '(if (bin >= ordinal (call! (field $VALUES) "size" [])) (block (x (bin = ordinal Integer:0))) (nop)) '
    '(return (call! (field $VALUES) "getAt" [ordinal]))))'
)
_PREVIOUS = (
    '(def "previous" {name} () (block (x (decl (v ordinal) (call! (call! this "ordinal" []) "previous" []))) '
    "(if (bin < ordinal Integer:0) "
    '(block (x (bin = ordinal (call! (call! (field $VALUES) "size" []) "minus" [Integer:1])))) (nop)) '
    '(return (call! (field $VALUES) "getAt" [ordinal]))))'
)
_INIT = (
    '(def static "$INIT" {name} ((p para java.lang.Object[])) (block (return (new java.lang.Object [(spread para)]))))'
)


def enum_additions(
    name: str, constants: list[str], methods: list[tuple[str, str]]
) -> tuple[list[str], list[tuple[str, str]]]:
    """The fields to add, and all methods: (signature, text) of the enum's own, then the added ones.

    ``next`` and ``previous`` are left out where the enum has its own; the static initialiser takes in the enum's own.
    """
    own = {signature for signature, _ in methods}
    added = [("values()", f'(def static "values" {name}[] () (block (return (call! {_VALUES} "clone" []))))')]
    if "next()" not in own:
        added.append(("next()", _NEXT.format(name=name)))
    if "previous()" not in own:
        added.append(("previous()", _PREVIOUS.format(name=name)))
    added.append(("valueOf", _value_of(name)))
    added.append(("$INIT", _INIT.format(name=name)))
    statements = _initializer(name, constants)
    if "<clinit>" in own:
        methods = [(s, _prepend(text, statements) if s == "<clinit>" else text) for s, text in methods]
    else:
        added.append(("<clinit>", f'(def static "<clinit>" void () (block {statements}))'))
    return _fields(name, constants), [*methods, *added]


def _fields(name: str, constants: list[str]) -> list[str]:
    bounds = [f"(field static {bound} {name} nil)" for bound in ("MIN_VALUE", "MAX_VALUE") if constants]
    return [*bounds, f"(field static $VALUES {name}[] nil)"]


def _value_of(name: str) -> str:
    call = f'(call! (class java.lang.Enum) "valueOf" [(class {name}) name])'
    return f'(def static "valueOf" {name} ((p name java.lang.String)) (block (return {call})))'


def _initializer(name: str, constants: list[str]) -> str:
    statements = [f"(x (bin = (field {constant}) (static $INIT)))" for constant in constants]
    if constants:
        statements.append(f"(x (bin = (field MIN_VALUE) (field {constants[0]})))")
        statements.append(f"(x (bin = (field MAX_VALUE) (field {constants[-1]})))")
    items = "".join(f" (field {constant})" for constant in constants)
    statements.append(f"(x (bin = {_VALUES} (newarr {name}{items})))")
    return " ".join(statements)


def _prepend(initializer: str, statements: str) -> str:
    head, _, rest = initializer.partition("(block")
    return f"{head}(block {statements}{rest}"
