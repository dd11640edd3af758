"""A plan as a file: what was shown, and of which inputs, so that a deploy does exactly that or refuses."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from igor.deploy.hosts.plan import Plan
from igor.model.errors import Conflict, Invalid, NotFound

_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Saved:
    """``inputs``: digests of igor.yml, inventory, bundle …; ``plan``: the digest of the changes; ``limit``: hosts."""

    format: int
    inputs: Mapping[str, str]
    plan: str
    limit: tuple[str, ...]
    bundle: str
    summary: str


def saved(plan: Plan, inputs: Mapping[str, str], limit: tuple[str, ...], bundle: str, summary: str) -> Saved:
    """What a plan's file holds."""
    return Saved(_FORMAT, dict(inputs), plan.digest(), limit, bundle, summary)


def write(file: Path, plan: Saved) -> None:
    """For its owner alone. Raises OSError."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as stream:
        stream.write(json.dumps(asdict(plan), indent=1) + "\n")


def read(file: Path) -> Saved:
    """Raises NotFound, Invalid: it is no plan, or one of another version of Igor."""
    try:
        data = json.loads(file.read_text())
        plan = Saved(**{**data, "limit": tuple(data["limit"])})
    except FileNotFoundError as error:
        raise NotFound(f"there is no plan {file}", hint="make one: igor plan -i INVENTORY -o FILE") from error
    except (ValueError, TypeError, KeyError) as error:
        raise Invalid(f"{file} is no plan: {error}", hint="make one: igor plan -i INVENTORY -o FILE") from error
    if plan.format != _FORMAT:
        raise Invalid(f"{file} is a plan of format {plan.format}", hint="plan again: igor plan")
    return plan


def check_inputs(plan: Saved, inputs: Mapping[str, str]) -> None:
    """Raises Conflict: something that the plan was made of has changed."""
    changed = sorted(name for name in {*plan.inputs, *inputs} if plan.inputs.get(name) != inputs.get(name))
    if changed:
        raise Conflict(
            f"{' and '.join(changed)} changed after this plan was made: what would happen now was not shown",
            hint="look at it again: igor plan",
        )


def check_changes(plan: Saved, now: Plan) -> None:
    """Raises Conflict: hosts or jobs are not any more as they were."""
    if plan.plan != now.digest():
        raise Conflict(
            f"the hosts or jobs changed after this plan was made; it said: {plan.summary}", hint="plan again: igor plan"
        )
