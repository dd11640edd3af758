"""docs/security.md: its examples are run from top to bottom, as somebody who pastes them would."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from rest_server import serving

pytestmark = [pytest.mark.integration, pytest.mark.slow]

PAGE = Path(__file__).resolve().parents[2] / "docs" / "security.md"


def test_the_examples(tmp_path: Path) -> None:
    """An example that does not work when pasted is worse than none."""
    examples = re.findall(r"^```sh\n(.*?)^```", PAGE.read_text(), re.MULTILINE | re.DOTALL)
    with serving(tmp_path / "home") as rest:
        address = {
            "IGOR_URL": rest.url.rstrip("/"),
            "IGOR_USER": "admin",
            "IGOR_TOKEN": rest.token,
            "TOKEN": rest.token,
        }
        places = {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "PYTHONPATH": str(PAGE.parents[1])}
        done = subprocess.run(
            ["bash", "-euxo", "pipefail", "-c", "\n".join(examples)],
            cwd=tmp_path,
            env={**os.environ, **address, **places},
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.returncode == 0, done.stderr
        assert '"jobs":[{"_class":"com.cloudbees.hudson.plugins.folder.Folder","name":"team"}]' in done.stdout
        assert '"team-dev":[{"type":"USER","sid":"bob"}]' in done.stdout
        assert "<secret-redacted/>" in done.stdout
        assert "s3cret" not in done.stdout
        assert rest.get("job/team/", auth=("bob", "battery")).status_code == 200
        assert rest.get("job/team/", auth=("alice", "correct horse")).status_code == 404
