"""Publishers. Source: hudson.tasks.BuildTrigger, hudson.tasks.ArtifactArchiver."""

from __future__ import annotations

from igor.configxml.cursor import Element, child_names, child_text
from igor.configxml.draft import JobDraft, Reader
from igor.model.job import ArchiveArtifacts, DownstreamTrigger

_ARCHIVER_HARMLESS = {
    "defaultExcludes": frozenset({"", "true"}),
    "fingerprint": frozenset({"", "false"}),
    "followSymlinks": frozenset({"", "true"}),
    "caseSensitive": frozenset({"", "true"}),
    "latestOnly": frozenset({"", "false"}),
}


def read_publishers(draft: JobDraft, element: Element) -> None:
    draft.dispatch(element, _PUBLISHERS, consequence="nothing is published", repeatable=True)


def _read_downstream(draft: JobDraft, element: Element) -> None:
    children = child_names(element, "childProjects")
    if not children:
        raise draft.cursor.error(
            element, "the trigger names no child project", hint="add <childProjects>a, b</childProjects>"
        )
    draft.downstream_triggers.append(DownstreamTrigger(children, draft.cursor.threshold(element.find("threshold"))))


def _read_archiver(draft: JobDraft, element: Element) -> None:
    flags = {"allowEmptyArchive": False, "onlyIfSuccessful": False}

    def flag(child: Element) -> None:
        flags[str(child.tag)] = draft.cursor.boolean(child)

    handlers = {"artifacts": _known, "excludes": _known, **dict.fromkeys(flags, flag)}
    draft.cursor.dispatch(
        element, handlers, harmless=_ARCHIVER_HARMLESS, consequence="artifacts are archived without it"
    )
    draft.archive.append(
        ArchiveArtifacts(
            includes=child_text(element, "artifacts"),
            excludes=child_text(element, "excludes"),
            allow_empty=flags["allowEmptyArchive"],
            only_if_successful=flags["onlyIfSuccessful"],
        )
    )


def _known(element: Element) -> None:
    """Read as text by ``_read_archiver``."""


_PUBLISHERS: dict[str, Reader] = {
    "hudson.tasks.BuildTrigger": _read_downstream,
    "hudson.tasks.ArtifactArchiver": _read_archiver,
}
