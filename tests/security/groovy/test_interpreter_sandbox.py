"""Scripts cannot leave the interpreter nor use up the machine: each attempt ends soon, in a clear error."""

from __future__ import annotations

import time

import pytest

from igor.groovy.errors import GroovyError
from igor.groovy.host import Budget, Options
from igor.groovy.interpreter import Interpreter
from igor.groovy.runtime_errors import GroovyRuntimeError

SMALL = Budget(steps=200_000, call_depth=200, text_bytes=1_000_000, collection_items=100_000)

ESCAPES = [
    "System.exit(1)",
    "'ls'.execute()",
    "['ls', '-l'].execute()",
    "new File('/etc/passwd').text",
    "new File('/tmp/x') << 'y'",
    "Eval.me('1')",
    "new GroovyShell().evaluate('1')",
    "Thread.start { }",
    "new Thread({ }).start()",
    "Runtime.runtime.exec('ls')",
    "Runtime.getRuntime().halt(1)",
    "new ProcessBuilder('ls').start()",
    "Class.forName('java.lang.Runtime')",
    "''.class.forName('java.lang.Runtime')",
    "''.class.classLoader",
    "this.class.classLoader.parseClass('1')",
    "''.metaClass.foo = { }",
    "String.metaClass.foo = { }",
    "''.getMetaClass()",
    "''.class.getDeclaredMethods()",
    "''.class.methods",
    "new URL('http://localhost').text",
    "'http://localhost'.toURL().text",
    "new Socket('localhost', 80)",
    "sleep(100000)",
    "''.__class__",
    "''.__class__.__mro__",
    "[1].__init__",
    "({ }).code",
    "({ }).rt",
    "({ }).__globals__",
    "'%s'.__format__()",
    "java.lang.Runtime.getRuntime()",
    "java.nio.file.Files.readAllLines(null)",
    "groovy.lang.GroovyShell.newInstance()",
    "System.setProperty('a', 'b')",
    "new groovy.sql.Sql()",
    "new ObjectInputStream(null)",
    "jenkins.model.Jenkins.instance",
    "new Object().notifyAll()",
    "Integer.__subclasses__()",
    "GroovySystem.version",
]

EXHAUSTIONS = [
    "while (true) { }",
    "for (;;) { }",
    "def f() { f() }; f()",
    "def c; c = { c() }; c()",
    "def a = 'x'; while (true) { a += a }",
    "def l = [1]; while (true) { l += l }",
    "def l = []; while (true) { l << 1 }",
    "def m = [:]; int i = 0; while (true) { m[i++] = 1 }",
    "'x' * 2000000000",
    "[1] * 2000000000",
    "(1..2000000000).collect { it }",
    "(1..2000000000).toList()",
    "2 ** 2000000000",
    "def x = 3G; while (true) { x = x * x }",
    "def x = 1.1; while (true) { x = x * x }",
    "new int[2000000000]",
    "'a'.padLeft(2000000000)",
    "String.format('%2000000000d', 1)",
    "def l = [1]; 40.times { l = [l, l] }; l.toString()",
    "def l = []; l[2000000000] = 1",
    "1e1000000000 + 1",
    "(1..40).toList().subsequences()",
    "(1..12).toList().permutations()",
    'class A { String toString() { "$this" } }; new A().toString()',
    "class A { boolean equals(o) { this == o } }; new A() == new A()",
    "def s = 'a' * 30 + '!'; s ==~ /(a+)+$/",
    "try { while (true) { } } catch (Throwable t) { }; while (true) { }",
    "try { while (true) { } } finally { while (true) { } }",
    "def l = [3, 1, 2] * 30000; while (true) { l.sort(false) }",
    "1.upto(2000000000) { }",
    "2000000000.times { }",
    "'x'.replaceAll('', 'y' * 900000)  * 2",
]


@pytest.mark.parametrize("source", ESCAPES)
def test_a_way_out_is_refused(source: str) -> None:
    """Python, the file system, processes and the network stay out of reach, with a sentence that says so."""
    with pytest.raises(GroovyError) as caught:
        Interpreter(Options(budget=SMALL)).run(source, file_name="escape.groovy", binding={})
    assert caught.value.message


@pytest.mark.parametrize("source", EXHAUSTIONS)
def test_exhaustion_ends_soon(source: str) -> None:
    """Endless loops, endless recursion and growing values end within seconds, at a line of the script."""
    started = time.process_time()
    with pytest.raises(GroovyRuntimeError) as caught:
        Interpreter(Options(budget=SMALL)).run(source, file_name="exhaust.groovy", binding={})
    assert time.process_time() - started < 5
    assert caught.value.line == 1


def test_the_script_cannot_catch_the_end_of_its_budget() -> None:
    """A script that catches everything would otherwise run for ever."""
    source = "while (true) { try { while (true) { } } catch (Throwable t) { } finally { } }"
    with pytest.raises(GroovyRuntimeError, match="budget of 200000 steps"):
        Interpreter(Options(budget=SMALL)).run(source, file_name="a.groovy", binding={})


def test_classes_still_tell_their_names() -> None:
    """``x.class.name`` is common in scripts that choose by type."""
    interpreter = Interpreter(Options())
    source = "[1.class.name, 'a'.getClass().simpleName, [:].getClass().name]"
    assert interpreter.run(source, file_name="a.groovy", binding={}) == [
        "java.lang.Integer", "String", "java.util.LinkedHashMap",
    ]  # fmt: skip


def test_files_are_read_only_through_the_host() -> None:
    """``new File`` reads what the host's ``read_file`` gives, and never writes."""
    interpreter = Interpreter(Options(read_file=lambda path: f"text of {path}".encode()))
    assert interpreter.run("new File('a.txt').text", file_name="a.groovy", binding={}) == "text of a.txt"
    with pytest.raises(GroovyRuntimeError, match="may not use files to write"):
        interpreter.run("new File('a.txt').write('x')", file_name="a.groovy", binding={})


def test_the_class_loader_of_a_script_is_good_for_a_config_slurper_alone() -> None:
    """Job DSL scripts hand it over before they parse; it loads nothing."""
    source = "def s = new ConfigSlurper(); s.classLoader = this.class.classLoader; s.parse('a { b = 1 }').a.b"
    assert Interpreter(Options()).run(source, file_name="a.groovy", binding={}) == 1
    for call in ("loadClass('java.lang.Runtime')", "parseClass('1')", "parent", "getResource('/')", "classCache"):
        with pytest.raises(GroovyRuntimeError):
            Interpreter(Options()).run(f"this.class.classLoader.{call}", file_name="a.groovy", binding={})
