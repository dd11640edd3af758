"""Static methods, constants and constructors of java.util and its neighbours."""

from __future__ import annotations

import base64
import random
from typing import TYPE_CHECKING, Any
from urllib.parse import quote_plus, unquote_plus

from igor.groovy.builtin_tables import register_kind
from igor.groovy.casts import items_of
from igor.groovy.gdk.calling import sort_key
from igor.groovy.gdk.lists import shuffle
from igor.groovy.properties import natural_key
from igor.groovy.registry import ARRAYS as ARRAY_METHODS
from igor.groovy.registry import MethodTable, StaticTable
from igor.groovy.runtime import Runtime
from igor.groovy.runtime_errors import GroovyRuntimeError, NoSignature, illegal_argument
from igor.groovy.semantics import equals, java_hash
from igor.groovy.text import Printable, to_string
from igor.groovy.values import (
    Byte,
    GArray,
    GSet,
    HashMap,
    ImmutableList,
    ImmutableMap,
    LinkedList,
    Long,
    SortedMap,
    Stack,
    to_key,
)

if TYPE_CHECKING:
    import uuid


def _capacity(source: Any) -> list[Any]:
    if source is None or isinstance(source, int):
        return []
    items = items_of(source)
    if items is None:
        raise NoSignature
    return items


def _list_class(java_class: str, make: Any) -> None:
    StaticTable(java_class).constructor(lambda rt, source=None: make(_capacity(source)))


for _name in ("java.util.ArrayList", "java.util.Vector", "java.util.concurrent.CopyOnWriteArrayList"):
    _list_class(_name, list)
for _name in ("java.util.LinkedList", "java.util.ArrayDeque", "java.util.PriorityQueue"):
    _list_class(_name, LinkedList)
_list_class("java.util.Stack", Stack)
_list_class("java.util.HashSet", lambda items: GSet(items, "java.util.HashSet"))
_list_class("java.util.LinkedHashSet", GSet)
_list_class("java.util.TreeSet", lambda items: GSet(sorted(items, key=sort_key(None)), "java.util.TreeSet"))


def _map_class(java_class: str, make: Any) -> None:
    def construct(rt: Runtime, source: Any = None, load: Any = None) -> Any:
        result = make(source) if isinstance(source, dict) else make()
        if type(result) is SortedMap:
            result.resort(natural_key)
        return result

    StaticTable(java_class).constructor(construct)


for _name, _make in {"LinkedHashMap": dict, "HashMap": HashMap, "TreeMap": SortedMap, "Hashtable": HashMap,
                     "Properties":
                     HashMap, "concurrent.ConcurrentHashMap": HashMap}.items():  # fmt: skip
    _map_class(f"java.util.{_name}", _make)

COLLECTIONS = StaticTable("java.util.Collections")
COLLECTIONS.constants.update(EMPTY_LIST=ImmutableList(), EMPTY_MAP=ImmutableMap())
COLLECTIONS("emptyList")(lambda rt: ImmutableList())
COLLECTIONS("emptyMap")(lambda rt: ImmutableMap())
COLLECTIONS("emptySet")(lambda rt: GSet())
COLLECTIONS("unmodifiableList", "singletonList")(
    lambda rt, items: ImmutableList(items if isinstance(items, list) else [items])
)
COLLECTIONS("unmodifiableMap")(lambda rt, entries: ImmutableMap(entries))
COLLECTIONS("unmodifiableSet", "synchronizedList", "synchronizedMap", "unmodifiableCollection")(lambda rt, items: items)
COLLECTIONS("singletonMap")(lambda rt, key, value: ImmutableMap({to_key(key): value}))
COLLECTIONS("disjoint")(lambda rt, left, right: not any(equals(a, b) for a in left for b in right))
COLLECTIONS("singleton")(lambda rt, item: GSet([item]))
COLLECTIONS("shuffle")(lambda rt, items, source=None: shuffle(rt, items, source))
COLLECTIONS("frequency")(lambda rt, items, item: sum(equals(one, item) for one in items))


@COLLECTIONS("sort")
def collections_sort(rt: Runtime, items: Any, closure: Any = None) -> None:
    items.sort(key=sort_key(closure))


@COLLECTIONS("reverse")
def collections_reverse(rt: Runtime, items: Any) -> None:
    items.reverse()


