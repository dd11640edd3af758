"""``SEED_JOB``: what scripts may ask the job that runs them.

Source: hudson.model.Job's name methods, which scripts use to place generated items beside the seed.
"""

from __future__ import annotations

from typing import Any

from igor.groovy.host import MISSING, CallSite, HostObject


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
