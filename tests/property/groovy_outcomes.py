"""What a script comes to: by our interpreter, and by the real Groovy, many scripts in one JVM."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

from igor.groovy import identities
from igor.groovy.class_model import class_name
from igor.groovy.errors import GROOVY_BUG, GroovySyntaxError
from igor.groovy.host import Budget, Options
from igor.groovy.interpreter import Interpreter
from igor.groovy.runtime_errors import BudgetError, GroovyRuntimeError
from igor.groovy.semantics import equals
from igor.groovy.text import to_string

DRIVER = Path(__file__).parent / "PropertyDriver.groovy"
#: The loaders of classes that are not Java's own have names of the JVM's. Which methods Groovy suggests, and in which
#: order, depends on the order in which the JVM gives a class's methods.
_CHANGING = re.compile(r"\nPossible solutions: .*| \(\S+ (?:and|is) [^()]*@\w+[^()]*\)")
#: Methods that Groovy could not choose from, in the order in which the JVM gives them.
_UNORDERED = re.compile(r"(from this list:|prototypes between:)((?:\n(?:  public |\t\[).*)+)")
#: ``as`` for what no class fits makes a class, ``Integer4_groovyProxy``: a counter of the JVM's numbers it, so that the
#: same source gives another name the second time.
_PROXY = re.compile(r"[A-Z]\w*\d+_groovyProxy|\$Proxy\d+")
_BUG = "THROWN org.codehaus.groovy.GroovyBugError"
_BUDGET = Budget(steps=2_000_000, text_bytes=400_000_000, collection_items=2_000_000)

#: What a fresh JVM does, it is to do always: without the first it throws exceptions without their messages from code
#: that it has compiled; without the second a method called by reflection refuses arguments with a message 15 times.
#: With the next three the hash code of any object that has none of its own, of classes and closures too, is 1.
#: The rest saves more than half of the processor time: most code runs once.
_JVM_OPTIONS = (
    "-XX:-OmitStackTraceInFastThrow",
    "-Dsun.reflect.inflationThreshold=2147483647",
    "-XX:+UnlockExperimentalVMOptions",
    "-XX:hashCode=2",
    "-Xshare:off",
    "-XX:TieredStopAtLevel=1",
    "-XX:+UseSerialGC",
)


def our_outcome(source: str) -> str:
    """Class and text of the value, or class and message of the exception; identities have the hash code 1."""
    bounds = identities.LEAST, identities.GREATEST
    identities.LEAST = identities.GREATEST = 1
    try:
        return _outcome(source)
    finally:
        identities.LEAST, identities.GREATEST = bounds


def _outcome(source: str) -> str:
    try:
        value = Interpreter(Options(budget=_BUDGET)).run(source, file_name="Case.groovy", binding={})
        return "null" if equals(value, None) else f"{class_name(value)} {to_string(value)}"
    except GroovySyntaxError as error:
        return f"{_BUG}: {error.message}" if error.message.startswith(GROOVY_BUG) else "REFUSED"
    except BudgetError:
        return "TIMEOUT"
    except GroovyRuntimeError as error:
        if error.groovy_class == "org.codehaus.groovy.control.MultipleCompilationErrorsException":
            return "REFUSED"
        return f"THROWN {error.groovy_class}: {'null' if error.groovy_message is None else error.groovy_message}"


def real_outcomes(sources: list[str], folder: Path) -> list[str]:
    """The same by Groovy 2.4, in one JVM."""
    (folder / "cases").write_text("%%%%\n".join(sources), encoding="utf-8")
    command = ["groovy", str(DRIVER), str(folder / "cases"), str(folder / "outcomes")]
    environment = {**(java_environment() or os.environ), "JAVA_OPTS": " ".join(_JVM_OPTIONS)}
    subprocess.run(command, env=environment, check=True, timeout=1200, capture_output=True)
    outcomes = (folder / "outcomes").read_text(encoding="utf-8").split("%%%%\n")
    return [outcome.removesuffix("\n") for outcome in outcomes]


def comparable(outcome: str) -> str:
    """An outcome without what changes from run to run or is an accident of the JVM."""
    return _UNORDERED.sub(lambda match: match[1] + "\n".join(sorted(match[2].split("\n"))), _CHANGING.sub("", outcome))


_BEYOND = ("THROWN java.lang.OutOfMemoryError", "THROWN java.lang.StackOverflowError")


def same(source: str, our: str, real: str) -> bool:
    """Whether both came to the same, or the real one to nothing that a second run would repeat.

    A script that we end for its size or length differs, unless the real one ran out of time, memory or stack as well,
    or came to a text that is longer than the budget.
    """
    if real == "TIMEOUT" or _PROXY.search(real):
        return True
    if real.startswith(_BEYOND):
        return our == "TIMEOUT" or our.startswith(_BEYOND)
    if our == "TIMEOUT" and len(real) > _BUDGET.text_bytes:
        return True
    return comparable(our) == comparable(real)


def java_environment() -> dict[str, str] | None:
    """The environment to start Debian's ``groovy`` in, None when it is not installed."""
    if shutil.which("groovy") is None:
        return None
    homes = sorted(Path("/usr/lib/jvm").glob("java-1*-openjdk-*"))
    home = os.environ.get("JAVA_HOME") or (str(homes[-1]) if homes else "")
    return {**os.environ, "JAVA_HOME": home} if home else dict(os.environ)
