"""``python3 agent.pyz``: the agent where nothing of Igor is installed."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

import igor
from igor.agents import swarm_client, swarm_options
from igor.agents.agent import AgentSettings, run_agent
from igor.agents.settings import MAX_EXECUTORS
from igor.model.errors import IgorError


def main() -> None:
    """Runs until a signal; ends with 1 and a sentence when it cannot start."""
    archive = Path(sys.argv[0]).resolve()
    try:
        settings = swarm_settings(sys.argv[1:]) if swarm_options.is_meant(sys.argv[1:]) else own_settings(sys.argv[1:])
        successor = run_agent(settings, archive if archive.is_file() else None)
    except (IgorError, OSError) as error:
        hint = getattr(error, "hint", "")
        sys.exit(f"igor agent: {error}" + (f"\n  {hint}" if hint else ""))
    if successor is not None:
        os.execv(sys.executable, [sys.executable, str(successor), *sys.argv[1:]])


def own_settings(arguments: list[str]) -> AgentSettings:
    """Of Igor's own options."""
    options = parse(arguments)
    return AgentSettings(
        url=options.url,
        name=options.name,
        home=options.home or Path.home() / ".igor" / "agents" / options.name,
        labels=tuple(options.labels.split()),
        executors=options.executors,
        join_token_file=options.join_token_file,
        labels_file=options.labels_file,
        upgrades_itself=not options.no_upgrade,
    )


def swarm_settings(arguments: list[str]) -> AgentSettings:
    """Of the Swarm client's options; what means nothing here is told. Raises Invalid, Conflict."""
    options = swarm_options.parse(arguments, dict(os.environ))
    for note in options.notes:
        print(f"igor agent: {note}", file=sys.stderr)
    if options.pid_file:
        swarm_client.claim_pid_file(Path(options.pid_file))
    return swarm_client.settings_of(options)


def parse(arguments: list[str]) -> argparse.Namespace:
    """The options; ends the process with 2 and a usage line when they are wrong."""
    parser = argparse.ArgumentParser(
        prog="agent.pyz", description="Run an Igor agent in the foreground: it dials out and runs what it is given."
    )
    parser.add_argument("--url", required=True, help="the controller's address, as in the browser")
    parser.add_argument("--name", required=True, type=node_name, help="the node's name")
    parser.add_argument("--home", type=Path, metavar="DIR", help="the agent's own folder (~/.igor/agents/NAME)")
    parser.add_argument("--executors", default=1, type=executors, metavar="N", help="builds at a time (1)")
    parser.add_argument("--labels", default="", help="blank separated labels")
    parser.add_argument("--labels-file", type=Path, metavar="FILE", help="more labels, read again at SIGHUP")
    parser.add_argument(
        "--join-token-file", type=Path, metavar="FILE", help="holds the token with which a new agent registers itself"
    )
    parser.add_argument(
        "--no-upgrade", action="store_true", help="stay this file, whatever the controller has: deploys replace it"
    )
    parser.add_argument("--version", action="version", version=igor.__version__)
    return parser.parse_args(arguments)


def node_name(text: str) -> str:
    """A name that can be a folder's."""
    if not text or "/" in text or text in (".", ".."):
        raise argparse.ArgumentTypeError(f"{text!r} cannot be a node's name")
    return text


def executors(text: str) -> int:
    """1 to MAX_EXECUTORS."""
    if not text.isdigit() or not 1 <= int(text) <= MAX_EXECUTORS:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to {MAX_EXECUTORS}")
    return int(text)
