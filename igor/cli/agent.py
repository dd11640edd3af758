"""``igor agent``: one agent in the foreground, and the tokens with which machines become agents."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from igor.cli.exit_codes import WrongUsage
from igor.cli.join_tokens import revoke, token, tokens

_SWARM = "igor.swarm"


class _Agent(click.Group):
    """Options of Jenkins' Swarm client go to its own parser."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        from igor.agents import swarm_options

        if not swarm_options.is_meant(args):
            return super().parse_args(ctx, args)
        ctx.meta[_SWARM] = args
        return []

    def invoke(self, ctx: click.Context) -> Any:
        if _SWARM not in ctx.meta:
            return super().invoke(ctx)
        from igor.agents import main
        from igor.agents.agent import run_agent

        return run_agent(main.swarm_settings(ctx.meta[_SWARM]))


@click.group(cls=_Agent, invoke_without_command=True)
@click.pass_context
@click.option("--url", help="The controller's address, as in the browser.")
@click.option("--name", help="The node's name.")
@click.option("--home", type=click.Path(path_type=Path, file_okay=False), help="The agent's own folder.")
@click.option("--executors", default=1, show_default=True, type=click.IntRange(1, 1000), help="Builds at a time.")
@click.option("--labels", default="", help="Blank separated labels.")
@click.option(
    "--join-token-file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Holds the token with which a new agent registers itself.",
)
@click.option(
    "--wrapper",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="The folder of igor_wrap.py, when it is not the one beside this Igor.",
)
@click.option(
    "--labels-file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="More labels, and executors=N; read again at SIGHUP.",
)
def agent(
    context: click.Context,
    url: str | None,
    name: str | None,
    home: Path | None,
    executors: int,
    labels: str,
    join_token_file: Path | None,
    wrapper: Path | None,
    labels_file: Path | None,
) -> None:
    """Run an agent in the foreground, or make join tokens. It dials out to the controller and runs what it is given.

    The options of Jenkins' Swarm client (-url, -name, -config …) are understood too: igor agent -help lists them.
    """
    if context.invoked_subcommand is not None:
        return
    if url is None or name is None or home is None:
        raise WrongUsage("an agent needs --url, --name and --home", hint="`igor agent --help` says what they are")
    from igor.agents.agent import AgentSettings, run_agent

    run_agent(AgentSettings(url, name, home, tuple(labels.split()), executors, join_token_file, wrapper, labels_file))


for _command in (token, tokens, revoke):
    agent.add_command(_command)
