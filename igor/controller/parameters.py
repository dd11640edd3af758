"""The values of a build's parameters: what was given checked against what the job declares, defaults filled in."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from igor.controller.secrets import SecretBox
from igor.model.build import ParameterValue
from igor.model.errors import Invalid
from igor.model.job import ParameterDefinition

#: Jenkins' value class of each kind of definition.
VALUE_CLASSES = {
    "string": "hudson.model.StringParameterValue",
    "text": "hudson.model.TextParameterValue",
    "boolean": "hudson.model.BooleanParameterValue",
    "choice": "hudson.model.StringParameterValue",
    "password": "hudson.model.PasswordParameterValue",
    "file": "hudson.model.FileParameterValue",
    "run": "hudson.model.RunParameterValue",
    "credentials": "com.cloudbees.plugins.credentials.CredentialsParameterValue",
}
#: Between the id of an upload and the file's own name, in what is given for a file.
_FILE_SEPARATOR = "/"


#: What is not given is not set.
_WITHOUT_DEFAULT = ("file", "run")


def given_file(upload: str, name: str) -> str:
    """What is given for a file parameter: an upload (``igor.controller.uploads``) and the file's own name."""
    return f"{upload}{_FILE_SEPARATOR}{name.replace(chr(92), '/').rpartition('/')[2]}"


def fill(
    definitions: Sequence[ParameterDefinition],
    given: Mapping[str, str | bool],
    box: SecretBox,
    *,
    refuse_unknown: bool = False,
) -> tuple[ParameterValue, ...]:
    """One value a definition, in the order of the definitions; a file or run that is not given has none.

    Undeclared names are ignored, or refused when asked. Source: ParametersDefinitionProperty.buildWithParameters.

    Raises:
        Invalid: a choice that is not offered, or an undeclared name (``refuse_unknown``).
    """
    known = {definition.name for definition in definitions}
    if refuse_unknown and (unknown := [name for name in given if name not in known]):
        raise Invalid(f"No such parameter definition: {', '.join(unknown)}", hint=_known_hint(definitions))
    wanted = [each for each in definitions if each.name in given or each.kind not in _WITHOUT_DEFAULT]
    return tuple(_value(definition, given, box) for definition in wanted)


def digest(values: Sequence[ParameterValue], box: SecretBox) -> str:
    """Equal for equal sets of name and value, secrets compared in clear; empty without parameters."""
    if not values:
        return ""
    clear = sorted((value.name, plain(value, box), value.details.get("file", "")) for value in values)
    return box.digest(json.dumps(clear).encode())


def plain(value: ParameterValue, box: SecretBox) -> str | bool:
    """The value as the build sees it, secrets decrypted.

    Raises:
        IgorError: this home's key did not make the secret.
    """
    return box.decrypt(value.value) if value.secret and isinstance(value.value, str) else value.value


def default_of(definition: ParameterDefinition) -> str | bool:
    """What a build gets when nothing is given: a choice's first one unless another is named."""
    if definition.kind == "boolean":
        return definition.default.lower() == "true"
    if definition.kind == "choice" and definition.default not in definition.choices:
        return definition.choices[0] if definition.choices else ""
    return definition.default


def _value(definition: ParameterDefinition, given: Mapping[str, str | bool], box: SecretBox) -> ParameterValue:
    is_given = definition.name in given
    value = _checked(definition, given[definition.name] if is_given else default_of(definition))
    class_name = VALUE_CLASSES[definition.kind]
    if definition.kind == "file":
        upload, _, name = str(value).partition(_FILE_SEPARATOR)
        return ParameterValue(definition.name, name, class_name, details={"file": upload})
    if definition.kind != "password":
        return ParameterValue(definition.name, value, class_name)
    clear = str(value) if is_given else _clear_default(str(value), box)
    return ParameterValue(definition.name, box.encrypt(clear), class_name, secret=True)


def _checked(definition: ParameterDefinition, value: str | bool) -> str | bool:
    if definition.kind == "boolean":
        return value if isinstance(value, bool) else value.strip().lower() == "true"
    text = value if isinstance(value, str) else str(value).lower()
    if definition.kind == "choice" and text not in definition.choices:
        hint = f"one of: {', '.join(definition.choices)}"
        raise Invalid(f"Illegal choice for parameter {definition.name}: {text}", hint=hint)
    return text.strip() if definition.trim else text


def _clear_default(value: str, box: SecretBox) -> str:
    """A default in stored XML may be one that this home encrypted; a given value is never decrypted."""
    return box.decrypt(value) if box.made(value) else value


def _known_hint(definitions: Sequence[ParameterDefinition]) -> str:
    return f"the job has: {', '.join(d.name for d in definitions)}" if definitions else "the job has no parameters"
