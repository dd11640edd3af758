"""The build wrapper that binds credentials to variables.

``CredentialBinding.variables`` holds what each variable gets: a credential's ``value``, ``username``, ``password``, …
Source: the bindings of org.jenkinsci.plugins.credentialsbinding.
"""

from __future__ import annotations

import re

from igor.configxml.classes import class_of
from igor.configxml.cursor import Element, child_text, tag
from igor.configxml.draft import JobDraft
from igor.model.job import CredentialBinding

_IMPL = "org.jenkinsci.plugins.credentialsbinding.impl"
WRAPPER = f"{_IMPL}.SecretBuildWrapper"
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")

#: Class → kind, and the element that names the variable for each thing that can be bound; the first is required.
_BINDINGS = {
    f"{_IMPL}.StringBinding": ("string", {"variable": "value"}),
    f"{_IMPL}.FileBinding": ("file", {"variable": "value"}),
    f"{_IMPL}.ZipFileBinding": ("zip", {"variable": "value"}),
    f"{_IMPL}.UsernamePasswordBinding": ("usernameColonPassword", {"variable": "value"}),
    f"{_IMPL}.UsernamePasswordMultiBinding": (
        "usernamePassword",
        {"usernameVariable": "username", "passwordVariable": "password"},
    ),
    f"{_IMPL}.SSHUserPrivateKeyBinding": (
        "sshUserPrivateKey",
        {"keyFileVariable": "keyFile", "usernameVariable": "username", "passphraseVariable": "passphrase"},
    ),
    f"{_IMPL}.CertificateMultiBinding": (
        "certificate",
        {"keystoreVariable": "keystore", "passwordVariable": "password", "aliasVariable": "alias"},
    ),
    "com.cloudbees.jenkins.plugins.awscredentials.AmazonWebServicesCredentialsBinding": (
        "aws",
        {"accessKeyVariable": "accessKey", "secretKeyVariable": "secretKey"},
    ),
}
_AWS_DEFAULTS = {"accessKey": "AWS_ACCESS_KEY_ID", "secretKey": "AWS_SECRET_ACCESS_KEY"}


def read_bindings(draft: JobDraft, element: Element) -> None:
    """``<bindings>`` of the wrapper; a binding that is not known is reported: what needs it would run without."""
    found = list(draft.fields.get("bindings", ()))
    for binding in element.iterfind("bindings/*"):
        if class_of(tag(binding)) in _BINDINGS:
            found.append(_binding(draft, binding))
        else:
            draft.cursor.report(binding, "the build runs without this credential")
    draft.fields["bindings"] = tuple(found)


def _binding(draft: JobDraft, element: Element) -> CredentialBinding:
    kind, places = _BINDINGS[class_of(tag(element))]
    variables = [(what, child_text(element, place).strip()) for place, what in places.items()]
    if kind == "aws":
        variables = [(what, name or _AWS_DEFAULTS[what]) for what, name in variables]
    named = tuple((what, name) for what, name in variables if name)
    for _, name in named:
        if not _NAME.fullmatch(name):
            raise draft.cursor.error(element, f"“{name}” is no name of a variable", hint="letters, digits and _")
    if not named or named[0][0] != next(iter(places.values())):
        raise draft.cursor.error(element, "the binding names no variable", hint=f"add <{next(iter(places))}>")
    return CredentialBinding(kind, child_text(element, "credentialsId").strip(), named)
