"""Variables that every script finds: ``SEED_JOB``, the job that runs it, and ``out``, its log.

Source: javaposse.jobdsl.plugin.ExecuteDslScripts (binding); hudson.model.Job's name methods; java.io.PrintStream.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from igor.groovy.host import MISSING, CallSite, HostObject
from igor.groovy.text import to_string


class SeedJob(HostObject):
    """The seed job by its full name; its names are readable, nothing else."""

    groovy_class = "hudson.model.FreeStyleProject"

    def __init__(self, full_name: str) -> None:
        self._values = {
            "name": full_name.rpartition("/")[2],
            "fullName": full_name,
            "displayName": full_name.rpartition("/")[2],
            "fullDisplayName": full_name.replace("/", " » "),
        }

    def get_property(self, name: str) -> Any:
        return self._values.get(name, MISSING)

    def invoke_method(self, name: str, arguments: list[Any], site: CallSite) -> Any:
        if arguments or not name.startswith("get"):
            return MISSING
        return self.get_property(name[3:4].lower() + name[4:])

    def to_groovy_string(self) -> str:
        return f"{self.groovy_class}[{self._values['fullName']}]"


class LogStream(HostObject):
    """The seed build's log as a ``PrintStream``."""

    groovy_class = "java.io.PrintStream"

    def __init__(self, print_text: Callable[[str], None]) -> None:
        self._print_text = print_text

    def invoke_method(self, name: str, arguments: list[Any], site: CallSite) -> Any:
        if name not in ("print", "println", "flush") or len(arguments) > 1:
            return MISSING
        if name != "flush":
            text = to_string(arguments[0]) if arguments else ""
            self._print_text(text + ("\n" if name == "println" else ""))
        return None
