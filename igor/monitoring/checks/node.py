"""A check of one node by its name, by what Jenkins' Prometheus plugin tells of nodes."""

from __future__ import annotations

import argparse
import re

from igor.monitoring.checks.asking import AskingCheck, Unreachable
from igor.monitoring.checks.base import CannotLook, performance

#: ``default_jenkins_nodes_online{node="a",…} 1.0``; the plugin's namespace and further labels are the site's choice.
_LINE = re.compile(r'^\w*_?nodes_online\{(?P<labels>(?:\w+="(?:[^"\\]|\\.)*",?)*)\} (?P<value>\S+)$', re.MULTILINE)
_LABEL = re.compile(r'(\w+)="((?:[^"\\]|\\.)*)"')
_ESCAPED = {r"\\": "\\", r"\"": '"', r"\n": "\n"}


class Agent(AskingCheck):
    """One node: offline, or gone, is CRITICAL."""

    name = "agent"
    summary = "Is the node of this name online?"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--name", required=True, help="the node's name")

    def look(self) -> None:
        name, found = self.options.name, self._states()
        state = found.get(name)
        if state is None:
            self.critical(f"there is no node {name}; there are {', '.join(sorted(found)) or 'none'}")
            return
        self.end(
            "ok" if state else "critical", f"{name} is {'online' if state else 'offline'}", performance("up", state)
        )

    def _states(self) -> dict[str, int]:
        url = f"{self.options.url.rstrip('/')}/prometheus/"
        try:
            answer = self.ask(url)
        except Unreachable as error:
            raise CannotLook(str(error)) from error
        if answer.status != 200:
            raise CannotLook(f"{url} answered {answer.status}: is the Prometheus plugin installed?")
        return states(answer.body.decode("utf-8", "replace"))


def states(text: str) -> dict[str, int]:
    """Nodes and whether they are online (1, 0), of Prometheus' text. Source: the plugin's NodesOnlineGauge."""
    lines = [(dict(_LABEL.findall(match["labels"])), match["value"]) for match in _LINE.finditer(text)]
    return {_unescaped(labels["node"]): int(float(value) > 0) for labels, value in lines if "node" in labels}


def _unescaped(text: str) -> str:
    return re.sub(r'\\[\\"n]', lambda match: _ESCAPED[match[0]], text)