@COLLECTIONS("max")
def collections_max(rt: Runtime, items: Any, closure: Any = None) -> Any:
    return max(items, key=sort_key(closure))


@COLLECTIONS("min")
def collections_min(rt: Runtime, items: Any, closure: Any = None) -> Any:
    return min(items, key=sort_key(closure))


@COLLECTIONS("swap")
def collections_swap(rt: Runtime, items: list, first: int, second: int) -> None:  # type: ignore[type-arg]
    items[first], items[second] = items[second], items[first]


@COLLECTIONS("rotate")
def collections_rotate(rt: Runtime, items: list, distance: int) -> None:  # type: ignore[type-arg]
    cut = -distance % len(items) if items else 0
    items[:] = items[cut:] + items[:cut]


@COLLECTIONS("fill")
def collections_fill(rt: Runtime, items: list, value: Any) -> None:  # type: ignore[type-arg]
    items[:] = [value] * len(items)


@COLLECTIONS("nCopies")
def n_copies(rt: Runtime, count: int, item: Any) -> list[Any]:
    rt.check_items(count)
    return [item] * count


@COLLECTIONS("addAll")
def collections_add_all(rt: Runtime, target: Any, *items: Any) -> bool:
    for item in items:
        target.add(item) if isinstance(target, GSet) else target.append(item)
    return bool(items)


ARRAYS = StaticTable("java.util.Arrays")
ARRAYS("asList")(lambda rt, *items: list(items[0]) if len(items) == 1 and isinstance(items[0], list) else list(items))
ARRAYS("toString", "deepToString")(lambda rt, items: to_string(items))
ARRAYS("equals", "deepEquals")(lambda rt, left, right: equals(left, right))
ARRAYS("hashCode")(lambda rt, items: java_hash(list(items)))


@ARRAYS("sort")
def arrays_sort(rt: Runtime, items: Any, closure: Any = None) -> None:
    items.sort(key=sort_key(closure))


@ARRAYS("fill")
def arrays_fill(rt: Runtime, items: Any, value: Any) -> None:
    items[:] = [value] * len(items)


@ARRAYS("copyOf")
def arrays_copy(rt: Runtime, items: Any, length: int) -> Any:
    rt.check_items(length)
    return GArray((list(items) + [None] * length)[:length], getattr(items, "component", "java.lang.Object"))


@ARRAYS("copyOfRange")
def arrays_copy_range(rt: Runtime, items: Any, begin: int, end: int) -> Any:
    return GArray(list(items)[begin:end], getattr(items, "component", "java.lang.Object"))


OBJECTS = StaticTable("java.util.Objects")
OBJECTS("equals")(lambda rt, left, right: equals(left, right))
OBJECTS("hash")(lambda rt, *items: java_hash(list(items)))
OBJECTS("hashCode")(lambda rt, item: java_hash(item))
OBJECTS("toString")(lambda rt, item, default=None: to_string(item) if item is not None or default is None else default)
OBJECTS("requireNonNullElse")(lambda rt, item, default: default if item is None else item)
OBJECTS("compare")(lambda rt, left, right, order: 0 if left is right else order.call(left, right))
OBJECTS("isNull")(lambda rt, item: item is None)
OBJECTS("nonNull")(lambda rt, item: item is not None)


@OBJECTS("requireNonNull")
def require_non_null(rt: Runtime, item: Any, message: Any = None) -> Any:
    if item is None:
        raise GroovyRuntimeError("java.lang.NullPointerException", None if message is None else to_string(message))
    return item


class UuidValue(Printable):
    """java.util.UUID."""

    java_class = "java.util.UUID"

    def __init__(self, value: uuid.UUID) -> None:
        self.value = value

    def to_text(self) -> str:
        return str(self.value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, UuidValue) and other.value == self.value

    def __hash__(self) -> int:
        return hash(self.value)


UUID = StaticTable("java.util.UUID")
UUID_METHODS = MethodTable("java.util.UUID")
register_kind("java.util.UUID", UUID_METHODS)
UUID_METHODS("version")(lambda rt, receiver: receiver.value.version)


@UUID("randomUUID")
def random_uuid(rt: Runtime) -> UuidValue:
    import uuid  # slow to start, rarely used

    return UuidValue(uuid.uuid4())


