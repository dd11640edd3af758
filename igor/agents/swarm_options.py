"""The options of Jenkins' Swarm client, and its YAML file, for Igor's agent.

All of them are understood; ``notes`` says of each one that was given and means nothing here why that is so. Source:
hudson.plugins.swarm.{Options,YamlConfig,ModeOptionHandler}.
"""

from __future__ import annotations

import argparse
import os
import socket
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from igor.agents.lean import sha1
from igor.model.errors import Invalid

_STRATEGIES = ("none", "linear", "exponential")
_MODES = ("normal", "exclusive")
#: Options that a machine without Java remoting has no use for → what happens instead.
_IDLE = {
    "tunnel": "the agent connects by WebSocket to the address that the controller names",
    "webSocket": "the agent always connects by WebSocket",
    "webSocketHeader": "no headers are added to the WebSocket's request",
    "noHttp2": "the agent speaks HTTP/1.1 anyway",
    "jar-cache": "there are no JAR files",
    "internalDir": "there is no remoting, so it has no files of its own",
    "disableWorkDir": "there is no remoting, so it has no working folder",
    "disableSslVerification": "certificates are always verified; SSL_CERT_FILE names more authorities",
    "sslFingerprints": "certificates are verified by their authorities; SSL_CERT_FILE names more of them",
    "prometheusPort": "the agent's figures are the controller's: see /prometheus/ there",
    "toolLocation": "the node's XML keeps it, but Igor has no tool installations",
}
_EXCLUSIVE = (("webSocket", "tunnel"), ("disableWorkDir", "workDir"), ("disableWorkDir", "internalDir"))
_FLAGS = (
    *("disableClientsUniqueId", "deleteExistingClients", "keepDisconnectedClients", "webSocket", "noHttp2", "noCrumb"),
    *("failIfWorkDirIsMissing", "disableWorkDir", "disableSslVerification", "noRetryAfterConnected"),
)
_TEXTS = (
    *("name", "description", "tunnel", "labelsFile", "fsroot", "workDir", "internalDir", "jar-cache"),
    *("username", "password", "passwordEnvVariable", "passwordFile", "sslFingerprints", "pidFile", "config"),
)
_FORBIDDEN_IN_FILE = ("help", "config", "password")
_LISTS = {"labels": list, "webSocketHeader": dict, "toolLocation": dict, "environmentVariable": dict}
_YAML_NAMES = {
    "toolLocations": "toolLocation",
    "environmentVariables": "environmentVariable",
    "webSocketHeaders": "webSocketHeader",
    "jarCache": "jar-cache",
}


class SwarmOptions(NamedTuple):
    """What was asked for. ``notes``: sentences about options that mean nothing to this agent."""

    url: str
    name: str
    unique_id: str
    description: str
    executors: int
    labels: Sequence[str]
    labels_file: str
    home: Path
    mode: str
    username: str
    password: str
    wants_crumb: bool
    replaces: bool
    keeps: bool
    tools: dict[str, str]
    variables: dict[str, str]
    tries: int
    interval_s: int
    maximum_s: int
    ends_when_disconnected: bool
    pid_file: str
    notes: Sequence[str]

    @property
    def node_name(self) -> str:
        """As the controller will call the node."""
        return f"{self.name}-{self.unique_id}" if self.unique_id else self.name


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise Invalid(message, hint="igor agent -help lists the options of the Swarm client")


def is_meant(arguments: Sequence[str]) -> bool:
    """Whether these are options of the Swarm client: Igor's own begin with two dashes."""
    known = {f"-{name}" for name in (*_FLAGS, *_TEXTS, *_LISTS, "url", "master", "executors", "mode", "retry", "help")}
    known |= {"-t", "-e", "-retryInterval", "-maxRetryInterval", "-retryBackOffStrategy", "-prometheusPort"}
    return any(argument in known for argument in arguments)


