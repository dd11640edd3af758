"""What others have asked of the engine by a row: builds that were made elsewhere, files of workspaces to be shown."""

from __future__ import annotations

from igor.agents.protocol import SendFiles
from igor.controller import external_builds
from igor.controller.build_publish import run_token
from igor.controller.engine_state import Tick


def take(tick: Tick) -> None:
    """Carry out what is there; what fails is told in the log and not tried again."""
    asked, tick.world.asked = tick.world.asked, set()
    if "external_report" in asked and external_builds.take(tick):
        tick.world.asked.add("external_report")
        tick.effects.again = True
    if "agent_request" in asked:
        _ask_agents(tick)


def _ask_agents(tick: Tick) -> None:
    """An agent that is away is not asked: who waits for the answer gives up by itself."""
    for row in tick.all("agent_requests"):
        if tick.world.is_present(row["node_name"]):
            token = run_token(tick.controller.secret_box, row["id"])
            message = SendFiles(row["id"], token, row["folder"], row["path"], bool(row["as_zip"]))
            tick.effects.send(row["node_name"], message)
    tick.run("forget_agent_requests")
