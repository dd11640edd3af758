"""Credentials as the credentials plugin knows them: kinds, how they are named for people, what of them is secret.

Sources: com.cloudbees.plugins.credentials.impl.{UsernamePasswordCredentialsImpl,CertificateCredentialsImpl},
org.jenkinsci.plugins.plaincredentials.impl.{StringCredentialsImpl,FileCredentialsImpl},
com.cloudbees.jenkins.plugins.sshcredentials.impl.BasicSSHUserPrivateKey, the NameProvider of each.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

USERNAME_PASSWORD = "com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl"
SECRET_TEXT = "org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl"
SECRET_FILE = "org.jenkinsci.plugins.plaincredentials.impl.FileCredentialsImpl"
SSH_KEY = "com.cloudbees.jenkins.plugins.sshcredentials.impl.BasicSSHUserPrivateKey"
CERTIFICATE = "com.cloudbees.plugins.credentials.impl.CertificateCredentialsImpl"
AWS = "com.cloudbees.jenkins.plugins.awscredentials.AWSCredentialsImpl"
GITHUB_APP = "org.jenkinsci.plugins.github_branch_source.GitHubAppCredentials"
DOCKER_SERVER = "org.jenkinsci.plugins.docker.commons.credentials.DockerServerCredentials"
GITLAB_TOKEN = "com.dabsquared.gitlabjenkins.connection.GitLabApiTokenImpl"

GLOBAL_SCOPE = "GLOBAL"
SCOPES = (GLOBAL_SCOPE, "SYSTEM", "USER")

_COMMON = ("scope", "id", "description")


@dataclass(frozen=True, slots=True)
class Kind:
    """``title``: the type's name for people. ``fields``: what a form may set; others of a form are noise."""

    title: str
    fields: frozenset[str]


def _kind(title: str, *fields: str) -> Kind:
    return Kind(title, frozenset((*_COMMON, *fields)))


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        USERNAME_PASSWORD: _kind("Username with password", "username", "password", "usernameSecret"),
        SECRET_TEXT: _kind("Secret text", "secret"),
        SECRET_FILE: _kind("Secret file", "fileName", "secretBytes", "file"),
        SSH_KEY: _kind("SSH Username with private key", "username", "usernameSecret", "privateKeySource", "passphrase"),
        CERTIFICATE: _kind("Certificate", "keyStoreSource", "password"),
        AWS: _kind("AWS Credentials", "accessKey", "secretKey", "iamRoleArn", "iamMfaSerialNumber"),
        GITHUB_APP: _kind("GitHub App", "appID", "privateKey", "apiUri", "owner"),
        DOCKER_SERVER: _kind(
            "X.509 Client Certificate", "username", "clientKeySecret", "clientCertificate", "serverCaCertificate"
        ),
        GITLAB_TOKEN: _kind("GitLab API token", "apiToken"),
    }
)


@dataclass(frozen=True, slots=True)
class Credential:
    """``values``: the texts of the XML's leaves by path (``password``, ``privateKeySource/privateKey``).

    Secrets among them are as they stand in the XML: encrypted in what is stored.
    """

    id: str
    class_name: str
    scope: str = GLOBAL_SCOPE
    description: str = ""
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def type_name(self) -> str:
        kind = KINDS.get(self.class_name)
        return kind.title if kind else self.class_name.rpartition(".")[2]

    @property
    def username(self) -> str:
        return self.values.get("username", "")

    @property
    def is_username_secret(self) -> bool:
        return self.values.get("usernameSecret", "").strip() == "true"

    @property
    def display_name(self) -> str:
        """What lists call it: never more than what is no secret."""
        first = self._name()
        if not first:
            return self.description or self.id
        return f"{first} ({self.description})" if self.description else first

    def _name(self) -> str:
        if self.class_name == USERNAME_PASSWORD:
            return f"{'******' if self.is_username_secret else self.username}/******"
        if self.class_name == SSH_KEY:
            return "******" if self.is_username_secret else self.username
        return self.values.get(
            {SECRET_FILE: "fileName", AWS: "accessKey", GITHUB_APP: "appID"}.get(self.class_name, ""), ""
        )


@dataclass(frozen=True, slots=True)
class CredentialDomain:
    """A named group of credentials; the global one has an empty name."""

    name: str = ""
    description: str = ""
    config_xml: str = ""

    @property
    def is_global(self) -> bool:
        return not self.name

    @property
    def url_name(self) -> str:
        return self.name or "_"


#: Parts of names of elements that hold secrets, in lower case; whatever a plugin's class calls its own.
_SECRET_PARTS = (
    "password", "passphrase", "secret", "token", "privatekey", "clientkey", "apikey", "keystore", "certchain",
)  # fmt: skip
_NO_SECRETS = frozenset({"usernamesecret", "keystoresource", "privatekeysource", "tokenurl", "tokenid"})


def is_secret(path: str) -> bool:
    """Whether a leaf of a credential's XML is never shown."""
    name = path.rpartition("/")[2].lower()
    return name not in _NO_SECRETS and any(part in name for part in _SECRET_PARTS)
