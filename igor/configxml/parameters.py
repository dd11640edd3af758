"""Parameter definitions. Source: hudson.model.*ParameterDefinition, in Jenkins' and in Job DSL's XML."""

from __future__ import annotations

from igor.configxml.classes import class_of
from igor.configxml.cursor import Cursor, Element, child_text, tag, texts
from igor.configxml.draft import JobDraft
from igor.model.job import ParameterDefinition

_KINDS = {
    "hudson.model.StringParameterDefinition": "string",
    "hudson.model.TextParameterDefinition": "text",
    "hudson.model.BooleanParameterDefinition": "boolean",
    "hudson.model.ChoiceParameterDefinition": "choice",
    "hudson.model.PasswordParameterDefinition": "password",
    "hudson.model.FileParameterDefinition": "file",
    "hudson.model.RunParameterDefinition": "run",
    "com.cloudbees.plugins.credentials.CredentialsParameterDefinition": "credentials",
    "com.michelin.cio.hudson.plugins.passwordparam.PasswordParameterDefinition": "password",
}


_FILTERS = ("ALL", "COMPLETED", "SUCCESSFUL", "STABLE")


def read_parameters(draft: JobDraft, element: Element) -> None:
    """Of two definitions of one name the first counts, as in Jenkins; Job DSL can write such."""
    for definition in element.iterfind("parameterDefinitions/*"):
        if tag(definition) not in _KINDS:
            draft.cursor.report(definition, "the parameter is not offered and not set")
            continue
        parameter = _parameter(draft.cursor, definition)
        if any(known.name == parameter.name for known in draft.parameters):
            draft.cursor.report(
                definition, f"parameter “{parameter.name}” is defined before: this definition is not used"
            )
        else:
            draft.parameters.append(parameter)


def _parameter(cursor: Cursor, element: Element) -> ParameterDefinition:
    name = child_text(element, "name").strip()
    if not name:
        raise cursor.error(element, "a parameter has no name", hint="add <name>…</name>")
    kind = _KINDS[tag(element)]
    choices = _choices(element) if kind == "choice" else ()
    if kind == "choice" and not choices:
        raise cursor.error(element, f"choice parameter “{name}” has no choices", hint="add <choices>")
    return ParameterDefinition(
        name=name,
        kind=kind,
        class_name=class_of(tag(element)),
        default=_default(cursor, element, kind, choices),
        description=child_text(element, "description"),
        choices=choices,
        trim=child_text(element, "trim").strip() == "true",
        project=child_text(element, "projectName").strip(),
        filter=_filter(cursor, element),
    )


def _filter(cursor: Cursor, element: Element) -> str:
    """Which builds a run parameter offers. Source: hudson.model.RunParameterDefinition.RunParameterFilter."""
    value = child_text(element, "filter").strip() or "ALL"
    if value not in _FILTERS:
        raise cursor.error(element, f"there is no filter “{value}”", hint=f"one of {', '.join(_FILTERS)}")
    return value


def _choices(element: Element) -> tuple[str, ...]:
    """A Java list (``choices/a/string``) or a plain one (``choices/string``); very old ones are one text of lines."""
    found = texts(element.iterfind("choices//string"))
    return found or tuple(filter(None, child_text(element, "choices").strip().splitlines()))


def _default(cursor: Cursor, element: Element, kind: str, choices: tuple[str, ...]) -> str:
    value = element.find("defaultValue")
    if kind == "choice":
        return choices[0]
    if kind == "boolean":
        return "true" if value is not None and cursor.boolean(value) else "false"
    return child_text(element, "defaultValue")
