"""``python -m igor.monitoring.checks NAME OPTIONS …``."""

from __future__ import annotations

import sys

from igor.monitoring.checks.base import Check
from igor.monitoring.checks.controller import Agents, Executors, Health, Heap, Late, Ping, Queue
from igor.monitoring.checks.graphite import Metrics
from igor.monitoring.checks.handler import Handler
from igor.monitoring.checks.machine import Backup, Certificate, Spool
from igor.monitoring.checks.node import Agent

CHECKS: dict[str, type[Check]] = {
    each.name: each
    for each in (Ping, Health, Queue, Executors, Agents, Agent, Late, Heap, Backup, Spool, Certificate, Metrics)
}


def main() -> None:
    """Run the check that the first argument names; 3 without one."""
    name = sys.argv[1] if len(sys.argv) > 1 else ""
    if name == Handler.name:
        del sys.argv[1]
        Handler()
        return
    if name not in CHECKS:
        width = max(map(len, CHECKS))
        print("usage: igor check NAME OPTIONS …\n")
        print("\n".join(f"  {name:{width}}  {check.summary}" for name, check in CHECKS.items()))
        print(f"\n  {Handler.name:{width}}  {Handler.summary}")
        sys.exit(0 if name in ("--help", "-h") else 3)
    del sys.argv[1]
    CHECKS[name]()


if __name__ == "__main__":
    main()
