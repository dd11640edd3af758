"""The syntax tree of Groovy 2.4 after its conversion phase: what the parser makes and the compiler reads.

Nodes are frozen, carry a ``span`` and name what they are, with the facts of Groovy's own tree
(``org.codehaus.groovy.ast``): ``foo(x)`` is a call with implicit ``this``; a bare ``foo`` is a variable;
``a[b]`` is the binary operator ``[``; named arguments are one map that comes first; ``finally`` holds a block;
a multi-catch is several catches; ``def a = 1, b`` is two declarations. The canonical text form of a tree is made in
``igor.groovy.dump``.
"""

from __future__ import annotations

from typing import Any, Union

import msgspec


class Span(msgspec.Struct, frozen=True, gc=False):
    """A stretch of one source: lines and columns count from 1, the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


NOWHERE = Span(0, 0, 0, 0)


class Node(msgspec.Struct, frozen=True, kw_only=True, eq=False, gc=False):
    """Anything in the tree. Nodes are equal when they say the same, wherever they stand."""

    span: Span = NOWHERE

    def _said(self) -> tuple[Any, ...]:
        return (type(self), *(getattr(self, name) for name in self.__struct_fields__ if name != "span"))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Node) and self._said() == other._said()

    def __hash__(self) -> int:
        return hash(self._said())


# --- types and annotations ------------------------------------------------------------------------------------------


class TypeRef(Node, frozen=True):
    """A type as written: dotted ``name``, generic ``arguments`` (kept, unused), array ``dimensions``."""

    name: str
    arguments: tuple[TypeRef, ...] = ()
    dimensions: int = 0


class Annotation(Node, frozen=True):
    """``@Name(member = value)``; a lone value is the member ``value``."""

    name: str
    members: tuple[tuple[str, Expression], ...] = ()


# --- expressions ----------------------------------------------------------------------------------------------------


class Constant(Node, frozen=True):
    """A literal: None, bool, str, or a number as the runtime's own value (see ``literals``: ``groovy_type`` names it).

    ``groovy_type``: ``String Integer Long BigInteger BigDecimal Float Double Boolean null``.
    """

    value: Any
    groovy_type: str


class GString(Node, frozen=True):
    """``"a ${b} c"``: one more string than values; a value that is a closure with no parameters is called lazily."""

    strings: tuple[str, ...]
    values: tuple[Expression, ...]


class Variable(Node, frozen=True):
    """A bare name; ``this`` and ``super`` are variables too."""

    name: str


class ListLiteral(Node, frozen=True):
    items: tuple[Expression, ...]


class MapEntry(Node, frozen=True):
    """One ``key: value``; ``*: m`` has a ``SpreadMap`` as key and the map as value."""

    key: Expression
    value: Expression


class MapLiteral(Node, frozen=True):
    """``[a: 1]``, or (``named_arguments``) the labels of a call that has nothing else."""

    entries: tuple[MapEntry, ...]
    named_arguments: bool = False


class RangeLiteral(Node, frozen=True):
    start: Expression
    end: Expression
    inclusive: bool


class Unary(Node, frozen=True):
    """``operator``: ``neg pos bnot not``."""

    operator: str
    operand: Expression


class Prefix(Node, frozen=True):
    """``++x`` or ``--x``."""

    operator: str
    operand: Expression


class Postfix(Node, frozen=True):
    """``x++`` or ``x--``."""

    operator: str
    operand: Expression


class Binary(Node, frozen=True):
    """Every two-sided operator by its text, also ``=``, ``+=`` …, ``[``, ``in``, ``instanceof`` (right: ClassRef)."""

    operator: str
    left: Expression
    right: Expression


class TupleTarget(Node, frozen=True):
    """The left side of ``(a, b) = …``."""

    items: tuple[Expression, ...]


class Ternary(Node, frozen=True):
    condition: Expression
    if_true: Expression
    if_false: Expression


class Elvis(Node, frozen=True):
    value: Expression
    default: Expression


class Cast(Node, frozen=True):
    """``(T) x``, or with ``coerce`` ``x as T``."""

    type: TypeRef
    operand: Expression
    coerce: bool


class ClassRef(Node, frozen=True):
    """A type used as a value where the grammar demands a type (``instanceof``, primitives' ``int.class``)."""

    type: TypeRef


class Property(Node, frozen=True):
    """``object.name``; ``access``: ``.``, ``?.`` or ``*.``. The name is an expression: a Constant, or a GString."""

    object: Expression
    name: Expression
    access: str = "."


class Attribute(Node, frozen=True):
    """``object.@name``: the field itself, past any getter; ``access`` as in Property."""

    object: Expression
    name: Expression
    access: str = "."


class MethodPointer(Node, frozen=True):
    """``object.&name``."""

    object: Expression
    name: Expression


class Spread(Node, frozen=True):
    """``*items`` among arguments or list items."""

    operand: Expression


class SpreadMap(Node, frozen=True):
    """``*: map`` among arguments or map entries."""

    operand: Expression


class Call(Node, frozen=True):
    """A method call. ``implicit_this``: written without an object. ``name``: Constant, GString or any expression.

    ``arguments`` are positional, trailing closures last; labels are gathered into one MapLiteral that comes first
    (``named_arguments`` set on it when there is nothing else).
    """

    object: Expression
    name: Expression
    arguments: tuple[Expression, ...]
    access: str = "."
    implicit_this: bool = False


class New(Node, frozen=True):
    """``new T(…)``; ``body`` is the anonymous class of ``new T(…) { … }``."""

    type: TypeRef
    arguments: tuple[Expression, ...]
    body: ClassDeclaration | None = None


class ConstructorCall(Node, frozen=True):
    """``this(…)`` or ``super(…)`` inside a constructor; ``target`` is that word."""

    target: str
    arguments: tuple[Expression, ...]


class NewArray(Node, frozen=True):
    """``new T[n][m]``: ``sizes`` for the written ones, ``type`` is the element type with what dimensions remain."""

    type: TypeRef
    sizes: tuple[Expression, ...]


class Closure(Node, frozen=True):
    """``{ a, b -> … }``. ``parameters`` None: no arrow, hence an implicit ``it``; ``()``: an arrow and nothing."""

    parameters: tuple[Parameter, ...] | None
    body: Block


class ClosureList(Node, frozen=True):
    """``(init; condition; update)`` of a classic ``for``; an absent part is Empty."""

    items: tuple[Expression, ...]


class Declaration(Node, frozen=True):
    """``def x = 1``, ``String s``, ``def (a, b) = …``; without an initialiser ``value`` is Empty."""

    targets: tuple[DeclaredName, ...]
    value: Expression
    multiple: bool = False
    annotations: tuple[Annotation, ...] = ()


class DeclaredName(Node, frozen=True):
    """A name in a declaration; ``type`` None for ``def``."""

    name: str
    type: TypeRef | None = None


class Empty(Node, frozen=True):
    """Groovy's EmptyExpression."""


Expression = Union[  # noqa: UP007
    Constant, GString, Variable, ListLiteral, MapLiteral, RangeLiteral, Unary, Prefix, Postfix, Binary, TupleTarget,
    Ternary, Elvis, Cast, ClassRef, Property, Attribute, MethodPointer, Spread, SpreadMap, Call, New, ConstructorCall,
    NewArray, Closure, ClosureList, Declaration, Empty,
    MapEntry,  # only in ``a[k: v]``
    Annotation,  # only as a value: in another annotation, or as an argument
]  # fmt: skip


# --- statements -----------------------------------------------------------------------------------------------------


class StatementNode(Node, frozen=True, kw_only=True):
    """Any statement; ``labels`` are those written before it."""

    labels: tuple[str, ...] = ()


class Block(StatementNode, frozen=True):
    statements: tuple[Statement, ...]


class ExpressionStatement(StatementNode, frozen=True):
    expression: Expression


class Nop(StatementNode, frozen=True):
    """Groovy's EmptyStatement."""


class If(StatementNode, frozen=True):
    condition: Expression
    then: Statement
    otherwise: Statement


class ForIn(StatementNode, frozen=True):
    """``for (x in items)``."""

    parameter: Parameter
    items: Expression
    body: Statement


class ForClassic(StatementNode, frozen=True):
    header: ClosureList
    body: Statement


class While(StatementNode, frozen=True):
    condition: Expression
    body: Statement


class Return(StatementNode, frozen=True):
    """``return`` alone has the value ``Constant(None, "null")``."""

    value: Expression


class Throw(StatementNode, frozen=True):
    value: Expression


class Break(StatementNode, frozen=True):
    label: str | None = None


class Continue(StatementNode, frozen=True):
    label: str | None = None


class Assert(StatementNode, frozen=True):
    """``source`` is the text of the statement up to the next token, for Groovy's power-assert drawing."""

    condition: Expression
    message: Expression
    source: str = ""


class Synchronized(StatementNode, frozen=True):
    lock: Expression
    body: Statement


class Catch(Node, frozen=True):
    """One type a clause; ``type`` None for ``catch (e)``."""

    name: str
    type: TypeRef | None
    body: Statement


class Try(StatementNode, frozen=True):
    """``finally_body`` is Nop when absent."""

    body: Statement
    catches: tuple[Catch, ...]
    finally_body: Statement


class Case(Node, frozen=True):
    value: Expression
    body: Statement


class Switch(StatementNode, frozen=True):
    """``default`` is Nop when absent."""

    value: Expression
    cases: tuple[Case, ...]
    default: Statement


Statement = Union[  # noqa: UP007
    Block, ExpressionStatement, Nop, If, ForIn, ForClassic, While, Return, Throw, Break, Continue, Assert,
    Synchronized, Try, Switch,
]  # fmt: skip


# --- declarations ---------------------------------------------------------------------------------------------------


class Parameter(Node, frozen=True):
    """``type`` None when untyped; a vararg ``T... x`` has one more dimension and ``vararg`` set."""

    name: str
    type: TypeRef | None = None
    default: Expression | None = None
    vararg: bool = False
    annotations: tuple[Annotation, ...] = ()


class Method(Node, frozen=True):
    """A method of a script or class; ``return_type`` None for ``def``; ``body`` None when abstract."""

    name: str
    parameters: tuple[Parameter, ...]
    return_type: TypeRef | None
    body: Block | None
    modifiers: frozenset[str] = frozenset()
    annotations: tuple[Annotation, ...] = ()


class Field(Node, frozen=True):
    """A field, or (no visibility written) a property of a class; ``value`` None when absent."""

    name: str
    type: TypeRef | None
    value: Expression | None
    modifiers: frozenset[str] = frozenset()
    annotations: tuple[Annotation, ...] = ()


class Constructor(Node, frozen=True):
    parameters: tuple[Parameter, ...]
    body: Block
    modifiers: frozenset[str] = frozenset()
    annotations: tuple[Annotation, ...] = ()


class Initializer(Node, frozen=True):
    """``{ … }`` or ``static { … }`` in a class body."""

    body: Block
    is_static: bool = False


class EnumConstant(Node, frozen=True):
    name: str
    arguments: tuple[Expression, ...] = ()
    body: ClassDeclaration | None = None


Member = Union[Field, Method, Constructor, Initializer, EnumConstant, "ClassDeclaration"]


class ClassDeclaration(Node, frozen=True):
    """``kind``: ``class interface enum trait annotation``; ``members`` in source order, inner classes among them."""

    kind: str
    name: str
    superclass: TypeRef | None = None
    interfaces: tuple[TypeRef, ...] = ()
    members: tuple[Member, ...] = ()
    modifiers: frozenset[str] = frozenset()
    annotations: tuple[Annotation, ...] = ()


class Import(Node, frozen=True):
    """``import a.B as C``; ``star`` for ``a.*``; with ``static`` the ``member`` of class ``name`` (None with star)."""

    name: str
    alias: str | None = None
    star: bool = False
    static: bool = False
    member: str | None = None
    annotations: tuple[Annotation, ...] = ()


class Module(Node, frozen=True):
    """One source file: script statements, script methods and classes.

    ``hidden_classes``: some anonymous class in it has classes of its own.
    """

    package: str | None
    imports: tuple[Import, ...]
    statements: tuple[Statement, ...]
    methods: tuple[Method, ...]
    classes: tuple[ClassDeclaration, ...]
    hidden_classes: bool = False
