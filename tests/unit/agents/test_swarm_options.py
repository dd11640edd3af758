"""The Swarm client's options: all are understood, and what is wrong is told as its own parser tells it."""

from __future__ import annotations

from pathlib import Path

import pytest

from igor.agents import swarm_client, swarm_options
from igor.agents.swarm_options import SwarmOptions, parse
from igor.model.errors import Invalid

URL = ["-url", "http://ci.example/"]
#: Every option of hudson.plugins.swarm.Options, with a value where it takes one.
ALL = """-name n -description d -labels a -labelsFile f -fsroot /tmp -executors 2 -url http://x/ -master http://x/
-tunnel h:1 -noHttp2 -webSocket -webSocketHeader a=b -noRetryAfterConnected -retry 3 -retryBackOffStrategy linear
-retryInterval 1 -maxRetryInterval 2 -disableSslVerification -sslFingerprints aa -disableClientsUniqueId
-deleteExistingClients -keepDisconnectedClients -mode exclusive -t a=b --toolLocation a=b -e a=b --env a=b -username u
-password p -passwordEnvVariable V -passwordFile f -noCrumb -pidFile p -disableWorkDir -workDir w -internalDir i
-jar-cache j -failIfWorkDirIsMissing -prometheusPort 9 -config c""".replace("\n", " ").split(" -")


def given(text: str, **environment: str) -> SwarmOptions:
    return parse([*URL, *text.split()], environment)


@pytest.mark.parametrize("option", ["-" + text.removeprefix("-") for text in ALL])
def test_every_option_is_known(option: str) -> None:
    """An unknown one would end a service that ran for years."""
    option = f"-{option}" if option.startswith(("-toolL", "-env")) else option
    swarm_options.parser().parse_args(option.split())


def test_what_is_meant() -> None:
    """Igor's own options go on to mean what they mean."""
    assert swarm_options.is_meant(["-name", "x"])
    assert swarm_options.is_meant(["-config", "x"])
    assert not swarm_options.is_meant(["--url", "http://x", "--name", "x", "--home", "h"])
    assert not swarm_options.is_meant(["--help"])


def test_defaults() -> None:
    """Of the client: the host's name with the id, a builder for each processor, this folder."""
    found = given("")
    assert found.name
    assert found.node_name == f"{found.name}-{found.unique_id}"
    assert len(found.unique_id) == 8
    assert found.unique_id == given("").unique_id
    assert found.unique_id != given("-fsroot /elsewhere").unique_id
    assert (found.mode, found.tries, found.interval_s, found.maximum_s) == ("NORMAL", -1, 10, 10)
    assert found.home == Path.cwd().resolve()
    assert found.wants_crumb


def test_values(tmp_path: Path) -> None:
    """What each option changes."""
    secret = tmp_path / "secret"
    secret.write_text("token\n")
    found = given(
        "-name n -disableClientsUniqueId -labels a -labels b -labels c -mode Exclusive -e A=b=c -e D=e -t jdk=/opt "
        f"-noCrumb -deleteExistingClients -username u -passwordFile {secret} -retry 5 -retryBackOffStrategy exponential"
    )
    assert found.node_name == "n"
    assert found.labels == ["a", "b", "c"]
    assert found.variables == {"A": "b=c", "D": "e"}
    assert (found.mode, found.password, found.replaces, found.keeps) == ("EXCLUSIVE", "token", True, False)
    assert (found.tries, found.interval_s, found.maximum_s) == (5, 10, 60)
    assert given("-passwordEnvVariable P", P="hush").password == "hush"
    assert [note.partition(":")[0] for note in found.notes] == ["-toolLocation"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("-mode sometimes", "'mode' has an invalid value: 'sometimes'"),
        ("-retryBackOffStrategy square", "'retryBackOffStrategy' has an invalid value"),
        ("-webSocket -tunnel a:1", "'webSocket' can not be used with 'tunnel'"),
        ("-webSocketHeader a=b", "'webSocketHeader' depends on 'webSocket'"),
        ("-disableWorkDir -workDir w", "'disableWorkDir' can not be used with 'workDir'"),
        ("-config f.yml", "'-config' can not be used with other options"),
        ("-executors many", "argument -executors: invalid int value: 'many'"),
        ("-executors 0", "'executors' must be 1 or more"),
        ("-e novalue", "'environmentVariable' has an invalid value"),
        ("-passwordEnvVariable NOT_SET", "NOT_SET"),
        ("-passwordFile /no/such/file", "cannot be read"),
        ("-workDir /no/such -failIfWorkDirIsMissing", "is missing"),
        ("-nonsense", "unrecognized arguments: -nonsense"),
    ],
)
def test_mistakes(text: str, message: str) -> None:
    """What is wrong, not a stack trace."""
    with pytest.raises(Invalid, match="(?s)" + message.replace("(", r"\(")):
        given(text)


def test_the_address_is_needed() -> None:
    """There is no discovery by broadcast any more."""
    with pytest.raises(Invalid, match="-url"):
        parse(["-name", "n"], {})


FILE = """
url: http://ci.example/
name: n
labels: [a, b c]
executors: 3
disableClientsUniqueId: true
deleteExistingClients: false
toolLocations: {jdk: /opt/jdk}
environmentVariables: {A: b, N: 1}
retryInterval: 5
"""


def test_a_file(tmp_path: Path) -> None:
    """As docs/configfile.adoc of the plugin has it."""
    path = tmp_path / "swarm.yml"
    path.write_text(FILE)
    found = parse(["-config", str(path)], {})
    assert (found.node_name, found.labels, found.executors) == ("n", ["a", "b", "c"], 3)
    assert (found.variables, found.tools) == ({"A": "b", "N": "1"}, {"jdk": "/opt/jdk"})
    assert (found.replaces, found.interval_s) == (False, 5)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name: n", "'url' is required"),
        ("url: x\npassword: p", "'password' is not allowed"),
        ("url: x\nconfig: c", "'config' is not allowed"),
        ("url: x\nhelp: true", "'help' is not allowed"),
        ("url: x\nexecutors: many", "'executors' has an invalid value: 'many'"),
        ("url: x\nexecutors: true", "'executors' has an invalid value: True"),
        ("url: x\nnonsense: 1", "'nonsense' is no option"),
        ("- url", "not a list of options"),
        ("url: [", "line 1"),
    ],
)
def test_mistakes_in_a_file(tmp_path: Path, text: str, message: str) -> None:
    """With the file's name."""
    path = tmp_path / "swarm.yml"
    path.write_text(text)
    with pytest.raises(Invalid, match=f"(?s)swarm.yml.*{message}"):
        parse(["-config", str(path)], {})


def test_properties() -> None:
    """What the controller answers, escapes and all."""
    text = "#\n#Sat Nov 21\nname=a\\:b\\=\\u00FC\\uD83D\\uDE00\nsecret=12\n"
    assert swarm_client.properties(text) == {"name": "a:b=ü😀", "secret": "12"}
