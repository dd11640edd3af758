"""``igor lab``: several hosts with systemd on one machine, and what can befall them."""

from __future__ import annotations

import os
import time
from pathlib import Path

import click

from igor.cli.options import json_option
from igor.cli.output import print_json, print_table
from igor.lab import lab as labs
from igor.lab import records

name_option = click.option(
    "--name", default=labs.DEFAULT_NAME, show_default=True, help="Which lab, if there are several."
)


@click.group()
def lab() -> None:
    """Several hosts with systemd on this machine, to try and test deploys. Needs root."""


@lab.command()
@name_option
@click.argument("only", nargs=-1, metavar="[HOST]...")
@click.option("--hosts", default="", help="Names, with commas. Default: controller,agent-1,agent-2,monitor.")
@click.option("--folder", type=click.Path(path_type=Path, file_okay=False), help="For inventory, key and logs.")
@click.option("--owner", "owner_pid", type=int, default=0, help="End the lab with the process of this number.")
@click.option("--wait", "wait_s", default=60.0, show_default=True, help="Seconds for the hosts to boot.")
def up(name: str, only: tuple[str, ...], hosts: str, folder: Path | None, owner_pid: int, wait_s: float) -> None:
    """Make a lab, or boot those of its hosts that are off. Waits until ssh answers."""
    started = time.monotonic()
    names = [host.strip() for host in hosts.split(",") if host.strip()]
    made = labs.up(name, folder=folder, host_names=names, only=only, owner_pid=owner_pid, wait_s=wait_s, say=_say)
    _print_states(made)
    click.echo(f"\nReady after {time.monotonic() - started:.1f} s. Inventory: {made.layout.inventory}")


@lab.command()
@name_option
def down(name: str) -> None:
    """End a lab: its hosts, their files, its network."""
    labs.down(name)
    click.echo(f"Lab “{name}” is gone.")


@lab.command("list")
@json_option
def list_labs(as_json: bool) -> None:
    """List the labs and their hosts."""
    found = [labs.Lab(record) for record in records.all_records() if record.is_alive]
    if as_json:
        print_json([_as_data(each) for each in found])
        return
    for each in found:
        click.echo(click.style(f"{each.record.name}  {each.layout.inventory}", bold=True))
        _print_states(each)
    if not found:
        click.echo("There is no lab. “igor lab up” makes one.")


@lab.command()
@name_option
@click.argument("host")
def kill(name: str, host: str) -> None:
    """Cut a host's power. “igor lab up” boots it again, with the files it had."""
    labs.find(name).kill(host)


@lab.command()
@name_option
@click.argument("host")
def freeze(name: str, host: str) -> None:
    """Stop every process of a host where it is."""
    labs.find(name).freeze(host)


@lab.command()
@name_option
@click.argument("host")
def thaw(name: str, host: str) -> None:
    """Let a frozen host go on."""
    labs.find(name).thaw(host)


@lab.command()
@name_option
@click.argument("host")
def cut(name: str, host: str) -> None:
    """Pull a host's network cable."""
    labs.find(name).cut(host)


@lab.command()
@name_option
@click.argument("host")
def heal(name: str, host: str) -> None:
    """Put a host's network cable back."""
    labs.find(name).heal(host)


@lab.command("exec", context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False})
@name_option
@click.argument("host")
@click.argument("command", nargs=-1, required=True, type=click.UNPROCESSED)
def exec_command(name: str, host: str, command: tuple[str, ...]) -> None:
    """Run a command on a host. Its exit code is the command's; 255 without a connection."""
    words = command[1:] if command[0] == "--" else command
    arguments = labs.find(name).ssh_command(host, *words)
    os.execvp(arguments[0], arguments)


@lab.command(context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False})
@name_option
@click.argument("command", nargs=-1, required=True, type=click.UNPROCESSED)
def visit(name: str, command: tuple[str, ...]) -> None:
    """Run a program of this machine in the lab's network. Such as curl https://controller/."""
    words = command[1:] if command[0] == "--" else command
    arguments = labs.find(name).visit_command(*words)
    os.execvp(arguments[0], arguments)


@lab.command()
@name_option
@click.argument("host")
def ssh(name: str, host: str) -> None:
    """A shell on a host."""
    arguments = labs.find(name).ssh_command(host)
    os.execvp(arguments[0], arguments)


def _say(text: str) -> None:
    click.echo(text, err=True)


def _print_states(of: labs.Lab) -> None:
    rows = [
        (each.host.name, each.host.address, each.host.group, f"{each.state}{', cut off' if each.is_cut else ''}")
        for each in of.states()
    ]
    print_table(("host", "address", "group", "state"), rows, empty="It has no hosts.")


def _as_data(of: labs.Lab) -> dict[str, object]:
    hosts = [
        {"name": each.host.name, "address": each.host.address, "state": each.state, "cut": each.is_cut}
        for each in of.states()
    ]
    return {"name": of.record.name, "folder": of.record.folder, "hosts": hosts}
