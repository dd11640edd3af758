"""The commands that people paste: quoted, and each with the digest of what it runs."""

from __future__ import annotations

import shlex

from igor.cli.join_commands import Join

JOIN = Join("https://ci.example.org/igor/", "SECRET", "d" * 64, name="big one", labels="linux it's", executors=3)


def test_the_script_gets_the_token_in_its_environment() -> None:
    """An argument is seen by all users of a machine."""
    fetch, _, run = JOIN.script().partition(" | ")
    assert shlex.split(fetch) == ["curl", "-fsS", "https://ci.example.org/igor/agents/join.sh"]
    assert shlex.split(run) == [
        *("IGOR_JOIN_TOKEN=SECRET", "sh", "-s", "--", "--url", "https://ci.example.org/igor", "--sha256", "d" * 64),
        *("--name", "big one", "--labels", "linux it's", "--executors", "3"),
    ]


def test_the_zipapp_is_checked_before_it_runs() -> None:
    """Broken: something else than what the controller has is run."""
    command = JOIN.zipapp()
    assert command.index("sha256sum -c -") < command.index("SECRET") < command.index("exec python3")
    assert "--name 'big one' --join-token-file join-token --labels" in command


def test_a_group_takes_the_name_of_the_machine() -> None:
    """Broken: all machines of a group want the same name."""
    join = Join("http://ci", "SECRET", "d" * 64, group="linux")
    assert "--group linux" in join.script()
    assert "--name linux-$(uname -n | cut -d. -f1)" in join.zipapp()


def test_a_printed_object_tells_no_token() -> None:
    """Logs and tracebacks show objects."""
    assert "SECRET" not in repr(JOIN)
