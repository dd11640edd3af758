"""The wrapper that binds credentials, as Jenkins and Job DSL write it."""

from __future__ import annotations

import pytest

from igor.configxml import definition_from_json, definition_to_json, read_item
from igor.model.errors import InvalidSource
from igor.model.job import CredentialBinding, JobDefinition

IMPL = "org.jenkinsci.plugins.credentialsbinding.impl"


def job(bindings: str) -> JobDefinition:
    found = read_item(
        f"<project><buildWrappers><{IMPL}.SecretBuildWrapper><bindings>{bindings}</bindings>"
        f"</{IMPL}.SecretBuildWrapper></buildWrappers></project>"
    )
    assert isinstance(found, JobDefinition)
    return found


@pytest.mark.parametrize(
    ("name", "inside", "kind", "variables"),
    [
        (f"{IMPL}.StringBinding", "<variable>V</variable>", "string", (("value", "V"),)),
        (f"{IMPL}.FileBinding", "<variable>V</variable>", "file", (("value", "V"),)),
        (f"{IMPL}.ZipFileBinding", "<variable>V</variable>", "zip", (("value", "V"),)),
        (f"{IMPL}.UsernamePasswordBinding", "<variable>V</variable>", "usernameColonPassword", (("value", "V"),)),
        (
            f"{IMPL}.UsernamePasswordMultiBinding",
            "<usernameVariable>U</usernameVariable><passwordVariable>P</passwordVariable>",
            "usernamePassword",
            (("username", "U"), ("password", "P")),
        ),
        (
            f"{IMPL}.SSHUserPrivateKeyBinding",
            "<keyFileVariable>K</keyFileVariable>",
            "sshUserPrivateKey",
            (("keyFile", "K"),),
        ),
        (
            f"{IMPL}.CertificateMultiBinding",
            "<keystoreVariable>K</keystoreVariable>",
            "certificate",
            (("keystore", "K"),),
        ),
        (
            "com.cloudbees.jenkins.plugins.awscredentials.AmazonWebServicesCredentialsBinding",
            "",
            "aws",
            (("accessKey", "AWS_ACCESS_KEY_ID"), ("secretKey", "AWS_SECRET_ACCESS_KEY")),
        ),
    ],
)
def test_each_binding(name: str, inside: str, kind: str, variables: tuple[tuple[str, str], ...]) -> None:
    """What is bound to which variable; a running build keeps it."""
    found = job(f"<{name}><credentialsId>c</credentialsId>{inside}</{name}>")
    assert found.bindings == (CredentialBinding(kind, "c", variables),)
    assert found.unsupported == ()
    assert definition_from_json(definition_to_json(found)) == found


def test_an_unknown_binding_is_reported() -> None:
    """What needs it would run without."""
    found = job("<org.acme.Binding/>")
    assert [(each.element, each.consequence) for each in found.unsupported] == [
        ("org.acme.Binding", "the build runs without this credential")
    ]


def test_masked_passwords() -> None:
    """Parameters need no help; a password that the wrapper brings is told to be missing."""
    name = "com.michelin.cio.hudson.plugins.maskpasswords.MaskPasswordsBuildWrapper"
    pair = "<varPasswordPairs><varPasswordPair var='X' password='y'/></varPasswordPairs>"
    reported = []
    for inside in ("", pair):
        found = read_item(f"<project><buildWrappers><{name}>{inside}</{name}></buildWrappers></project>")
        reported.append([each.element for each in found.unsupported])
    assert reported == [[], ["varPasswordPair"]]


@pytest.mark.parametrize("inside", ["", "<variable>a b</variable>", "<variable>1X</variable>"])
def test_a_binding_without_a_variable_is_refused(inside: str) -> None:
    """Where, and what to write."""
    with pytest.raises(InvalidSource, match="variable"):
        job(f"<{IMPL}.StringBinding><credentialsId>c</credentialsId>{inside}</{IMPL}.StringBinding>")
