"""The wrapper's policies of a site: which files lie in ``/etc/igor/jobs.d``, and what is in them.

The wrapper reads one file for a job: its own (``team/job.yml``), else the nearest ``default.yml`` above it. So each
file holds everything that counts: ``wrapper.policy``, then ``jobs.defaults``, then what ``jobs.policies`` says from
the outermost folder to the job itself; what comes later wins, word by word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from igor.deploy.site.model import Site
from igor.deploy.site.policy import Bound, Policy, number
from igor.deploy.site.section import Section

#: Above all folders.
_TOP = "*"


def policy_files(site: Site) -> dict[str, dict[str, Any]]:
    """``{"default": {…}, "team/default": {…}, "team/job": {…}}``; a file's name without ``.yml``.

    The values are the wrapper's settings with ``bounds``. A site that says nothing has no files.
    """
    own = site.jobs.policies
    files = {_file_name(name): _settings(site, name) for name in (_TOP, *own)}
    return {name: settings for name, settings in sorted(files.items()) if settings}


def contradictions(site: Site) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    """(path, what is wrong, what to do): defaults beyond the bounds that hold for them."""
    own = {_TOP: site.jobs.defaults, **{str(name): policy for name, policy in site.jobs.policies.items()}}
    for name in own:
        at = ("jobs", "defaults") if name == _TOP else ("jobs", "policies", name)
        words = _merged(site, name)
        for setting, bound in _said(own[name]):
            said = words[_as_attempts(setting, {})[0]]
            least, most, value = (number(said.get(word)) for word in ("min", "max", "default"))
            if value is None or bound.fixed is not None:
                continue
            if most is not None and value > most:
                yield (*at, setting), f"the default is more than jobs may have: {said['max']}", "raise the max"
            if least is not None and value < least:
                yield (*at, setting), f"the default is less than jobs may have: {said['min']}", "lower the min"


def _file_name(name: str) -> str:
    return "default" if name == _TOP else f"{name[:-2]}/default" if name.endswith("/*") else name


def _settings(site: Site, name: str) -> dict[str, Any]:
    made: dict[str, Any] = {}
    bounds: dict[str, Any] = {}
    for setting, said in _merged(site, name).items():
        if (value := said.get("fixed", said.get("default"))) is not None:
            made[setting] = plain(value)
        if (bound := _bound(said)) is not None:
            bounds[setting] = plain(bound)
    return {**made, "bounds": bounds} if bounds else made


def _merged(site: Site, name: str) -> dict[str, dict[str, Any]]:
    """By setting: what counts for a job, a folder, or all."""
    words: dict[str, dict[str, Any]] = {}
    for policy, meant in _layers(site, name):
        for setting, bound in _said(policy):
            name_there, said = _as_attempts(setting, _words(bound, meant))
            words[name_there] = _over(words.get(name_there, {}), said)
    return words


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


def _words(bound: Bound[Any], meant: str) -> dict[str, Any]:
    """The bound's words with their values; a plain one is what it is meant as."""
    if bound.plain is not None:
        return {meant: bound.plain}
    said = {word: getattr(bound, word) for word in ("default", "min", "max", "allow", "fixed")}
    return {word: value for word, value in said.items() if value is not None}


def plain(value: Any) -> Any:
    """Without types of the model: what JSON has."""
    if isinstance(value, Section):
        return value.model_dump(mode="json", exclude_none=True)
    if isinstance(value, list):
        return [plain(each) for each in value]
    return str(value) if isinstance(value, str) else value


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
