"""The syntax tree of Groovy 2.4 after its conversion phase: what the parser makes and the compiler reads.

Nodes are frozen, carry a ``span`` and name what they are, with the facts of Groovy's own tree
(``org.codehaus.groovy.ast``): ``foo(x)`` is a call with implicit ``this``; a bare ``foo`` is a variable;
``a[b]`` is the binary operator ``[``; named arguments are one map that comes first; ``finally`` holds a block;
a multi-catch is several catches; ``def a = 1, b`` is two declarations. The canonical text form of a tree is made in
``igor.groovy.dump``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Union


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one source: lines and columns count from 1, the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


NOWHERE = Span(0, 0, 0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """Anything in the tree."""

    span: Span = field(default=NOWHERE, compare=False, repr=False)


# --- types and annotations ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TypeRef(Node):
    """A type as written: dotted ``name``, generic ``arguments`` (kept, unused), array ``dimensions``."""

    name: str
    arguments: tuple["TypeRef", ...] = ()
    dimensions: int = 0


@dataclass(frozen=True, slots=True)
class Annotation(Node):
    """``@Name(member = value)``; a lone value is the member ``value``."""

    name: str
    members: tuple[tuple[str, "Expression"], ...] = ()


# --- expressions ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Constant(Node):
    """A literal: None, bool, str, or a number as the runtime's own value (see ``literals``: ``groovy_type`` names it).

    ``groovy_type``: ``String Integer Long BigInteger BigDecimal Float Double Boolean null``.
    """

    value: Any
    groovy_type: str


@dataclass(frozen=True, slots=True)
class GString(Node):
    """``"a ${b} c"``: one more string than values; a value that is a closure with no parameters is called lazily."""

    strings: tuple[str, ...]
    values: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Variable(Node):
    """A bare name; ``this`` and ``super`` are variables too."""

    name: str


@dataclass(frozen=True, slots=True)
class ListLiteral(Node):
    items: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class MapEntry(Node):
    """One ``key: value``; ``*: m`` has a ``SpreadMap`` as key and the map as value."""

    key: "Expression"
    value: "Expression"


@dataclass(frozen=True, slots=True)
class MapLiteral(Node):
    """``[a: 1]``, or (``named_arguments``) the labels of a call that has nothing else."""

    entries: tuple[MapEntry, ...]
    named_arguments: bool = False


@dataclass(frozen=True, slots=True)
class RangeLiteral(Node):
    start: "Expression"
    end: "Expression"
    inclusive: bool


@dataclass(frozen=True, slots=True)
class Unary(Node):
    """``operator``: ``neg pos bnot not``."""

    operator: str
    operand: "Expression"


@dataclass(frozen=True, slots=True)
class Prefix(Node):
    """``++x`` or ``--x``."""

    operator: str
    operand: "Expression"


@dataclass(frozen=True, slots=True)
class Postfix(Node):
    """``x++`` or ``x--``."""

    operator: str
    operand: "Expression"


@dataclass(frozen=True, slots=True)
class Binary(Node):
    """Every two-sided operator by its text, also ``=``, ``+=`` …, ``[``, ``in``, ``instanceof`` (right: ClassRef)."""

    operator: str
    left: "Expression"
    right: "Expression"


@dataclass(frozen=True, slots=True)
class TupleTarget(Node):
    """The left side of ``(a, b) = …``."""

    items: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Ternary(Node):
    condition: "Expression"
    if_true: "Expression"
    if_false: "Expression"


@dataclass(frozen=True, slots=True)
class Elvis(Node):
    value: "Expression"
    default: "Expression"


@dataclass(frozen=True, slots=True)
class Cast(Node):
    """``(T) x``, or with ``coerce`` ``x as T``."""

    type: TypeRef
    operand: "Expression"
    coerce: bool


@dataclass(frozen=True, slots=True)
class ClassRef(Node):
    """A type used as a value where the grammar demands a type (``instanceof``, primitives' ``int.class``)."""

    type: TypeRef


@dataclass(frozen=True, slots=True)
class Property(Node):
    """``object.name``; ``access``: ``.``, ``?.`` or ``*.``. The name is an expression: a Constant, or a GString."""

    object: "Expression"
    name: "Expression"
    access: str = "."


@dataclass(frozen=True, slots=True)
class Attribute(Node):
    """``object.@name``: the field itself, past any getter; ``access`` as in Property."""

    object: "Expression"
    name: "Expression"
    access: str = "."


@dataclass(frozen=True, slots=True)
class MethodPointer(Node):
    """``object.&name``."""

    object: "Expression"
    name: "Expression"


@dataclass(frozen=True, slots=True)
class Spread(Node):
    """``*items`` among arguments or list items."""

    operand: "Expression"


@dataclass(frozen=True, slots=True)
class SpreadMap(Node):
    """``*: map`` among arguments or map entries."""

    operand: "Expression"


@dataclass(frozen=True, slots=True)
class Call(Node):
    """A method call. ``implicit_this``: written without an object. ``name``: Constant, GString or any expression.

    ``arguments`` are positional, trailing closures last; labels are gathered into one MapLiteral that comes first
    (``named_arguments`` set on it when there is nothing else).
    """

    object: "Expression"
    name: "Expression"
    arguments: tuple["Expression", ...]
    access: str = "."
    implicit_this: bool = False


@dataclass(frozen=True, slots=True)
class New(Node):
    """``new T(…)``; ``body`` is the anonymous class of ``new T(…) { … }``."""

    type: TypeRef
    arguments: tuple["Expression", ...]
    body: "ClassDeclaration | None" = None


@dataclass(frozen=True, slots=True)
class ConstructorCall(Node):
    """``this(…)`` or ``super(…)`` inside a constructor; ``target`` is that word."""

    target: str
    arguments: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class NewArray(Node):
    """``new T[n][m]``: ``sizes`` for the written ones, ``type`` is the element type with what dimensions remain."""

    type: TypeRef
    sizes: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Closure(Node):
    """``{ a, b -> … }``. ``parameters`` None: no arrow, hence an implicit ``it``; ``()``: an arrow and nothing."""

    parameters: "tuple[Parameter, ...] | None"
    body: "Block"


@dataclass(frozen=True, slots=True)
class ClosureList(Node):
    """``(init; condition; update)`` of a classic ``for``; an absent part is Empty."""

    items: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Declaration(Node):
    """``def x = 1``, ``String s``, ``def (a, b) = …``; without an initialiser ``value`` is Empty."""

    targets: "tuple[DeclaredName, ...]"
    value: "Expression"
    multiple: bool = False
    annotations: tuple[Annotation, ...] = ()


@dataclass(frozen=True, slots=True)
class DeclaredName(Node):
    """A name in a declaration; ``type`` None for ``def``."""

    name: str
    type: TypeRef | None = None


@dataclass(frozen=True, slots=True)
class Empty(Node):
    """Groovy's EmptyExpression."""


Expression = Union[
    Constant, GString, Variable, ListLiteral, MapLiteral, RangeLiteral, Unary, Prefix, Postfix, Binary, TupleTarget,
    Ternary, Elvis, Cast, ClassRef, Property, Attribute, MethodPointer, Spread, SpreadMap, Call, New, ConstructorCall,
    NewArray, Closure, ClosureList, Declaration, Empty,
    MapEntry,  # only in ``a[k: v]``
    Annotation,  # only as a value: in another annotation, or as an argument
]  # fmt: skip


# --- statements -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementNode(Node):
    """Any statement; ``labels`` are those written before it."""

    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block(StatementNode):
    statements: "tuple[Statement, ...]"


@dataclass(frozen=True, slots=True)
class ExpressionStatement(StatementNode):
    expression: Expression


@dataclass(frozen=True, slots=True)
class Nop(StatementNode):
    """Groovy's EmptyStatement."""


@dataclass(frozen=True, slots=True)
class If(StatementNode):
    condition: Expression
    then: "Statement"
    otherwise: "Statement"


@dataclass(frozen=True, slots=True)
class ForIn(StatementNode):
    """``for (x in items)``."""

    parameter: "Parameter"
    items: Expression
    body: "Statement"


@dataclass(frozen=True, slots=True)
class ForClassic(StatementNode):
    header: ClosureList
    body: "Statement"


@dataclass(frozen=True, slots=True)
class While(StatementNode):
    condition: Expression
    body: "Statement"


@dataclass(frozen=True, slots=True)
class Return(StatementNode):
    """``return`` alone has the value ``Constant(None, "null")``."""

    value: Expression


@dataclass(frozen=True, slots=True)
class Throw(StatementNode):
    value: Expression


@dataclass(frozen=True, slots=True)
class Break(StatementNode):
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Continue(StatementNode):
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Assert(StatementNode):
    """``source`` is the text of the condition, for Groovy's power-assert drawing."""

    condition: Expression
    message: Expression
    source: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Synchronized(StatementNode):
    lock: Expression
    body: "Statement"


@dataclass(frozen=True, slots=True)
class Catch(Node):
    """One type a clause; ``type`` None for ``catch (e)``."""

    name: str
    type: TypeRef | None
    body: "Statement"


@dataclass(frozen=True, slots=True)
class Try(StatementNode):
    """``finally_body`` is Nop when absent."""

    body: "Statement"
    catches: tuple[Catch, ...]
    finally_body: "Statement"


@dataclass(frozen=True, slots=True)
class Case(Node):
    value: Expression
    body: "Statement"


@dataclass(frozen=True, slots=True)
class Switch(StatementNode):
    """``default`` is Nop when absent."""

    value: Expression
    cases: tuple[Case, ...]
    default: "Statement"


Statement = Union[
    Block, ExpressionStatement, Nop, If, ForIn, ForClassic, While, Return, Throw, Break, Continue, Assert,
    Synchronized, Try, Switch,
]  # fmt: skip


# --- declarations ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Parameter(Node):
    """``type`` None when untyped; a vararg ``T... x`` has one more dimension and ``vararg`` set."""

    name: str
    type: TypeRef | None = None
    default: Expression | None = None
    vararg: bool = False
    annotations: tuple[Annotation, ...] = ()


@dataclass(frozen=True, slots=True)
class Method(Node):
    """A method of a script or class; ``return_type`` None for ``def``; ``body`` None when abstract."""

    name: str
    parameters: tuple[Parameter, ...]
    return_type: TypeRef | None
    body: Block | None
    modifiers: frozenset[str] = frozenset()
    annotations: tuple[Annotation, ...] = ()


@dataclass(frozen=True, slots=True)
class Field(Node):
    """A field, or (no visibility written) a property of a class; ``value`` None when absent."""

    name: str
    type: TypeRef | None
    value: Expression | None
    modifiers: frozenset[str] = frozenset()
    annotations: tuple[Annotation, ...] = ()


@dataclass(frozen=True, slots=True)
class Constructor(Node):
    parameters: tuple[Parameter, ...]
    body: Block
    modifiers: frozenset[str] = frozenset()
    annotations: tuple[Annotation, ...] = ()


@dataclass(frozen=True, slots=True)
class Initializer(Node):
    """``{ … }`` or ``static { … }`` in a class body."""

    body: Block
    is_static: bool = False


@dataclass(frozen=True, slots=True)
class EnumConstant(Node):
    name: str
    arguments: tuple[Expression, ...] = ()
    body: "ClassDeclaration | None" = None


Member = Union[Field, Method, Constructor, Initializer, EnumConstant, "ClassDeclaration"]


@dataclass(frozen=True, slots=True)
class ClassDeclaration(Node):
    """``kind``: ``class interface enum trait annotation``; ``members`` in source order, inner classes among them."""

    kind: str
    name: str
    superclass: TypeRef | None = None
    interfaces: tuple[TypeRef, ...] = ()
    members: tuple[Member, ...] = ()
    modifiers: frozenset[str] = frozenset()
    annotations: tuple[Annotation, ...] = ()


@dataclass(frozen=True, slots=True)
class Import(Node):
    """``import a.B as C``; ``star`` for ``a.*``; with ``static`` the ``member`` of class ``name`` (None with star)."""

    name: str
    alias: str | None = None
    star: bool = False
    static: bool = False
    member: str | None = None
    annotations: tuple[Annotation, ...] = ()


@dataclass(frozen=True, slots=True)
class Module(Node):
    """One source file: script statements, script methods and classes."""

    package: str | None
    imports: tuple[Import, ...]
    statements: tuple[Statement, ...]
    methods: tuple[Method, ...]
    classes: tuple[ClassDeclaration, ...]