def parser() -> argparse.ArgumentParser:
    """The command line of the Swarm client."""
    made = _Parser(prog="igor agent", allow_abbrev=False, add_help=False, argument_default=argparse.SUPPRESS)
    made.add_argument("-help", "--help", "-h", action="help", help="this text")
    made.add_argument("-url", "-master", dest="url", metavar="URL", help="the controller's address")
    made.add_argument("-labels", action="append", metavar="LABELS", help="blank separated; may be given several times")
    made.add_argument("-executors", type=int, metavar="N", help="builds at a time (the number of processors)")
    made.add_argument("-mode", metavar="MODE", help="normal or exclusive (normal)")
    made.add_argument("-retry", type=int, metavar="N", help="so many tries; without end if not given")
    made.add_argument("-retryInterval", type=int, metavar="S", help="seconds between tries (10)")
    made.add_argument("-maxRetryInterval", type=int, metavar="S", help="at most so many (60)")
    made.add_argument("-retryBackOffStrategy", metavar="NAME", help="none, linear or exponential (none)")
    made.add_argument("-prometheusPort", type=int, metavar="PORT", help=_IDLE["prometheusPort"])
    made.add_argument("-webSocketHeader", action="append", metavar="NAME=VALUE", help=_IDLE["webSocketHeader"])
    made.add_argument("-t", "--toolLocation", dest="toolLocation", action="append", metavar="TOOL=PLACE")
    made.add_argument("-e", "--env", dest="environmentVariable", action="append", metavar="KEY=VALUE")
    for name in _FLAGS:
        made.add_argument(f"-{name}", dest=name, action="store_true", help=_IDLE.get(name))
    for name in _TEXTS:
        made.add_argument(f"-{name}", dest=name, metavar="TEXT", help=_IDLE.get(name))
    return made


def parse(arguments: Sequence[str], environment: dict[str, str]) -> SwarmOptions:
    """The options of a command line, or of the file that it names.

    Raises:
        Invalid: what is wrong, and where.
    """
    given = {name: value for name, value in vars(parser().parse_args(arguments)).items() if value is not False}
    for name in ("webSocketHeader", "toolLocation", "environmentVariable"):
        if name in given:
            given[name] = dict(_pair(name, text) for text in given[name])
    if "config" in given:
        if len(given) > 1:
            raise Invalid("'-config' can not be used with other options")
        given = read_file(Path(str(given["config"])))
    return _options(given, environment)


def _pair(name: str, text: str) -> list[str]:
    if "=" not in text:
        raise Invalid(f"'{name}' has an invalid value: {text!r} is not key=value")
    return text.split("=", 1)


def read_file(path: Path) -> dict[str, Any]:
    """A YAML file of the client. Raises Invalid with the place."""
    try:
        yaml = import_module("yaml")  # not needed without a file, and not there in every Python that runs agent.pyz
    except ImportError as error:
        raise Invalid("a -config file needs PyYAML", hint="install it, or give the options one by one") from error
    try:
        said = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise Invalid(f"{path}: {error}") from error
    if not isinstance(said, dict):
        raise Invalid(f"{path}: not a list of options: write key: value lines")
    given = {_YAML_NAMES.get(str(name), str(name)): value for name, value in said.items() if value is not None}
    _check_file(path, given)
    return {name: value for name, value in given.items() if value is not False}


def _check_file(path: Path, given: dict[str, Any]) -> None:
    for name in _FORBIDDEN_IN_FILE:
        if name in given:
            raise Invalid(f"{path}: '{name}' is not allowed in configuration file")
    numbers = ("executors", "retry", "retryInterval", "maxRetryInterval", "prometheusPort")
    texts = (*_TEXTS, "url", "mode", "retryBackOffStrategy")
    kinds = {**dict.fromkeys(_FLAGS, bool), **dict.fromkeys(numbers, int), **dict.fromkeys(texts, str), **_LISTS}
    for name, value in given.items():
        kind = kinds.get(name)
        if kind is None:
            raise Invalid(f"{path}: '{name}' is no option", hint=f"known: {', '.join(sorted(kinds))}")
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise Invalid(f"{path}: '{name}' has an invalid value: {value!r}")
    if "url" not in given:
        raise Invalid(f"{path}: 'url' is required")


