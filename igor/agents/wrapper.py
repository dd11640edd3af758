"""Where the wrapper's source is, and its compiled copy in the agent's home, which starts 10 ms sooner."""

from __future__ import annotations

import marshal
from _frozen_importlib_external import MAGIC_NUMBER
from pathlib import Path

from igor.agents.files import replace_file
from igor.model.errors import NotFound

WRAPPER_NAME = "igor_wrap.py"


def prepare_wrapper(folder: Path | None, cache: Path) -> Path:
    """The wrapper, compiled for this Python into ``cache``. Raises NotFound, OSError."""
    cache.mkdir(parents=True, exist_ok=True)
    source = read_packed() if folder is None else None
    if source is None:
        path = find_wrapper(folder)
    else:
        path = cache / WRAPPER_NAME
        replace_file(path, source)
    return compile_wrapper(path, cache)


def read_packed() -> bytes | None:
    """The wrapper's source where this package lies in a zipapp, else None."""
    loader = globals().get("__loader__")
    archive = getattr(loader, "archive", None)
    return None if archive is None or loader is None else bytes(loader.get_data(f"{archive}/{WRAPPER_NAME}"))


def find_wrapper(folder: Path | None) -> Path:
    """Where ``igor_wrap.py`` lies: in ``folder``, beside the package, or in it. Raises NotFound."""
    package = Path(__file__).parent
    folders = [folder] if folder else [package.parents[1] / "wrapper", package]
    for candidate in folders:
        if (candidate / WRAPPER_NAME).is_file():
            return candidate / WRAPPER_NAME
    raise NotFound(
        f"there is no {WRAPPER_NAME} in {' or '.join(map(str, folders))}", hint="name its folder with --wrapper"
    )


def compile_wrapper(source: Path, cache: Path) -> Path:
    """As ``py_compile`` does it, in a tenth of its memory. Raises OSError, SyntaxError."""
    code = compile(source.read_bytes(), str(source), "exec", dont_inherit=True)
    compiled = cache / "igor_wrap.pyc"
    replace_file(compiled, MAGIC_NUMBER + bytes(12) + marshal.dumps(code))
    return compiled
