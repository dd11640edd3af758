"""Floats and doubles have the digits of Java's own texts."""

from __future__ import annotations

import random
import struct
import subprocess
from pathlib import Path

import pytest
from groovy_outcomes import java_environment

from igor.groovy.floating_text import double_text, float_text

PRINTER = """
new File(args[1]).withWriter { out ->
    new File(args[0]).eachLine { line ->
        out.println line.startsWith('F') ? Float.intBitsToFloat(Integer.parseUnsignedInt(line.substring(1), 16))
            : Double.longBitsToDouble(Long.parseUnsignedLong(line, 16))
    }
}
"""
CASES = 20_000


def bits_of_every_kind(rng: random.Random) -> list[str]:
    """Any bits, whole numbers, powers of two, subnormal and short decimal numbers, as 8 and 16 hexadecimal digits."""
    doubles = (
        struct.pack(">Q", rng.getrandbits(64)),
        struct.pack(">Q", rng.getrandbits(rng.randint(1, 52))),
        struct.pack(">d", rng.getrandbits(rng.randint(1, 70))),
        struct.pack(">d", 2.0 ** rng.randint(-1074, 1023)),
        struct.pack(">d", rng.randint(-(10**6), 10**6) / 10 ** rng.randint(0, 9)),
    )
    floats = (
        struct.pack(">I", rng.getrandbits(32)),
        struct.pack(">I", rng.getrandbits(rng.randint(1, 23))),
        struct.pack(">f", rng.getrandbits(rng.randint(1, 70))),
        struct.pack(">f", 2.0 ** rng.randint(-149, 127)),
        struct.pack(">f", rng.randint(-(10**6), 10**6) / 10 ** rng.randint(0, 9)),
    )
    return [double.hex() for double in doubles] + [f"F{single.hex()}" for single in floats]


def our_text(bits: str) -> str:
    """The text of the number with these bits."""
    if bits.startswith("F"):
        return float_text(struct.unpack(">f", bytes.fromhex(bits[1:]))[0])
    return double_text(struct.unpack(">d", bytes.fromhex(bits))[0])


@pytest.mark.integration
@pytest.mark.skipif(java_environment() is None, reason="needs Debian's groovy 2.4")
def test_same_digits_as_java(tmp_path: Path) -> None:
    """Also where Java before 19 prints a digit more than would be needed, or rounds one the wrong way."""
    rng = random.Random(4511638)
    numbers = [bits for _ in range(CASES // 10) for bits in bits_of_every_kind(rng)]
    (tmp_path / "numbers").write_text("\n".join(numbers), encoding="ascii")
    command = ["groovy", "-e", PRINTER, str(tmp_path / "numbers"), str(tmp_path / "texts")]
    subprocess.run(command, env=java_environment(), check=True, timeout=120, capture_output=True)
    texts = (tmp_path / "texts").read_text(encoding="ascii").splitlines()
    different = [
        (bits, our_text(bits), text) for bits, text in zip(numbers, texts, strict=True) if our_text(bits) != text
    ]
    assert not different


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0.0, "0.0"),
        (-0.0, "-0.0"),
        (float("-inf"), "-Infinity"),
        (float("nan"), "NaN"),
        (5e-324, "4.9E-324"),
        (1.0361308e-317, "1.0361308E-317"),
        (1e23, "9.999999999999999E22"),
        (9999999.0, "9999999.0"),
        (1e7, "1.0E7"),
        (0.001, "0.001"),
    ],
)
def test_double_text(number: float, text: str) -> None:
    assert double_text(number) == text


def test_float_text_of_what_rounds_to_zero() -> None:
    assert float_text(-1e-60) == "-0.0"
