"""What an agent says of itself: where that comes from, and when it counts more than what the controller was told."""

from __future__ import annotations

from typing import NamedTuple

from igor.model.errors import Invalid

MAX_EXECUTORS = 1000


class Settings(NamedTuple):
    """``labels`` in order of their names, without repetition."""

    executors: int
    labels: tuple[str, ...]


def effective(node: Settings, said_before: Settings | None, says: Settings) -> Settings:
    """The node's settings after a ``Hello``.

    ``node``: as they are on the controller; ``said_before``: what the same agent said last time, None for the first.
    A setting counts only where the agent's own has changed since: then somebody changed it at the agent. Otherwise what
    was edited on the controller stays, however often the agent connects.
    """
    if said_before is None:
        return says
    executors = says.executors if says.executors != said_before.executors else node.executors
    labels = says.labels if set(says.labels) != set(said_before.labels) else node.labels
    return Settings(executors, labels)


def read_settings(text: str, source: str, given: Settings) -> Settings:
    """``given`` with what a labels file adds: words are labels, ``executors=N`` replaces their number, ``#`` comments.

    Raises Invalid, with the line, for a number that is none.
    """
    executors, labels = given.executors, set(given.labels)
    for number, line in enumerate(text.splitlines(), 1):
        for word in line.partition("#")[0].split():
            name, is_setting, value = word.partition("=")
            if not is_setting:
                labels.add(word)
            elif name != "executors" or not value.isdigit() or not 1 <= int(value) <= MAX_EXECUTORS:
                raise Invalid(
                    f"{source}:{number}: {word!r} is neither a label nor executors=N with N from 1 to {MAX_EXECUTORS}",
                    hint="write labels separated by blanks or lines, and at most one executors=N",
                )
            else:
                executors = int(value)
    return Settings(executors, tuple(sorted(labels)))