@UUID("fromString")
def uuid_from_string(rt: Runtime, text: str) -> UuidValue:
    import uuid  # slow to start, rarely used

    try:
        return UuidValue(uuid.UUID(text))
    except ValueError:
        raise illegal_argument(f"Invalid UUID string: {text}") from None


@UUID("nameUUIDFromBytes")
def uuid_from_bytes(rt: Runtime, data: Any) -> UuidValue:
    import hashlib  # slow to start, rarely used
    import uuid

    digest = bytearray(hashlib.md5(to_bytes(data), usedforsecurity=False).digest())
    digest[6] = digest[6] & 0x0F | 0x30
    digest[8] = digest[8] & 0x3F | 0x80
    return UuidValue(uuid.UUID(bytes=bytes(digest)))


def to_bytes(data: Any) -> bytes:
    """Python's bytes of a byte[]."""
    return bytes(item & 0xFF for item in data)


def byte_array(data: bytes) -> GArray:
    """A byte[]."""
    return GArray([Byte(item - 256 if item > 127 else item) for item in data], "byte")


class RandomValue(Printable):
    """java.util.Random with Java's own generator, so that a seed gives Java's numbers."""

    java_class = "java.util.Random"

    def __init__(self, seed: int) -> None:
        self.seed = (seed ^ 0x5DEECE66D) & (1 << 48) - 1

    def bits(self, count: int) -> int:
        """The next ``count`` bits, signed."""
        self.seed = (self.seed * 0x5DEECE66D + 0xB) & (1 << 48) - 1
        result = self.seed >> (48 - count)
        return result - (1 << 32) if count == 32 and result >> 31 else result

    def below(self, bound: int) -> int:
        """``nextInt(bound)``."""
        if bound <= 0:
            raise illegal_argument("bound must be positive")
        if bound & -bound == bound:
            return bound * self.bits(31) >> 31
        while True:
            number = self.bits(31)
            result = number % bound
            if number - result + bound - 1 < 1 << 31:
                return result


RANDOM = StaticTable("java.util.Random")
RANDOM_METHODS = MethodTable("java.util.Random")
register_kind("java.util.Random", RANDOM_METHODS)


@RANDOM.constructor
def new_random(rt: Runtime, seed: int | None = None) -> RandomValue:
    return RandomValue(random.getrandbits(48) if seed is None else seed)


@RANDOM_METHODS("nextInt")
def next_int(rt: Runtime, receiver: RandomValue, bound: int | None = None) -> int:
    return receiver.bits(32) if bound is None else receiver.below(bound)


@RANDOM_METHODS("nextLong")
def next_long(rt: Runtime, receiver: RandomValue) -> Long:
    number = (receiver.bits(32) << 32) + receiver.bits(32)
    return Long((number + (1 << 63) & (1 << 64) - 1) - (1 << 63))


@RANDOM_METHODS("nextDouble", "nextFloat")
def next_double(rt: Runtime, receiver: RandomValue) -> float:
    return ((receiver.bits(26) << 27) + receiver.bits(27)) * 2.0**-53


@RANDOM_METHODS("nextBoolean")
def next_boolean(rt: Runtime, receiver: RandomValue) -> bool:
    return bool(receiver.bits(1))


class Codec(Printable):
    """java.util.Base64's encoder and decoder."""

    java_class = "java.util.Base64$Codec"

    def __init__(self, alphabet: bytes = b"+/", padding: bool = True) -> None:
        self.alphabet = alphabet
        self.padding = padding

    def encode(self, data: bytes) -> bytes:
        """Base64 in this alphabet."""
        text = base64.b64encode(data, self.alphabet)
        return text if self.padding else text.rstrip(b"=")


BASE64 = StaticTable("java.util.Base64")
BASE64("getEncoder", "getDecoder", "getMimeEncoder", "getMimeDecoder")(lambda rt: Codec())
BASE64("getUrlEncoder", "getUrlDecoder")(lambda rt: Codec(b"-_"))
CODEC = MethodTable("java.util.Base64$Codec")
register_kind("java.util.Base64$Codec", CODEC)
CODEC("encodeToString")(lambda rt, receiver, data: receiver.encode(to_bytes(data)).decode())
CODEC("encode")(lambda rt, receiver, data: byte_array(receiver.encode(to_bytes(data))))
CODEC("withoutPadding")(lambda rt, receiver: Codec(receiver.alphabet, False))