def _options(given: dict[str, Any], environment: dict[str, str]) -> SwarmOptions:
    """Raises Invalid."""
    if not given.get("url"):
        raise Invalid("'-url' is required", hint="igor agent -url http://controller:8080/ …")
    for one, other in _EXCLUSIVE:
        if one in given and other in given:
            raise Invalid(f"'{one}' can not be used with '{other}'")
    if "webSocketHeader" in given and "webSocket" not in given:
        raise Invalid("'webSocketHeader' depends on 'webSocket'")
    mode, strategy = str(given.get("mode", "normal")), str(given.get("retryBackOffStrategy", "none"))
    for name, value, known in (("mode", mode, _MODES), ("retryBackOffStrategy", strategy, _STRATEGIES)):
        if value.lower() not in known:
            raise Invalid(f"'{name}' has an invalid value: '{value}'", hint=f"one of {', '.join(known)}")
    home = Path(os.path.realpath(str(given.get("fsroot", "."))))
    interval_s, maximum_s = given.get("retryInterval", 10), given.get("maxRetryInterval", 60)
    executors = given.get("executors", os.cpu_count() or 1)
    if executors < 1 or interval_s < 0 or maximum_s < 0:
        raise Invalid("'executors' must be 1 or more, intervals 0 or more seconds")
    work_dir = given.get("workDir")
    if "failIfWorkDirIsMissing" in given and work_dir and not Path(work_dir).is_dir():
        raise Invalid(f"the folder {work_dir} of '-workDir' is missing")
    return SwarmOptions(
        url=str(given["url"]),
        name=given.get("name") or socket.getfqdn(),
        unique_id="" if "disableClientsUniqueId" in given else unique_id(home),
        description=given.get("description", ""),
        executors=executors,
        labels=[word for text in given.get("labels", ()) for word in str(text).split()],
        labels_file=given.get("labelsFile", ""),
        home=home,
        mode=mode.upper(),
        username=given.get("username", ""),
        password=_password(given, environment),
        wants_crumb="noCrumb" not in given,
        replaces="deleteExistingClients" in given,
        keeps="keepDisconnectedClients" in given,
        tools=_texts(given.get("toolLocation", {})),
        variables=_texts(given.get("environmentVariable", {})),
        tries=given.get("retry", -1),
        interval_s=interval_s,
        maximum_s=interval_s if strategy.lower() == "none" else max(interval_s, maximum_s),
        ends_when_disconnected="noRetryAfterConnected" in given,
        pid_file=given.get("pidFile", ""),
        notes=[f"-{name}: {why}" for name, why in _IDLE.items() if name in given],
    )


def _texts(pairs: dict[str, Any]) -> dict[str, str]:
    return {str(key): str(value) for key, value in pairs.items()}


def _password(given: dict[str, Any], environment: dict[str, str]) -> str:
    """Given directly, in a variable, or in a file. Raises Invalid."""
    if "passwordEnvVariable" in given:
        name = given["passwordEnvVariable"]
        if name not in environment:
            raise Invalid(f"the variable {name} of '-passwordEnvVariable' is not set")
        return environment[name]
    if "passwordFile" in given:
        try:
            return Path(given["passwordFile"]).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise Invalid(f"the file of '-passwordFile' cannot be read: {error}") from error
    return str(given.get("password", ""))


def unique_id(home: Path) -> str:
    """Eight hexadecimal digits of this folder on this machine: the same at every start."""
    addresses = sorted(_read(path) for path in Path("/sys/class/net").glob("*/address"))
    return sha1("\n".join([str(home), socket.gethostname(), *addresses]).encode()).hex()[:8]


def _read(path: Path) -> str:
    try:
        return path.read_text().strip()
    except OSError:
        return ""
