"""Scripts of one topic each print what Groovy 2.4.21 prints; ``NAME.expected`` beside each was made by the real one.

A file in ``chunks`` holds many small scripts between lines ``---``, each run alone; so does its ``.expected``.

To make or renew an expected file: run ``GoldenDriver.groovy OUT FILES…`` with real Groovy, copy ``OUT/NAME.out``.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from groovy_table import README, counted, parts, rows

from igor.groovy.errors import GroovySyntaxError
from igor.groovy.host import Options
from igor.groovy.interpreter import Interpreter
from igor.groovy.runtime_errors import GroovyRuntimeError

HERE = Path(__file__).parent
FILES = sorted((HERE / "groovy").glob("*.groovy"))
CHUNK_FILES = sorted((HERE / "groovy" / "chunks").glob("*.groovy"))


def run_ours(source: str, file_name: str) -> str:
    """What our interpreter prints for a script."""
    printed: list[str] = []
    interpreter = Interpreter(Options(print_text=printed.append))
    try:
        interpreter.run(source, file_name=file_name, binding={})
    except GroovySyntaxError as error:
        text = f"{file_name}: {error.line}: {error.message} @ line {error.line}, column {error.column}."
        first_line = re.sub(r"\s+@ line", " @ line", text).splitlines()[0]
        printed.append(f"REFUSED {first_line}\n")
    except GroovyRuntimeError as error:
        message = "null" if error.groovy_message is None else error.groovy_message
        printed.append(f"UNCAUGHT {error.groovy_class}: {message}\n")
    return "".join(printed)


def chunks() -> list[Any]:
    """Every chunk with the name of its file and what the real one prints."""
    found = []
    for path in CHUNK_FILES:
        sources = parts(path.read_text(encoding="utf-8"))
        printed = parts(path.with_suffix(".expected").read_text(encoding="utf-8"))
        for index, (source, expected) in enumerate(zip(sources, printed, strict=True)):
            found.append(pytest.param(path.name, source, expected, id=f"{path.stem}-{index}"))
    return found


CHUNKS = chunks()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_prints_what_groovy_prints(path: Path) -> None:
    """A difference here is a difference that users of real Jenkins would see."""
    expected = path.with_suffix(".expected").read_text(encoding="utf-8")
    assert run_ours(path.read_text(encoding="utf-8"), path.name) == expected


@pytest.mark.parametrize(("file_name", "source", "expected"), CHUNKS)
def test_chunk_prints_what_groovy_prints(file_name: str, source: str, expected: str) -> None:
    """A difference here is a construct or a method of Groovy that scripts would see misbehave."""
    assert run_ours(source, file_name) == expected


def test_every_construct_has_its_scripts() -> None:
    """The README counts what is there: some scripts for each construct, more than nine hundred in all."""
    text = README.read_text(encoding="utf-8")
    named = sorted(name for row in rows(text) for name in row.files)
    assert named == sorted([*(path.stem for path in FILES), *(f"chunks/{path.stem}" for path in CHUNK_FILES)])
    assert text == counted(text), "run python tests/golden/groovy_table.py"
    assert min(row.count for row in rows(text)) >= 1
    assert len(CHUNKS) >= 1900


#: The order of equally good ones, and so which six are told, changes from one JVM to the next.
_SOLUTIONS = re.compile(r"(?<=Possible solutions: ).*")


def java_environment() -> dict[str, str] | None:
    """The environment to start Debian's ``groovy`` in, None when it is not installed."""
    if shutil.which("groovy") is None:
        return None
    homes = sorted(Path("/usr/lib/jvm").glob("java-1*-openjdk-*"))
    home = os.environ.get("JAVA_HOME") or (str(homes[-1]) if homes else "")
    return {**os.environ, "JAVA_HOME": home} if home else dict(os.environ)


@pytest.mark.integration
@pytest.mark.slow
@pytest.mark.skipif(java_environment() is None, reason="needs Debian's groovy 2.4")
def test_expected_files_are_what_the_real_one_prints(tmp_path: Path) -> None:
    """The expected files are not ours: one JVM a folder runs all its scripts and prints the same."""
    for paths in (FILES, CHUNK_FILES):
        target = tmp_path / paths[0].parent.name
        target.mkdir()
        command = ["groovy", str(HERE / "GoldenDriver.groovy"), str(target), *map(str, paths)]
        subprocess.run(command, env=java_environment(), check=True, timeout=250, capture_output=True)
        for path in paths:
            real = (target / f"{path.stem}.out").read_text(encoding="utf-8")
            expected = path.with_suffix(".expected").read_text(encoding="utf-8")
            assert _SOLUTIONS.sub("", real) == _SOLUTIONS.sub("", expected), path.name
