"""What a host (Job DSL, Pipeline, a console) gives to scripts, and all that scripts can reach of it.

The interpreter knows Groovy values and ``HostObject``; nothing else of Python is visible to a script. A host object
answers by name; ``MISSING`` (not an exception: delegation chains ask often) says "not mine, ask the next one", so that
Groovy's own rules (delegate, owner, binding, then MissingMethodException) stay in one place, the interpreter.

Values as a host sees them: null None, Boolean bool, Integer int, Long/BigInteger/Short/Byte/Character/Float small
subclasses (``igor.groovy.values``), Double float, BigDecimal decimal.Decimal, String str, GString ``GStringValue``
(``str()`` gives the text), List list, Map dict in insertion order, Set ``GSet``, Range ``GRange``, a closure
``ClosureValue``, a host object itself.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, Protocol

from msgspec import Struct, field

from igor.groovy.identities import identity_hash


class _Missing:
    """The type of ``MISSING``."""

    def __repr__(self) -> str:
        return "MISSING"

    def __bool__(self) -> bool:
        return False


#: A host object's answer for a method or property that it does not have.
MISSING: Final = _Missing()

# groovy.lang.Closure's resolve strategies.
OWNER_FIRST, DELEGATE_FIRST, OWNER_ONLY, DELEGATE_ONLY, TO_SELF = range(5)


class CallSite(Struct, frozen=True):
    """Where a script calls: for messages ``(file, line N)`` and for what a host records."""

    file_name: str
    line: int
    column: int


class HostObject:
    """An object of the host that scripts may hold; subclasses answer what they offer.

    ``groovy_class`` is the fully qualified Java class name that messages show. ``answers_anything`` is set where the
    Java class answers unknown names itself (``methodMissing``, ``invokeMethod``): such an object is asked last.
    """

    groovy_class: str = "java.lang.Object"
    answers_anything: bool = False

    def invoke_method(self, name: str, arguments: list[Any], site: CallSite) -> Any:
        """Call ``name``; MISSING when no such method takes these arguments. Named ones come first, as a dict."""
        return MISSING

    def get_property(self, name: str) -> Any:
        """The property's value, or MISSING."""
        return MISSING

    def set_property(self, name: str, value: Any) -> bool:
        """Set the property; False when there is none."""
        return False

    def method_names(self) -> list[str]:
        """Names for "Possible solutions" in MissingMethodException."""
        return []

    def to_groovy_string(self) -> str:
        """What ``toString()`` and string interpolation give."""
        return f"{self.groovy_class}@{identity_hash(self):x}"

    def operate(self, operator: str, other: Any, site: CallSite) -> Any:
        """Apply a binary operator of the script (``/ << + - [`` …) with this object on the left; MISSING if unknown."""
        return MISSING


class Closure(Protocol):
    """What a host may do with a script's closure (``igor.groovy.closure.ClosureValue`` is the implementation)."""

    delegate: Any
    owner: Any
    this_object: Any
    resolve_strategy: int

    @property
    def parameter_count(self) -> int:
        """Groovy's ``maximumNumberOfParameters``: 1 for an implicit ``it``."""

    @property
    def site(self) -> CallSite:
        """Where the closure begins."""

    def call(self, *arguments: Any) -> Any:
        """Run it; a missing argument is null for an implicit ``it``."""

    def clone(self) -> Closure:
        """A copy whose delegate and strategy can be set without touching the original."""


class HostError(Exception):
    """Raised by a host inside ``invoke_method`` and its like: becomes a Groovy exception at the script's line.

    ``groovy_class`` is what ``catch (X e)`` in the script matches.
    """

    def __init__(self, message: str, groovy_class: str = "java.lang.IllegalArgumentException") -> None:
        super().__init__(message)
        self.message = message
        self.groovy_class = groovy_class


class Budget(Struct):
    """How much one script may use; every bound ends in a Groovy error at the line that crossed it.

    ``time_s``: processor time of the thread that runs it; ``memory_bytes``: growth of the process.
    """

    steps: int = 50_000_000
    time_s: float = 30.0
    memory_bytes: int = 1024 * 1024 * 1024
    call_depth: int = 400
    text_bytes: int = 64 * 1024 * 1024
    collection_items: int = 5_000_000


class Options(Struct):
    """How scripts of one host are read and run.

    ``imports``: simple class name → host value, importable or imported by default (an enum, a class with static
    methods …); ``class_roots``: folders searched for helper classes (``a/b/C.groovy`` for ``a.b.C``);
    ``script_base``: the object behind a script's unknown methods and properties (Jenkins' ``JobParent``), asked before
    MissingMethodException; ``print_text``: where ``print`` and ``println`` go; ``read_file``: the only
    way that ``new File(path)`` has to read, given by the host (None: refused); ``working_folder``: what relative paths
    are relative to, which scripts know as the property ``user.dir`` (empty: there is none).
    """

    budget: Budget = field(default_factory=Budget)
    imports: dict[str, Any] = field(default_factory=dict)
    class_roots: tuple[Path, ...] = ()
    script_base: HostObject | None = None
    print_text: Callable[[str], None] | None = None
    read_file: Callable[[str], bytes] | None = None
    working_folder: str = ""
