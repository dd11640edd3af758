"""The wrapper as a module: one file that no package holds."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest

SOURCE = Path(__file__).parents[3] / "wrapper" / "igor_wrap.py"


@pytest.fixture(scope="session")
def wrap() -> Any:
    spec = importlib.util.spec_from_file_location("igor_wrap", SOURCE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
