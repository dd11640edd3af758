"""``igor``: the table of commands, and the one place that turns errors into words and exit codes.

Commands are imported when they run, so that ``igor --help`` and ``igor seed render`` start quickly.
"""

from __future__ import annotations

import gc
import os
import re
import sys
from importlib import import_module
from typing import Any

import click

import igor
from igor.cli import exit_codes
from igor.model.errors import IgorError

#: name → (module:object, help line). Order is the order of ``igor --help``.
COMMANDS: dict[str, tuple[str, str]] = {
    "deploy": ("igor.cli.deploy:deploy", "Set up and start Igor, or bring it up to date."),
    "plan": ("igor.cli.plan:plan", "Show what a deploy would change on hosts."),
    "rollback": ("igor.cli.rollback:rollback", "Go back to an earlier deploy to hosts."),
    "release": ("igor.cli.release:release", "Job code alone on hosts: build, deploy, list, go back."),
    "destroy": ("igor.cli.destroy:destroy", "Take away from hosts what deploys made."),
    "bundle": ("igor.cli.bundle:bundle", "Make one file of all that hosts need."),
    "init": ("igor.cli.init:init", "Begin a site: igor.yml, an inventory, a place for secrets."),
    "config": ("igor.cli.config:config", "Check, show and explain igor.yml."),
    "down": ("igor.cli.down:down", "Stop everything that deploy started."),
    "status": ("igor.cli.status:status", "Show what runs, waits, is late, comes next and has failed."),
    "jobs": ("igor.cli.jobs:jobs", "List the jobs with their last results."),
    "build": ("igor.cli.build:build", "Start a build; with -f follow it and exit with its result."),
    "logs": ("igor.cli.logs:logs", "Print or follow the log of a build."),
    "stop": ("igor.cli.stop:stop", "Stop a build that runs."),
    "meta": ("igor.cli.meta:meta", "Read and leave outputs of builds: small values by name."),
    "artifact": ("igor.cli.artifact:artifact", "List and fetch artifacts; in a build refer to a file by name."),
    "wrap": ("igor.cli.wrap:wrap", "Run a command with retries, limits and alerts, and report it."),
    "next": ("igor.cli.next:next_runs", "List the upcoming scheduled runs."),
    "schedule": ("igor.cli.schedule:schedule", "Simulate and explain schedules, and see what became of slots."),
    "queue": ("igor.cli.queue:queue", "List what waits, and why."),
    "approve": ("igor.cli.approve:approve", "Let a queue item that waits for a person be built."),
    "reject": ("igor.cli.approve:reject", "Take a queue item that waits for a person out of the queue."),
    "agents": ("igor.cli.agents:agents", "List the nodes and their executors."),
    "alerts": ("igor.cli.alerts:alerts", "List the open alerts: what is wrong, since when, and its log."),
    "alert": ("igor.cli.alert:alert", "Take care of alerts, silence them, test the way to on-call."),
    "metrics": ("igor.cli.metrics:metrics", "List, make and end access keys of the metrics."),
    "check": ("igor.cli.checks:check", "Run a check for Sensu or Nagios."),
    "checks": ("igor.cli.checks:checks", "Write checks for Sensu, Nagios and Prometheus."),
    "seed": ("igor.cli.seed:seed", "Render, plan and apply Job DSL scripts."),
    "lint": ("igor.cli.lint:lint", "Check Job DSL scripts, and igor.yml, without a controller."),
    "groovy": ("igor.cli.groovy:groovy", "Look at Groovy sources as Igor reads them."),
    "backup": ("igor.cli.backup:backup", "Write a backup while Igor works, or check one."),
    "restore": ("igor.cli.backup:restore", "Make a new home of a backup."),
    "user": ("igor.cli.user:user", "List the accounts; add and remove some, make API tokens."),
    "role": ("igor.cli.role:role", "List the roles; add and remove some, give and take them."),
    "audit": ("igor.cli.audit:audit", "Show who changed what, logged in, or was refused."),
    "settings": ("igor.cli.settings:settings", "Show or change the controller's settings."),
    "controller": ("igor.cli.controller:controller", "Run the controller in the foreground."),
    "agent": ("igor.cli.agent:agent", "Run an agent in the foreground, or make join tokens."),
    "lab": ("igor.cli.lab:lab", "Make hosts with systemd on this machine, to try deploys."),
    "doctor": ("igor.cli.doctor:doctor", "Find what is wrong here or on hosts, and how to fix it."),
    "completion": ("igor.cli.completion:completion", "Print the shell's completion script."),
}


