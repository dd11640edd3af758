"""The route table is the interface: no route hides another, and what is open to all is listed here by name."""

from __future__ import annotations

from collections import Counter

from igor.api.routes import ANY
from igor.api.table import ROUTES


def test_no_route_hides_another() -> None:
    """A second route for the same request would never be reached."""
    asked = Counter(
        (route.kind, route.path.rstrip("/"), method)
        for route in ROUTES
        if route.methods != ANY
        for method in route.methods.split()
    )
    assert [place for place, count in asked.items() if count > 1] == []


def test_what_is_open_to_everybody() -> None:
    """A new public path is a decision, not an accident."""
    assert sorted(route.path or route.kind for route in ROUTES if route.is_public) == [
        "agent-endpoint",
        "agent.pyz",
        *["agents/join.sh", "agents/register"],
        "answer",
        "api/json",
        "api/python",
        "api/xml",
        "buildByToken/build",
        "buildByToken/buildWithParameters",
        "buildByToken/polling",
        "commit",
        "given",
        "health",
        "healthcheck",
        "instance-identity/",
        "j_spring_security_check",
        *["jenkins-agent.jnlp", "jnlpJars/agent.jar", "jnlpJars/slave.jar"],
        *["locks/acquire", "locks/release", "locks/renew"],
        "login",
        "loginError",
        "logout",
        *["metrics", "metrics", "metrics/healthcheck", "metrics/healthcheckOk", "metrics/metrics"],
        *["metrics/metricsHistory", "metrics/ping", "metrics/threads", "metricsHistory", "pieces", "ping"],
        *["prometheus/", "robots.txt"],
        *["signup", "slave-agent.jnlp"],
        *["swarm/swarm-client.jar", "tcpSlaveAgentListener/"],
        "threads",
        "whoAmI",
        "wsagents/",
    ]


def test_every_handler_says_what_it_does() -> None:
    """The table's reader finds the behaviour in one line."""
    assert [route for route in ROUTES if not route.handler.__doc__ and route.handler.__name__ != "show"] == []
