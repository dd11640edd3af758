"""java.util.Random with Java's own generator, so that a seed gives Java's numbers."""

from __future__ import annotations

import math
import random
from typing import Any

from igor.groovy.builtin_tables import register_kind
from igor.groovy.dispatch import invoke
from igor.groovy.registry import Int, MethodTable, StaticTable
from igor.groovy.runtime import Runtime
from igor.groovy.runtime_errors import NoSignature, illegal_argument
from igor.groovy.text import Printable
from igor.groovy.values import Byte, Float, GArray, Long, to_int64


class RandomValue(Printable):
    """java.util.Random with Java's own generator, so that a seed gives Java's numbers."""

    java_class = "java.util.Random"

    def __init__(self, seed: int) -> None:
        self.reseed(seed)

    def reseed(self, seed: int) -> None:
        """Begin anew with that seed."""
        self.seed = (seed ^ 0x5DEECE66D) & (1 << 48) - 1
        self.other_gaussian: float | None = None

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
def next_int(rt: Runtime, receiver: RandomValue, bound: Int | None = None) -> int:
    return receiver.bits(32) if bound is None else receiver.below(bound)


@RANDOM_METHODS("nextLong")
def next_long(rt: Runtime, receiver: RandomValue) -> Long:
    return Long(to_int64((receiver.bits(32) << 32) + receiver.bits(32)))


@RANDOM_METHODS("nextDouble")
def next_double(rt: Runtime, receiver: RandomValue) -> float:
    return ((receiver.bits(26) << 27) + receiver.bits(27)) * 2.0**-53


@RANDOM_METHODS("nextBoolean")
def next_boolean(rt: Runtime, receiver: RandomValue) -> bool:
    return bool(receiver.bits(1))


@RANDOM_METHODS("nextFloat")
def next_float(rt: Runtime, receiver: RandomValue) -> Float:
    return Float(receiver.bits(24) / float(1 << 24))


@RANDOM_METHODS("nextGaussian")
def next_gaussian(rt: Runtime, receiver: RandomValue) -> float:
    if receiver.other_gaussian is not None:
        result, receiver.other_gaussian = receiver.other_gaussian, None
        return result
    size = 0.0
    while size >= 1 or size == 0:
        first = 2 * next_double(rt, receiver) - 1
        second = 2 * next_double(rt, receiver) - 1
        size = first * first + second * second
    factor = math.sqrt(-2 * math.log(size) / size)
    receiver.other_gaussian = second * factor
    return first * factor


@RANDOM_METHODS("nextBytes")
def next_bytes(rt: Runtime, receiver: RandomValue, target: Any) -> None:
    if not isinstance(target, GArray) or target.component != "byte":
        raise NoSignature
    for start in range(0, len(target), 4):
        number = receiver.bits(32)
        for index in range(start, min(start + 4, len(target))):
            byte = number & 0xFF
            target[index] = Byte(byte - 256 if byte > 127 else byte)
            number >>= 8


@RANDOM_METHODS("setSeed")
def set_seed(rt: Runtime, receiver: RandomValue, seed: int) -> None:
    receiver.reseed(int(seed))


@RANDOM_METHODS("ints")
def ints(rt: Runtime, receiver: RandomValue, count: int, low: int, high: int) -> Any:
    rt.check_items(count)
    size = high - low
    if size <= 0:
        raise illegal_argument("bound must be greater than origin")
    power = size & -size == size
    numbers = [low + (receiver.bits(32) & size - 1 if power else receiver.below(size)) for _ in range(count)]
    return invoke(rt, numbers, "stream", [])
