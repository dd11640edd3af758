"""What one seed run shares: its inputs, and the items, views, queued jobs and warnings that its scripts leave behind.

Source: javaposse.jobdsl.dsl.JobManagement (jenkinsci/job-dsl-plugin).
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from igor.groovy.host import CallSite
from igor.jobdsl.errors import DslError, located

if TYPE_CHECKING:
    from igor.jobdsl.item import Item

JENKINS_ROOT = "JENKINS_ROOT"
SEED_JOB = "SEED_JOB"

#: What a script is called that has no file.
INLINE = "script"


class Script(Struct, frozen=True):
    """One DSL script; ``path`` is None for text given inline."""

    name: str
    source: str
    path: Path | None = None


class SeedRequest(Struct, frozen=True):
    """All inputs of a seed run.

    ``parameters`` become variables of the scripts (values may be any JSON value); ``existing_config`` maps a full
    name to the XML of an item that exists, for ``using``; ``lookup_strategy`` is JENKINS_ROOT or SEED_JOB.
    ``workspace_of``: the folder of another job's last build on this machine, empty without one, None without the job.
    ``installed_plugins``: short name → version of what the server has (see ``igor.model.plugins``); None: everything.
    ``symbols``: a site's own rows beside ``symbols.txt``. ``on_script``: is told each script before it runs.
    """

    scripts: tuple[Script, ...]
    workspace: Path
    classpath: tuple[Path, ...] = ()
    parameters: Mapping[str, Any] = field(default_factory=dict)
    seed_job_name: str = ""
    existing_config: Callable[[str], str | None] = lambda _full_name: None
    lookup_strategy: str = JENKINS_ROOT
    workspace_of: Callable[[str], str | None] = lambda _full_name: None
    installed_plugins: Mapping[str, str] | None = None
    fail_on_missing_plugin: bool = False
    symbols: str = ""
    print_text: Callable[[str], None] = lambda _text: None
    on_script: Callable[[Script], None] = lambda _script: None


class GeneratedItem(Struct, frozen=True):
    """An item or view to be applied; ``kind`` is ``item`` or ``view``; ``line`` is where the script declares it.

    ``full_name`` is resolved by the lookup strategy, ``name`` is as the script writes it (``/a``, ``./a``).
    """

    kind: str
    class_name: str
    full_name: str
    xml: str
    file_name: str
    line: int
    template: str | None = None
    previous_names: str | None = None
    name: str = ""


class GeneratedConfigFile(Struct, frozen=True):
    """A file of the config file provider that a script declares; ``class_name`` is its kind."""

    id: str
    name: str
    class_name: str
    xml: str
    file_name: str
    line: int


class SeedResult(Struct):
    """What a seed run made, in processing order.

    ``user_content``: path below userContent → its bytes in base64; ``missing_plugins``: what is to do about each.
    """

    items: list[GeneratedItem] = field(default_factory=list)
    queued: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    user_content: dict[str, str] = field(default_factory=dict)
    config_files: list[GeneratedConfigFile] = field(default_factory=list)
    missing_plugins: list[str] = field(default_factory=list)


class Session:
    """One run of a request: what all its scripts see and add to."""

    def __init__(self, request: SeedRequest) -> None:
        self.request = request
        self.result = SeedResult()
        self.declared: list[Item] = []
        self.queued: list[str] = []

    def resolve(self, name: str) -> str:
        """The full name that a name in a script stands for: ``/a`` is absolute, ``../a`` is normalised."""
        seed_folder = self.request.seed_job_name.rpartition("/")[0]
        base = seed_folder if self.request.lookup_strategy == SEED_JOB and not name.startswith("/") else ""
        return posixpath.normpath("/" + base + "/" + name).lstrip("/")

    def config_of(self, name: str) -> str | None:
        """The XML of an item that this run generated already or that exists."""
        full_name = self.resolve(name)
        for item in reversed(self.result.items):
            if item.kind == "item" and item.full_name == full_name:
                return item.xml
        return self.request.existing_config(full_name)

    def warn(self, site: CallSite, text: str) -> None:
        """Print ``Warning: (file, line N) text``; the same warning twice in a row counts once."""
        warning = f"Warning: {located(site, text)}"
        if not self.result.warnings or self.result.warnings[-1] != warning:
            self.result.warnings.append(warning)
            self.request.print_text(warning + "\n")

    def tell_missing(self, texts: Iterable[str], site: CallSite) -> None:
        """Warn of plugins that a method needs and the server lacks; refuse the call where the request wants it."""
        for text in texts:
            if self.request.fail_on_missing_plugin:
                raise DslError(text, site)
            self.warn(site, text)
            self.result.missing_plugins.append(text)

    def read_workspace_file(self, path: str, site: CallSite) -> bytes:
        """A file of the seed's workspace; refused outside of it."""
        return self._read(self.request.workspace, path, site)

    def read_file_of_job(self, full_name: str, path: str, site: CallSite) -> bytes | None:
        """A file of another job's workspace; None with a warning that says what does not exist."""
        workspace = self.request.workspace_of(full_name)
        missing = "job" if workspace is None else "file" if workspace else "workspace"
        if workspace and (Path(workspace) / path).is_file():
            return self._read(Path(workspace), path, site)
        text = f'Could not read file "{path}" from workspace of job "{full_name}" because the {missing} does not exist'
        self.warn(site, text)
        return None

    def _read(self, folder: Path, path: str, site: CallSite) -> bytes:
        root = folder.resolve()
        file = (root / path).resolve()
        if not file.is_relative_to(root):
            raise DslError(f"File {path} is outside the workspace", site)
        if not file.is_file():
            raise DslError(f"File {path} does not exist in workspace", site)
        return file.read_bytes()
