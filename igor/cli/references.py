"""How people name jobs and builds: ``team/app``, ``team/app#12``, ``team/app#lastFailed``, or the page's address."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from igor.cli.exit_codes import WrongUsage
from igor.model.names import url_path

#: What may stand after ``#`` besides a number, and Jenkins' permalink for it.
PERMALINKS = {
    "last": "lastBuild",
    "lastCompleted": "lastCompletedBuild",
    "lastFailed": "lastFailedBuild",
    "lastStable": "lastStableBuild",
    "lastSuccessful": "lastSuccessfulBuild",
    "lastUnstable": "lastUnstableBuild",
    "lastUnsuccessful": "lastUnsuccessfulBuild",
}


@dataclass(frozen=True, slots=True)
class BuildReference:
    """``build`` is a number as text or one of Jenkins' permalinks."""

    full_name: str
    build: str

    @property
    def path(self) -> str:
        """Below the root: ``job/team/job/app/12/``."""
        return f"{url_path(self.full_name)}{self.build}/"


def parse_build(text: str) -> BuildReference:
    """Read a reference; raises WrongUsage with the forms that are understood."""
    if "://" in text:
        return _parse_url(text)
    full_name, _, build = text.partition("#")
    build = build or "last"
    if not full_name or not (build.isdigit() or build in PERMALINKS or build in PERMALINKS.values()):
        raise WrongUsage(f"“{text}” names no build", hint="write JOB, JOB#12, JOB#lastFailed, or the page's address")
    return BuildReference(full_name.strip("/"), PERMALINKS.get(build, build))


def _parse_url(url: str) -> BuildReference:
    segments = [unquote(segment) for segment in urlsplit(url).path.split("/") if segment]
    names: list[str] = []
    while len(segments) > 1 and segments[0] == "job":
        names.append(segments[1])
        segments = segments[2:]
    if not names:
        raise WrongUsage(
            f"{url} is not the address of a job or build",
            hint="its path begins with /job/, as …/job/team/job/app/12/",
        )
    return BuildReference("/".join(names), segments[0] if segments else "lastBuild")
