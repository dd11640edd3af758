"""What a script comes to: by our interpreter, and by the real Groovy, many scripts in one JVM."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

from igor.groovy.class_model import class_name
from igor.groovy.errors import GroovySyntaxError
from igor.groovy.host import Budget, Options
from igor.groovy.interpreter import Interpreter
from igor.groovy.runtime_errors import BudgetError, GroovyRuntimeError
from igor.groovy.text import to_string

DRIVER = Path(__file__).parent / "PropertyDriver.groovy"
#: Differ from run to run, or are advice only.
_CHANGING = re.compile(
    r"@[0-9a-f]{5,8}|\n(?:Possible solutions|Cannot resolve which method).*|Script\d+"
    r"| \(\S+ (?:and|is in) .*loader.*\)",
    re.DOTALL,
)
_BUDGET = Budget(steps=300_000, text_bytes=1_000_000, collection_items=100_000)


def our_outcome(source: str) -> str:
    """Class and text of the value, or class and message of the exception."""
    try:
        value = Interpreter(Options(budget=_BUDGET)).run(source, file_name="Case.groovy", binding={})
        return "null" if value is None else f"{class_name(value)} {to_string(value)}"
    except GroovySyntaxError:
        return "REFUSED"
    except BudgetError:
        return "TIMEOUT"
    except GroovyRuntimeError as error:
        return f"THROWN {error.groovy_class}: {'null' if error.groovy_message is None else error.groovy_message}"


def real_outcomes(sources: list[str], folder: Path) -> list[str]:
    """The same by Groovy 2.4, in one JVM."""
    (folder / "cases").write_text("%%%%\n".join(sources), encoding="utf-8")
    command = ["groovy", str(DRIVER), str(folder / "cases"), str(folder / "outcomes")]
    subprocess.run(command, env=java_environment(), check=True, timeout=1200, capture_output=True)
    outcomes = (folder / "outcomes").read_text(encoding="utf-8").split("%%%%\n")
    return [outcome.removesuffix("\n") for outcome in outcomes]


def comparable(outcome: str) -> str:
    """An outcome without what changes from run to run."""
    text = _CHANGING.sub("", outcome)
    return "TIMEOUT" if text.startswith(("THROWN java.lang.OutOfMemoryError", "THROWN java.lang.StackOver")) else text


def java_environment() -> dict[str, str] | None:
    """The environment to start Debian's ``groovy`` in, None when it is not installed."""
    if shutil.which("groovy") is None:
        return None
    homes = sorted(Path("/usr/lib/jvm").glob("java-1*-openjdk-*"))
    home = os.environ.get("JAVA_HOME") or (str(homes[-1]) if homes else "")
    return {**os.environ, "JAVA_HOME": home} if home else dict(os.environ)
