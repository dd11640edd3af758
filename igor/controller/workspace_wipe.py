"""Wiping out a job's workspace. Source: hudson.model.AbstractProject.doDoWipeOutWorkspace.

Workspaces of agents that keep their homes below this one are removed here; of others only their own machines can.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from igor.controller import build_lookup, builds, job_files
from igor.controller.context import Controller
from igor.model.errors import Conflict
from igor.storage.records import ItemRow


def wipe_out(controller: Controller, row: ItemRow) -> bool:
    """Remove the workspace of the job's last build; False when there is none.

    Raises:
        Conflict: a build runs in it, or it lies on another machine.
    """
    if row.is_running:
        raise Conflict(f"the workspace of {row.full_name} is in use", hint="wait for the build, or stop it")
    for number in build_lookup.numbers(controller, row.id, 1):
        build = builds.get(controller, row.full_name, number)
        if build.workspace:
            return _remove(controller, Path(build.workspace), build.node_name)
    return False


def _remove(controller: Controller, folder: Path, node_name: str) -> bool:
    agents = controller.home.agents.resolve()
    place = folder.resolve()
    if agents not in place.parents:
        what = f"the workspace {folder} lies on the machine of {node_name}, where the controller cannot remove it"
        raise Conflict(what, hint="let a build of the job do it: rm -rf -- * in a shell step")
    thrown = job_files.set_aside(controller.home, place)
    if thrown is None:
        return False
    shutil.rmtree(thrown, ignore_errors=True)
    return True
