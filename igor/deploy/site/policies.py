"""The wrapper's policies of a site: which files lie in ``/etc/igor/jobs.d``, and what is in them.

The wrapper reads one file for a job: its own (``team/job.yml``), else the nearest ``default.yml`` above it. So each
file holds everything that counts: ``wrapper.policy``, then ``jobs.defaults``, then what ``jobs.policies`` says from
the outermost folder to the job itself; what comes later wins, word by word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from igor.deploy.site.model import Site
from igor.deploy.site.policy import Bound, Policy

#: Above all folders.
_TOP = "*"


def policy_files(site: Site) -> dict[str, dict[str, Any]]:
    """``{"default": {…}, "team/default": {…}, "team/job": {…}}``; a file's name without ``.yml``.

    The values are the wrapper's settings with ``bounds``. A site that says nothing has no files.
    """
    own = site.jobs.policies
    files = {_file_name(name): _settings(site, name) for name in (_TOP, *own)}
    return {name: settings for name, settings in sorted(files.items()) if settings}


def _file_name(name: str) -> str:
    return "default" if name == _TOP else f"{name[:-2]}/default" if name.endswith("/*") else name


def _settings(site: Site, name: str) -> dict[str, Any]:
    words: dict[str, dict[str, Any]] = {}
    for policy, plain in _layers(site, name):
        for setting, bound in _said(policy):
            name_there, said = _as_attempts(setting, _words(bound, plain))
            words[name_there] = _over(words.get(name_there, {}), said)
    made: dict[str, Any] = {}
    bounds: dict[str, Any] = {}
    for setting, said in words.items():
        if (value := said.get("fixed", said.get("default"))) is not None:
            made[setting] = value
        if (bound := _bound(said)) is not None:
            bounds[setting] = bound
    return {**made, "bounds": bounds} if bounds else made


def _layers(site: Site, name: str) -> Iterator[tuple[Policy, str]]:
    """Policies from the general to the special, with what a plain value stands for in each."""
    yield site.wrapper.policy, "fixed"
    yield site.jobs.defaults, "default"
    for pattern in sorted(site.jobs.policies, key=lambda each: (each == name, each.count("/"))):
        if pattern == name or (pattern.endswith("/*") and name.startswith(pattern[:-1])):
            yield site.jobs.policies[pattern], "default"


def _said(policy: Policy) -> Iterator[tuple[str, Bound[Any]]]:
    for setting in type(policy).model_fields:
        bound = getattr(policy, setting)
        if bound is not None:
            yield setting, bound


def _words(bound: Bound[Any], plain: str) -> dict[str, Any]:
    said: Mapping[str, Any] | Any = bound.model_dump(mode="json", exclude_none=True)
    return {plain: said} if bound.plain is not None else dict(said)


def _over(before: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """What is said later wins: a default takes away that something is fixed, a list takes away limits."""
    kept = dict(before)
    if "fixed" in said:
        return dict(said)
    kept.pop("fixed", None)
    if "allow" in said or "max" in said:
        for word in ("allow", "min", "max"):
            kept.pop(word, None)
    return {**kept, **said}


def _as_attempts(setting: str, said: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    if setting != "retries":
        return setting, said
    return "attempts", {word: value if word == "allow" else value + 1 for word, value in said.items()}


def _bound(said: Mapping[str, Any]) -> Any:
    """What the wrapper's ``bounds`` say; None: the value is fixed, or nothing is said."""
    if "fixed" in said:
        return None
    if "max" in said:
        return f"{said['min']}..{said['max']}" if "min" in said else said["max"]
    return said.get("allow", "any" if "default" in said else None)