@CODEC("decode")
def decode(rt: Runtime, receiver: Codec, data: Any) -> GArray:
    text = to_bytes(data) if isinstance(data, list) else to_string(data).encode()
    text += b"=" * (-len(text) % 4)
    try:
        return byte_array(base64.b64decode(text, receiver.alphabet, validate=True))
    except ValueError as error:
        raise illegal_argument(str(error)) from None


StaticTable("java.net.URLEncoder")("encode")(
    lambda rt, text, charset="UTF-8": quote_plus(to_string(text), safe="*-._").replace("~", "%7E")
)
StaticTable("java.net.URLDecoder")("decode")(lambda rt, text, charset="UTF-8": unquote_plus(to_string(text)))
ARRAY_METHODS("encodeBase64")(lambda rt, receiver: base64.b64encode(to_bytes(receiver)).decode())
ARRAY_METHODS("encodeHex")(lambda rt, receiver: to_bytes(receiver).hex())
CHARSETS = StaticTable("java.nio.charset.StandardCharsets")
CHARSETS.constants.update(UTF_8="UTF-8", US_ASCII="US-ASCII", ISO_8859_1="ISO-8859-1", UTF_16="UTF-16")


class DigestValue(Printable):
    """java.security.MessageDigest."""

    java_class = "java.security.MessageDigest"

    def __init__(self, name: str) -> None:
        import hashlib  # slow to start, rarely used

        self.algorithm = name
        plain = name.replace("-", "").lower()
        self.state = hashlib.new("sha1" if plain == "sha" else plain, usedforsecurity=False)


DIGEST = StaticTable("java.security.MessageDigest")
DIGEST_METHODS = MethodTable("java.security.MessageDigest")
register_kind("java.security.MessageDigest", DIGEST_METHODS)


@DIGEST("getInstance")
def digest_instance(rt: Runtime, name: str) -> DigestValue:
    python_name = name.replace("-", "").lower()
    if python_name not in ("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha"):
        raise GroovyRuntimeError("java.security.NoSuchAlgorithmException", f"{name} MessageDigest not available")
    return DigestValue(name)


DIGEST_METHODS("getAlgorithm")(lambda rt, receiver: receiver.algorithm)


@DIGEST_METHODS("update")
def digest_update(rt: Runtime, receiver: DigestValue, data: Any) -> None:
    receiver.state.update(to_bytes(data))


@DIGEST_METHODS("digest")
def digest_digest(rt: Runtime, receiver: DigestValue, data: Any = None) -> GArray:
    if data is not None:
        receiver.state.update(to_bytes(data))
    return byte_array(receiver.state.digest())


class AtomicValue(Printable):
    """java.util.concurrent.atomic.AtomicInteger and AtomicLong."""

    def __init__(self, java_class: str, value: Any) -> None:
        self.java_class = java_class
        self.value = value

    def to_text(self) -> str:
        return to_string(self.value)


ATOMICS = MethodTable("java.util.concurrent.atomic.AtomicInteger")
for _name, _start in {"AtomicInteger": 0, "AtomicLong": Long(0)}.items():
    _full = f"java.util.concurrent.atomic.{_name}"
    register_kind(_full, ATOMICS)

    def _new_atomic(rt: Runtime, value: Any = _start, java_class: str = _full) -> AtomicValue:
        return AtomicValue(java_class, value)

    StaticTable(_full).constructor(_new_atomic)


@ATOMICS("get", "intValue", "longValue", "getValue")
def atomic_get(rt: Runtime, receiver: AtomicValue) -> Any:
    return receiver.value


@ATOMICS("set")
def atomic_set(rt: Runtime, receiver: AtomicValue, value: Any) -> None:
    receiver.value = value


def _atomic(delta: int | None, after: bool) -> Any:
    def run(rt: Runtime, receiver: AtomicValue, value: int = 1) -> Any:
        old = receiver.value
        receiver.value = type(old)(old + (value if delta is None else delta))
        return receiver.value if after else old

    return run


ATOMICS("incrementAndGet")(_atomic(1, True))
ATOMICS("getAndIncrement")(_atomic(1, False))
ATOMICS("decrementAndGet")(_atomic(-1, True))
ATOMICS("getAndDecrement")(_atomic(-1, False))
ATOMICS("addAndGet")(_atomic(None, True))
ATOMICS("getAndAdd")(_atomic(None, False))
