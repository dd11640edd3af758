"""The built-in node's agent as a child process of the supervisor: ``python -m igor.controller.built_in_process``."""

from __future__ import annotations

import sys

from igor.agents.agent import AgentSettings, run_agent
from igor.controller import children, nodes
from igor.controller.built_in import agent_home
from igor.controller.context import Controller
from igor.model.errors import IgorError
from igor.model.home import Home
from igor.model.node import BUILT_IN


def main() -> int:
    parser = children.child_arguments("The agent of Igor's built-in node")
    parser.add_argument("--url", required=True, help="the controller's web address")
    arguments = parser.parse_args()
    home = children.begin(arguments)
    try:
        run_agent(_settings(home, arguments.url))
    except IgorError as error:
        print(f"igor: {error}", file=sys.stderr)
        return 1
    return 0


def _settings(home: Home, url: str) -> AgentSettings:
    """The agent says of itself what the store says of the node."""
    controller = Controller.open(home)
    try:
        node = nodes.get(controller, BUILT_IN)
    finally:
        controller.close()
    labels = tuple(sorted(node.labels))
    return AgentSettings(url=url, name=BUILT_IN, home=agent_home(home), labels=labels, executors=node.executors)


if __name__ == "__main__":
    sys.exit(main())
