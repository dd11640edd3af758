"""Classes of Java that scripts get: what they may not do, where they end. How they print is in the golden chunks."""

from __future__ import annotations

from typing import Any

import pytest

from igor.groovy.host import Budget, Options
from igor.groovy.interpreter import Interpreter
from igor.groovy.property_order import property_names
from igor.groovy.runtime_errors import GroovyRuntimeError

IMPORTS = "import java.time.*; import java.text.*; import java.util.concurrent.*\n"


def run(source: str) -> Any:
    """The value of a script."""
    return Interpreter(Options(budget=Budget(steps=20_000))).run(IMPORTS + source, file_name="a.groovy", binding={})


REFUSED = [
    ("new URL('http://localhost').text", "java.lang.SecurityException"),
    ("new URL('file:///etc/passwd').openStream()", "java.lang.SecurityException"),
    ("'http://localhost'.toURL().readLines()", "java.lang.SecurityException"),
    ("new URI('http://localhost').toURL().withReader { it.text }", "java.lang.SecurityException"),
    ("new URI('a b')", "java.net.URISyntaxException"),
    ("new URL('nope')", "java.net.MalformedURLException"),
    ("new URL('gopher://h')", "java.net.MalformedURLException"),
    ("ZoneId.of('../../etc/passwd')", "java.time.DateTimeException"),
    ("ZoneId.of('No/Where')", "java.time.zone.ZoneRulesException"),
    ("LocalDate.of(2020, 1, 1).plusYears(1000000000)", "java.time.DateTimeException"),
    ("LocalDate.of(2020, 1, 1).plusDays(10 ** 15 as long)", "java.time.DateTimeException"),
    ("Duration.ofDays(Long.MAX_VALUE).multipliedBy(1000000)", "java.lang.ArithmeticException"),
    ("Duration.parse('PT' + '9' * 3000 + 'S')", "java.lang.ArithmeticException"),
    ("def b = new BitSet(); b.set(2000000000)", "java.lang.OutOfMemoryError"),
    ("new Random(1).ints(2000000000, 0, 5)", "java.lang.OutOfMemoryError"),
    ("def f; f = { it.trampoline(it) }; f.trampoline(f)()", "java.lang.Error"),
    ("Base64.decoder.decode('a*b')", "java.lang.IllegalArgumentException"),
    ("new DecimalFormat('0').format(new BigDecimal('1e999999999'))", "java.lang.OutOfMemoryError"),
    ("NumberFormat.instance.parse('x')", "java.text.ParseException"),
    ("new XmlSlurper().parseText('<!DOCTYPE a><a/>')", "org.xml.sax.SAXParseException"),
    ("[1, 2].iterator().remove()", "java.lang.IllegalStateException"),
    ("def l = [1, 2]; def i = l.iterator(); l << 3; i.next()", "java.util.ConcurrentModificationException"),
]


@pytest.mark.parametrize(("source", "groovy_class"), REFUSED)
def test_ends_in_an_error_of_its_kind(source: str, groovy_class: str) -> None:
    """A script would reach the network, use up the process, or see an exception of Python."""
    with pytest.raises(GroovyRuntimeError) as caught:
        run(source)
    assert caught.value.groovy_class == groovy_class


def test_addresses_are_values() -> None:
    """Scripts take addresses to pieces without touching the network."""
    assert run("def u = new URI('http://u@h:8080/p/a?q=1#f'); [u.host, u.port, u.path, u.query, u.fragment]") == [
        "h", 8080, "/p/a", "q=1", "f",
    ]  # fmt: skip
    assert run("new URI('http://h/a/').resolve('../b').toString()") == "http://h/b"


def test_a_memory_of_bounded_size_forgets_the_oldest() -> None:
    """``memoizeAtMost`` would keep everything."""
    script = "int n = 0; def f = { n++; it }.memoizeAtMost(2); [1, 2, 1, 3, 1, 2].each { f(it) }; n"
    assert run(script) == 4


def test_properties_come_in_groovys_order() -> None:
    """JSON of objects would have its keys in another order than on a real Jenkins."""
    cls = run("class P { String name; int age; List tags; Map m; def nul; static st; private hidden }; P")
    assert property_names(cls) == ["nul", "age", "m", "tags", "name", "st"]
