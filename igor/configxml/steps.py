"""Builders. Source: hudson.tasks.Shell, javaposse.jobdsl.plugin.ExecuteDslScripts.

A builder that is not known becomes a step that fails by name when a build reaches it, and is reported.
"""

from __future__ import annotations

from igor.configxml.cursor import Element, child_text, describe, line, tag
from igor.configxml.draft import JobDraft, Reader
from igor.model.job import SeedStep, ShellStep, UnsupportedStep

_JOB_ACTIONS = ("IGNORE", "DISABLE", "DELETE")
_VIEW_ACTIONS = ("IGNORE", "DELETE")
_STRATEGIES = ("JENKINS_ROOT", "SEED_JOB")
_OFF = frozenset({"", "false"})


def read_builders(draft: JobDraft, element: Element) -> None:
    for builder in element:
        read = _BUILDERS.get(tag(builder), _read_unsupported)
        read(draft, builder)


def _read_shell(draft: JobDraft, element: Element) -> None:
    unstable: list[int] = []

    def unstable_return(child: Element) -> None:
        unstable.extend([draft.cursor.integer(child, at_least=0)] if (child.text or "").strip() else [])

    known = {"command": _known, "unstableReturn": unstable_return}
    draft.cursor.dispatch(element, known, harmless={"configuredLocalRules": frozenset({""})})
    # Exit code 0 always means success, as in hudson.tasks.Shell.
    code = next((value for value in unstable if value), None)
    draft.steps.append(ShellStep(child_text(element, "command").replace("\r\n", "\n"), code))


def _read_seed(draft: JobDraft, element: Element) -> None:
    harmless = {"useScriptText": _OFF}
    draft.cursor.dispatch(element, dict.fromkeys(_SEED_FIELDS, _known), harmless=harmless)
    script = child_text(element, "scriptText")
    inline = _flag(draft, element, "usingScriptText", default=not child_text(element, "targets").strip())
    draft.steps.append(
        SeedStep(
            targets=() if inline else _lines(element, "targets"),
            script_text=script if inline else None,
            ignore_existing=_flag(draft, element, "ignoreExisting"),
            removed_job_action=_choice(draft, element, "removedJobAction", _JOB_ACTIONS),
            removed_view_action=_choice(draft, element, "removedViewAction", _VIEW_ACTIONS),
            removed_config_files_action=_choice(draft, element, "removedConfigFilesAction", _VIEW_ACTIONS),
            lookup_strategy=_choice(draft, element, "lookupStrategy", _STRATEGIES),
            additional_classpath=_lines(element, "additionalClasspath"),
            fail_on_missing_plugin=_flag(draft, element, "failOnMissingPlugin"),
            unstable_on_deprecation=_flag(draft, element, "unstableOnDeprecation"),
            ignore_missing_files=_flag(draft, element, "ignoreMissingFiles"),
            additional_parameters=_entries(draft, element.find("additionalParameters")),
        )
    )


def _read_unsupported(draft: JobDraft, element: Element) -> None:
    draft.cursor.report(element, "a build that reaches this step fails")
    draft.steps.append(UnsupportedStep(describe(element), line(element)))


def _known(element: Element) -> None:
    """Read by the builder itself."""


def _lines(element: Element, name: str) -> tuple[str, ...]:
    return tuple(filter(None, (text.strip() for text in child_text(element, name).splitlines())))


def _entries(draft: JobDraft, element: Element | None) -> tuple[tuple[str, str | int | bool], ...]:
    """The entries of a map as XStream writes it: ``<entry><string>name</string><int>1</int></entry>``."""
    entries = [] if element is None else [list(entry) for entry in element.iterfind("entry")]
    return tuple((key.text or "", _value(draft, value)) for key, value in entries)


def _value(draft: JobDraft, element: Element) -> str | int | bool:
    match element.tag:
        case "boolean":
            return draft.cursor.boolean(element)
        case "int" | "long":
            return draft.cursor.integer(element, at_least=-(2**63))
    return element.text or ""


def _flag(draft: JobDraft, element: Element, name: str, *, default: bool = False) -> bool:
    child = element.find(name)
    return default if child is None else draft.cursor.boolean(child)


def _choice(draft: JobDraft, element: Element, name: str, allowed: tuple[str, ...]) -> str:
    child = element.find(name)
    value = child_text(element, name).strip()
    if child is None or not value:
        return allowed[0]
    if value not in allowed:
        raise draft.cursor.error(child, f"<{name}> is “{value}”", hint=f"one of {', '.join(allowed)}")
    return value


#: Sandboxed and without collisions every seed step is, whatever these two say.
_ALWAYS = ("sandbox", "failOnSeedCollision")
_SEED_FIELDS = (
    *_ALWAYS,
    "additionalParameters",
    "targets",
    "usingScriptText",
    "scriptText",
    "ignoreExisting",
    "removedJobAction",
    "removedViewAction",
    "removedConfigFilesAction",
    "lookupStrategy",
    "additionalClasspath",
    "failOnMissingPlugin",
    "unstableOnDeprecation",
    "ignoreMissingFiles",
)

_BUILDERS: dict[str, Reader] = {
    "hudson.tasks.Shell": _read_shell,
    "javaposse.jobdsl.plugin.ExecuteDslScripts": _read_seed,
}
