"""The canonical text of trees: our fixtures against the text that Groovy's own tree gave for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from igor.groovy.dump import dump, dump_file
from igor.groovy.parser import parse

GOLDEN = Path(__file__).parents[2] / "golden" / "ast"
FIXTURES = sorted(GOLDEN.glob("*.groovy"))


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_fixture_has_the_tree_that_groovy_gives(path: Path) -> None:
    """A construct would be read as something else than Groovy reads it."""
    expected = path.with_suffix(".ast").read_text(encoding="utf-8").rstrip("\n")
    assert dump_file(path) == f"{path}\t{expected}"


@pytest.mark.parametrize(
    ("source", "script"),
    [
        ("foo 'a', b: 2", '(x (call! this "foo" [(map ("b" Integer:2)) "a"]))'),
        ("a b c d", '(x (call (call! this "a" [b]) "c" [d]))'),
        ("println (1)+2", '(x (bin + (call! this "println" [Integer:1]) Integer:2))'),
        ("sh 'a'\n+ 'b'", '(x (call! this "sh" ["a"])) (x (pos "b"))'),
        ("stage('x')\n{ y }", '(x (call! this "stage" ["x" (closure implicit (block (x y)))]))'),
        ("(a) - b", "(x (bin - a b))"),
        ("(a) [1]", "(x (cast a (list Integer:1)))"),
        ("-1 ** 2", "(x (neg (bin ** Integer:1 Integer:2)))"),
        ("x = a =~ b == c", "(x (bin = x (bin =~ a (bin == b c))))"),
        ("!a instanceof B", "(x (bin instanceof (not a) (class B)))"),
        ("'é\"\\\\'", '(x "\\u00e9\\"\\\\")'),
        ("'😀'", '(x "\\ud83d\\ude00")'),
        ("1.0; 1e5; 0.1f; 1e-5d", "(x BigDecimal:1.0) (x BigDecimal:1E+5) (x Float:0.1) (x Double:1.0E-5)"),
    ],
)
def test_tricky_expressions(source: str, script: str) -> None:
    """One of the places where Groovy differs from what one expects would go wrong."""
    assert dump(parse(source)) == f"(module (block {script}))\t(classes)"


def test_an_invalid_file_is_an_error_line(tmp_path: Path) -> None:
    """One broken file would end the whole listing."""
    path = tmp_path / "broken.groovy"
    path.write_text("x = {")
    assert dump_file(path) == f"{path}\tERROR"


@pytest.mark.parametrize(
    "source", ["x = " + " && ".join(["y"] * 1000), "x = " + "y ? 1 : " * 300 + "2"], ids=["and", "else"]
)
def test_a_chain_that_groovy_reads_is_written(source: str, tmp_path: Path) -> None:
    """A settings file with some hundred alternatives would be refused, while Groovy's own stack has room for it."""
    path = tmp_path / "chain.groovy"
    path.write_text(source)
    assert dump_file(path).startswith(f"{path}\t(module (block (x (bin = x ")


def test_an_endless_chain_is_an_error_line(tmp_path: Path) -> None:
    """A generated file with thousands of operators would end in a Python traceback."""
    path = tmp_path / "chain.groovy"
    path.write_text("x = 1" + "+1" * 5000)
    assert dump_file(path) == f"{path}\tERROR"
