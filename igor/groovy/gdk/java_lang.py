"""Static methods, constants and constructors of java.lang: Integer, String, Math, System …"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from igor.groovy import arithmetic
from igor.groovy.casts import as_java_type, caster
from igor.groovy.class_model import class_name
from igor.groovy.comparators import ComparatorValue
from igor.groovy.gdk.cube_root import cube_root
from igor.groovy.gdk.formatting import format_text
from igor.groovy.gdk.numbers import radix_text, round_float
from igor.groovy.host import OWNER_FIRST
from igor.groovy.identities import identity_hash
from igor.groovy.java_types import PRIMITIVES
from igor.groovy.null_texts import null_used
from igor.groovy.number_casts import TEXT_PARSERS
from igor.groovy.number_text import parse_big_integer, parse_decimal
from igor.groovy.overloads import distance
from igor.groovy.registry import Int, StaticTable
from igor.groovy.runtime import Runtime
from igor.groovy.runtime_errors import GroovyRuntimeError, NoSignature, refused
from igor.groovy.semantics import compare, is_text
from igor.groovy.text import Printable, java_text, to_string
from igor.groovy.values import BigInteger, Character, Float, GArray, Long

_WHOLE = {"Integer": 32, "Long": 64, "Short": 16, "Byte": 8}


def _maker(java_name: str, parses: bool) -> Callable[..., Any]:
    """``valueOf`` and the constructor take a string or a number of the kind, ``parseInt`` and its like strings only."""
    parse = TEXT_PARSERS[java_name]

    def make(rt: Runtime, value: Any, radix: Int = 10) -> Any:
        if value is None and java_name in ("java.lang.Double", "java.lang.Float"):
            raise null_used("String.trim()", "in")
        if value is None:
            raise GroovyRuntimeError("java.lang.NumberFormatException", "Cannot parse null string")
        if is_text(value) and not isinstance(value, Character):
            return as_java_type(_in_radix(str(value), radix), java_name) if radix != 10 else parse(str(value))
        if parses or distance(value, java_name) < 0:
            raise NoSignature
        return as_java_type(value, java_name)

    return make


def _in_radix(text: str, radix: int) -> Any:
    try:
        return BigInteger(int(text, radix))
    except ValueError:
        raise GroovyRuntimeError(
            "java.lang.NumberFormatException", f'For input string: "{text}" under radix {radix}'
        ) from None


def _primitive(method: str, *values: Any) -> Any:
    """A converter to the nearest of int, long, float and double that takes all numbers; NoSignature when none does."""
    sums = {
        name: sum(steps)
        for name in ("int", "long", "float", "double")
        if min(steps := [distance(value, name) for value in values]) >= 0
    }
    if not sums:
        raise NoSignature
    kinds = set(map(class_name, values))
    if "java.math.BigDecimal" in kinds and kinds & {f"java.lang.{name}" for name in _WHOLE}:
        given = ", ".join(f"class {class_name(value)}" for value in values)
        raise GroovyRuntimeError(
            "groovy.lang.GroovyRuntimeException",
            f"Ambiguous method overloading for method java.lang.Math#{method}.\nCannot resolve which method to invoke "
            f"for [{given}] due to overlapping prototypes between:\n\t[double, double]\n\t[float, float]",
        )
    return caster(min(sums, key=lambda name: sums[name]))


def math_max(rt: Runtime, left: Any, right: Any) -> Any:
    convert = _primitive("max", left, right)
    left, right = convert(left), convert(right)
    return left if compare(left, right) >= 0 or left != left else right


def math_min(rt: Runtime, left: Any, right: Any) -> Any:
    convert = _primitive("min", left, right)
    left, right = convert(left), convert(right)
    return left if compare(left, right) <= 0 or left != left else right


def _number_class(name: str) -> StaticTable:
    table = StaticTable(f"java.lang.{name}")
    make = _maker(table.java_class, False)
    table("valueOf", "decode")(make)
    table(f"parse{'Int' if name == 'Integer' else name}")(_maker(table.java_class, True))
    table.constructor(make)
    table("compare")(lambda rt, left, right: compare(left, right))
    table("toString")(_shown(table.java_class))
    table("max")(math_max)
    table("min")(math_min)
    table("sum")(lambda rt, left, right: arithmetic.add(left, right))
    return table


def _shown(java_name: str) -> Callable[..., Any]:
    def show(rt: Runtime, value: Any, radix: Int = 10) -> str:
        if value is None or distance(value, java_name) < 0:
            raise NoSignature
        return radix_text(as_java_type(value, java_name), radix)

    return show


for _name, _width in _WHOLE.items():
    _table = _number_class(_name)
    _cast = caster(f"java.lang.{_name}") or (lambda value: value)
    _table.constants["MAX_VALUE"] = _cast((1 << _width - 1) - 1)
    _table.constants["MIN_VALUE"] = _cast(-(1 << _width - 1))
    for _form, _letter in {"toHexString": "x", "toBinaryString": "b", "toOctalString": "o"}.items():

        def _show(rt: Runtime, value: Any, letter: str = _letter, bits: int = _width) -> str:
            if not isinstance(value, int) or isinstance(value, bool) or (bits < 64 and isinstance(value, Long)):
                raise NoSignature
            return format(int(value) & (1 << bits) - 1, letter)

        _table(_form)(_show)

_EXTREMES: dict[type[float], tuple[float, float]] = {
    float: (1.7976931348623157e308, 5e-324), Float: (3.4028234663852886e38, 1.401298464324817e-45)
}  # fmt: skip
for _type, (_most, _least) in _EXTREMES.items():
    _table = _number_class("Float" if _type is Float else "Double")
    _table.constants.update(MAX_VALUE=_type(_most), MIN_VALUE=_type(_least), NaN=_type(math.nan),
                            POSITIVE_INFINITY=_type(math.inf), NEGATIVE_INFINITY=_type(-math.inf))  # fmt: skip
    _table("isNaN")(lambda rt, value: value != value)
    _table("isInfinite")(lambda rt, value: math.isinf(value))

BOOLEAN = StaticTable("java.lang.Boolean")
BOOLEAN.constants.update(TRUE=True, FALSE=False)


@BOOLEAN("valueOf", "parseBoolean")
def parse_boolean(rt: Runtime, value: Any) -> bool:
    return value if isinstance(value, bool) else to_string(value).lower() == "true"


@BOOLEAN("toString")
def boolean_text(rt: Runtime, value: Any) -> str:
    return to_string(value)


BOOLEAN.constructor(parse_boolean)

CHARACTER = StaticTable("java.lang.Character")
CHARACTER.constants.update(MAX_VALUE=Character("\uffff"), MIN_VALUE=Character("\0"))


@CHARACTER.constructor
def make_character(rt: Runtime, value: Any) -> Character:
    """No text counts as a letter here."""
    if not isinstance(value, Character):
        raise NoSignature
    return value


CHARACTER("valueOf")(lambda rt, value: as_java_type(value, "java.lang.Character"))
CHARACTER("toString")(lambda rt, value: to_string(value))
CHARACTER("getNumericValue")(lambda rt, value: int(to_string(value), 36))
CHARACTER("toUpperCase")(lambda rt, value: Character(to_string(value).upper()))
CHARACTER("toLowerCase")(lambda rt, value: Character(to_string(value).lower()))
for _name, _test in {"isDigit": str.isdigit, "isLetter": str.isalpha, "isLetterOrDigit": str.isalnum, "isUpperCase":
                     str.isupper, "isLowerCase": str.islower, "isWhitespace": str.isspace}.items():  # fmt: skip

    def _is_kind(rt: Runtime, value: Any, test: Any = _test) -> bool:
        return bool(test(chr(value) if isinstance(value, int) else to_string(value)))

    CHARACTER(_name)(_is_kind)

STRING = StaticTable("java.lang.String")
STRING.constants["CASE_INSENSITIVE_ORDER"] = ComparatorValue(
    "java.lang.String$CaseInsensitiveComparator", lambda left, right: compare(left.lower(), right.lower())
)


@STRING("format")
def string_format(rt: Runtime, pattern: Any, *values: Any) -> str:
    if pattern is None:
        raise null_used("String.length()", "s")
    if not is_text(pattern):
        if not values:
            raise NoSignature
        pattern, values = values[0], values[1:]
    opened = list(values[0]) if len(values) == 1 and isinstance(values[0], GArray) else list(values)
    return format_text(rt, to_string(pattern), opened)


@STRING("valueOf", "copyValueOf")
def string_value_of(rt: Runtime, value: Any) -> str:
    is_chars = isinstance(value, GArray) and value.component == "char"
    return "".join(value) if is_chars else java_text(value)


@STRING("join")
def string_join(rt: Runtime, separator: str, *items: Any) -> str:
    if items == (None,):
        raise GroovyRuntimeError("java.lang.NullPointerException", None)
    opened = list(items[0]) if len(items) == 1 and not is_text(items[0]) else list(items)
    return separator.join(to_string(item) for item in opened)


@STRING.constructor
def new_string(rt: Runtime, value: Any = "", charset: Any = "UTF-8") -> str:
    if isinstance(value, GArray) and value.component == "byte":
        return bytes(item & 0xFF for item in value).decode(to_string(charset), "replace")
    return string_value_of(rt, value)


MATH = StaticTable("java.lang.Math")
MATH.constants.update(PI=math.pi, E=math.e)


def _on_float(function: Callable[..., float]) -> Callable[..., Any]:
    def run(rt: Runtime, *values: Any) -> float:
        if any(distance(value, "double") < 0 for value in values):
            raise NoSignature
        try:
            return float(function(*[float(value) for value in values]))
        except ValueError:
            return math.nan
        except OverflowError:
            return math.inf

    return run


for _name in ("sin", "cos", "tan", "asin", "acos", "atan", "atan2", "exp", "log10", "hypot", "sinh", "cosh",
              "tanh"):  # fmt: skip
    MATH(_name)(_on_float(getattr(math, _name)))
#: Python's power of 1 is 1 whatever the exponent.
MATH("pow")(_on_float(lambda base, exponent: math.nan if exponent != exponent else math.pow(base, exponent)))
MATH("sqrt")(_on_float(math.sqrt))
MATH("cbrt")(_on_float(cube_root))
MATH("log")(_on_float(lambda value: math.log(value) if value > 0 else -math.inf if value == 0 else math.nan))
MATH("toRadians")(_on_float(math.radians))
MATH("toDegrees")(_on_float(math.degrees))
MATH("ceil")(_on_float(lambda value: math.copysign(math.ceil(value), value)))
MATH("floor")(_on_float(lambda value: math.copysign(math.floor(value), value)))
MATH("rint")(_on_float(lambda value: math.copysign(round(value), value)))
MATH("random")(_on_float(lambda: time.perf_counter_ns() % 1_000_003 / 1_000_003))


_sign = _on_float(lambda value: math.copysign(1, value) if value and value == value else value)


@MATH("signum")
def math_signum(rt: Runtime, value: Any) -> Any:
    sign = _sign(rt, value)
    return Float(sign) if isinstance(value, (int, Float)) and not isinstance(value, BigInteger) else sign


@MATH("abs")
def math_abs(rt: Runtime, value: Any) -> Any:
    return arithmetic.absolute(_primitive("abs", value)(value))


MATH("max")(math_max)
MATH("min")(math_min)


@MATH("round")
def math_round(rt: Runtime, value: Any) -> Any:
    to_float, to_double = distance(value, "float"), distance(value, "double")
    number = caster("float" if 0 <= to_float < to_double else "double")
    if to_double < 0 or number is None:
        raise NoSignature
    return round_float(number(value))


@MATH("floorMod")
def floor_mod(rt: Runtime, left: int, right: int) -> Any:
    if not right:
        raise arithmetic.division_by_zero()
    return arithmetic.whole(int(left) % int(right), arithmetic.result_kind(left, right))


@MATH("floorDiv")
def floor_div(rt: Runtime, left: int, right: int) -> Any:
    if not right:
        raise arithmetic.division_by_zero()
    return arithmetic.whole(int(left) // int(right), arithmetic.result_kind(left, right))


SYSTEM = StaticTable("java.lang.System")


@SYSTEM("currentTimeMillis")
def current_time_millis(rt: Runtime) -> Long:
    return Long(time.time_ns() // 1_000_000)


@SYSTEM("nanoTime")
def nano_time(rt: Runtime) -> Long:
    return Long(time.perf_counter_ns())


@SYSTEM("getenv")
def getenv(rt: Runtime, name: Any = None) -> Any:
    environment = getattr(rt, "environment", {})
    return dict(environment) if name is None else environment.get(to_string(name))


#: What every JVM says of itself and its user.
_PROPERTIES_OF_THE_JVM = ("java.", "os.", "user.", "sun.", "jdk.")


@SYSTEM("getProperty")
def system_property(rt: Runtime, name: str, default: Any = None) -> Any:
    known = {"line.separator": "\n", "file.separator": "/", "path.separator": ":", "file.encoding": "UTF-8"}
    if rt.options.working_folder:
        known["user.dir"] = rt.options.working_folder
    if name not in known and name.startswith(_PROPERTIES_OF_THE_JVM):
        raise refused(f"the system property '{name}'", "there is no JVM")
    return known.get(name, default)


@SYSTEM("lineSeparator")
def line_separator(rt: Runtime) -> str:
    return "\n"


@SYSTEM("identityHashCode")
def identity_hash_code(rt: Runtime, value: Any) -> int:
    return identity_hash(value)


@SYSTEM("exit", "setProperty", "load", "loadLibrary", "setOut", "setErr", "setIn", "gc", "getProperties",
        "setSecurityManager", "console", "getSecurityManager")  # fmt: skip
def system_refused(rt: Runtime, *arguments: Any) -> Any:
    raise refused("this method of System", "a script ends by itself")


@SYSTEM("arraycopy")
def array_copy(rt: Runtime, source: Any, start: int, target: Any, place: int, length: int) -> None:
    for items, first, what in ((source, start, "last source"), (target, place, "last destination")):
        if first < 0 or length < 0 or first + length > len(items):
            name = (
                f"{items.component}[{len(items)}]" if items.component in PRIMITIVES else f"object array[{len(items)}]"
            )
            text = f"arraycopy: {what} index {first + length} out of bounds for {name}"
            raise GroovyRuntimeError("java.lang.ArrayIndexOutOfBoundsException", text)
    target[place : place + length] = source[start : start + length]


DECIMAL = StaticTable("java.math.BigDecimal")
DECIMAL.constants.update(ZERO=Decimal(0), ONE=Decimal(1), TEN=Decimal(10), ROUND_UP=0, ROUND_DOWN=1, ROUND_CEILING=2,
                         ROUND_FLOOR=3, ROUND_HALF_UP=4, ROUND_HALF_DOWN=5, ROUND_HALF_EVEN=6)  # fmt: skip


@DECIMAL.constructor
def new_decimal(rt: Runtime, value: Any, context: Any = None) -> Decimal:
    if is_text(value):
        return parse_decimal(str(value))
    if isinstance(value, (float, Decimal)):
        return Decimal(float(value))
    return arithmetic.as_decimal(value)


@DECIMAL("valueOf")
def decimal_value_of(rt: Runtime, value: float, scale: int = 0) -> Decimal:
    if abs(scale) > arithmetic.MAX_DIGITS:
        raise arithmetic.too_large()
    return arithmetic.as_decimal(value).scaleb(-scale, arithmetic.EXACT)


INTEGER = StaticTable("java.math.BigInteger")
INTEGER.constants.update(ZERO=BigInteger(0), ONE=BigInteger(1), TEN=BigInteger(10))


def _from_bytes(sign: Any, data: Any) -> BigInteger:
    """``new BigInteger(signum, magnitude)`` or ``new BigInteger(bytes)``."""
    if isinstance(sign, GArray):
        return BigInteger(int.from_bytes(bytes(item & 0xFF for item in sign), "big", signed=True))
    return BigInteger(int(sign) * int.from_bytes(bytes(item & 0xFF for item in data), "big"))


@INTEGER.constructor
def new_big_integer(rt: Runtime, value: Any, radix: Any = 10) -> Any:
    if isinstance(radix, GArray) or isinstance(value, GArray):
        return _from_bytes(value, radix)
    if not is_text(value):
        raise NoSignature
    return parse_big_integer(str(value)) if radix == 10 else _in_radix(str(value), radix)


INTEGER("valueOf")(lambda rt, value: BigInteger(value))

StaticTable("java.lang.Object").constructor(lambda rt: Printable())
CLASS = StaticTable("java.lang.Class")


@CLASS("forName", "getResource", "getClassLoader")
def class_refused(rt: Runtime, *arguments: Any) -> Any:
    raise refused("Class.forName (reflection)", "import the class instead")


CLOSURE = StaticTable("groovy.lang.Closure")
CLOSURE.constants.update(OWNER_FIRST=OWNER_FIRST, DELEGATE_FIRST=1, OWNER_ONLY=2, DELEGATE_ONLY=3, TO_SELF=4)