#: What stands between backticks in a hint is to be typed.
_TYPED = re.compile("`([^`]+)`")


class LazyGroup(click.Group):
    """A group whose commands are loaded from ``COMMANDS`` by name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        return _load(*COMMANDS[cmd_name][0].split(":"))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from difflib import get_close_matches

            close = get_close_matches(args[0], COMMANDS, n=1)
            hint = f"did you mean “igor {close[0]}”?" if close else "“igor --help” lists the commands"
            raise click.UsageError(f"no such command “{args[0]}”: {hint}", ctx) from error


def _load(module_name: str, attribute: str) -> click.Command:
    """Import a command. What is imported stays: looking through it for garbage would take a tenth of the start."""
    gc.disable()
    try:
        command: click.Command = getattr(import_module(module_name), attribute)
    finally:
        gc.freeze()
        gc.enable()
    return command


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(igor.__version__, prog_name="igor")
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
def cli(debug: bool) -> None:
    """Igor: Jenkins-compatible jobs, without a JVM.

    Start with “igor deploy”. Exit codes: 0 success, 1 failed, 3 unstable, 4 aborted, 5 not found, 6 no permission,
    7 wrong credentials, 8 controller unreachable, 64 wrong usage, 78 wrong igor.yml, 130 interrupted.
    """


def main() -> None:
    """The console script. Exits; never returns."""
    code = run(sys.argv[1:])
    gc.freeze()  # all memory goes at once: nothing is left to be found by looking
    sys.exit(code)


def run(arguments: list[str]) -> int:
    """Run one command line and give its exit code; messages go to stderr."""
    try:
        color = False if os.environ.get("NO_COLOR") else None
        outcome = cli.main(arguments, prog_name="igor", standalone_mode=False, color=color)
    except click.exceptions.Abort:
        return exit_codes.INTERRUPTED
    except click.ClickException as error:
        _report_usage(error)
        return exit_codes.USAGE
    except Exception as error:
        if "--debug" in arguments[:1]:
            raise
        known = _as_igor_error(error)
        report(known)
        return exit_codes.of_error(known)
    return _as_exit_code(outcome)


def report(error: IgorError) -> None:
    """Print what went wrong and how to fix it."""
    _say("Error:", str(error), fg="red")
    if error.hint:
        _say("Fix:", _TYPED.sub(r"“\1”", error.hint))


def _say(word: str, text: str, fg: str | None = None) -> None:
    click.echo(f"{click.style(word, fg=fg, bold=True)}{' ' * (7 - len(word))}{text}", err=True)


def _report_usage(error: click.ClickException) -> None:
    """A wrong command line: what is wrong with it, and where its help is."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        error.show()
        return
    _say("Error:", error.format_message(), fg="red")
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context is not None:
        _say("Usage:", context.get_usage().removeprefix("Usage: "))
        _say("Help:", f"{context.command_path} --help")


def _as_igor_error(error: Exception) -> IgorError:
    """Errors of the machine in words; what nobody foresaw is a fault of Igor's, and says how to tell it."""
    if isinstance(error, IgorError):
        return error
    if isinstance(error, OSError) and error.filename:
        hint = "check who owns it, and the folder that --home names" if isinstance(error, PermissionError) else ""
        return IgorError(f"{error.filename}: {error.strerror}", hint=hint)
    return IgorError(
        f"this should not happen: {type(error).__name__}: {error}",
        hint="“igor --debug …” shows where; please report it with that text",
    )


def _as_exit_code(outcome: Any) -> int:
    return outcome if isinstance(outcome, int) else 0
