"""Our fixture sources against the genuine Groovy 2.4.21, where it is installed."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from igor.groovy.dump import dump_file

REPOSITORY = Path(__file__).parents[2]
FIXTURES = sorted((REPOSITORY / "tests" / "golden" / "ast").glob("*.groovy"))
DUMPER = REPOSITORY.parent / "shared" / "oracle" / "AstDump.java"
JAVA_LIBRARIES = Path("/usr/share/java")
GROOVY = JAVA_LIBRARIES / "groovy-all-2.4.21.jar"
OPENED = ["--add-opens", "java.base/java.lang=ALL-UNNAMED", "--add-opens", "java.base/java.util=ALL-UNNAMED"]


def missing() -> str | None:
    """What the comparison lacks on this machine."""
    if not GROOVY.exists():
        return f"no {GROOVY} (apt-get install groovy)"
    if shutil.which("javac") is None or shutil.which("java") is None:
        return "no javac (apt-get install default-jdk-headless)"
    return None if DUMPER.exists() else f"no {DUMPER}"


@pytest.mark.integration
@pytest.mark.slow
def test_fixtures_have_the_tree_that_the_genuine_groovy_gives(tmp_path: Path) -> None:
    """The expected texts beside the fixtures could be our own mistakes, written down."""
    reason = missing()
    if reason:
        pytest.skip(reason)
    libraries = [GROOVY, *(JAVA_LIBRARIES / f"{name}.jar" for name in ("antlr", "asm-all", "commons-cli")), tmp_path]
    class_path = ":".join(str(path) for path in libraries)
    listing, output = tmp_path / "list", tmp_path / "out"
    listing.write_text("".join(f"{path}\n" for path in FIXTURES))
    subprocess.run(["javac", "-nowarn", "-cp", class_path, "-d", str(tmp_path), str(DUMPER)], check=True)
    subprocess.run(["java", *OPENED, "-cp", class_path, "AstDump", str(listing), str(output)], check=True)
    genuine = [normalized(line) for line in output.read_text(encoding="utf-8").splitlines()]
    assert [dump_file(path) for path in FIXTURES] == genuine


def normalized(line: str) -> str:
    """Without the object's address that the genuine one writes for an annotation as a value."""
    return re.sub(r"AnnotationNode:org\.codehaus\.groovy\.ast\.AnnotationNode@[0-9a-f]+", "(annconst)", line)
