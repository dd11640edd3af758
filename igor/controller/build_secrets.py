"""The credentials that a build's commands get: variables, files, and what of them is hidden in the log.

Source: the bindings of org.jenkinsci.plugins.credentialsbinding.impl.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import pkcs12

from igor.controller import credentials
from igor.controller.credentials import Stored
from igor.controller.engine_state import RunningBuild, Tick
from igor.controller.environment import expand
from igor.model.credential import AWS, CERTIFICATE, SECRET_FILE, SECRET_TEXT, SSH_KEY, USERNAME_PASSWORD
from igor.model.job import CredentialBinding

#: What kind of credential each binding takes.
_CLASSES = {
    "string": SECRET_TEXT,
    "file": SECRET_FILE,
    "zip": SECRET_FILE,
    "usernameColonPassword": USERNAME_PASSWORD,
    "usernamePassword": USERNAME_PASSWORD,
    "sshUserPrivateKey": SSH_KEY,
    "certificate": CERTIFICATE,
    "aws": AWS,
}
#: Shorter values are not hidden: the log would be full of stars. Source: SecretPatterns.
_SHORTEST_HIDDEN = 3
_PUBLIC = frozenset({"username", "accessKey", "alias"})


@dataclass(slots=True)
class Bound:
    """``files``: contents in base64 by the variable that gets the file's path; ``zip:`` before it: to be unpacked."""

    variables: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    secrets: list[str] = field(default_factory=list)


def missing(tick: Tick, build: RunningBuild, environment: Mapping[str, str]) -> str:
    """Why the build cannot have its credentials, in Jenkins' words; empty when it can."""
    for binding in build.plan.bindings:
        credential_id = expand(binding.credentials_id, environment)
        found = credentials.find_for_item(tick.connection, build.full_name, credential_id)
        if found is None:
            return f"Could not find credentials entry with ID '{credential_id}'"
        if found.credential.class_name != _CLASSES[binding.kind]:
            wanted = _CLASSES[binding.kind]
            return (
                f"Credentials '{credential_id}' is of type '{found.credential.type_name}' where '{wanted}' was expected"
            )
    return ""


def bind(tick: Tick, build: RunningBuild, environment: Mapping[str, str]) -> Bound:
    """What the build's bindings give; one whose credential is gone gives nothing (``missing`` has said so before)."""
    bound = Bound()
    for binding in build.plan.bindings:
        credential_id = expand(binding.credentials_id, environment)
        found = credentials.find_for_item(tick.connection, build.full_name, credential_id)
        if found is not None and found.credential.class_name == _CLASSES[binding.kind]:
            _add(bound, binding, found, credentials.plain_values(tick.controller, found))
    return bound


def _add(bound: Bound, binding: CredentialBinding, found: Stored, values: Mapping[str, str]) -> None:
    texts, files = _texts(binding.kind, found, values), _files(binding.kind, values)
    is_hidden = found.credential.is_username_secret
    for what, variable in binding.variables:
        if what in files:
            name = f"zip:{variable}" if binding.kind == "zip" else variable
            bound.files[name] = base64.b64encode(files[what]).decode()
            continue
        value = texts.get(what, "")
        bound.variables[variable] = value
        if len(value) >= _SHORTEST_HIDDEN and (what not in _PUBLIC or (what == "username" and is_hidden)):
            bound.secrets.append(value)
    bound.secrets += [text for text in _inside(binding.kind, values) if len(text) >= _SHORTEST_HIDDEN]


def _texts(kind: str, found: Stored, values: Mapping[str, str]) -> dict[str, str]:
    match kind:
        case "string":
            return {"value": values.get("secret", "")}
        case "usernameColonPassword":
            return {"value": f"{values.get('username', '')}:{values.get('password', '')}"}
        case "certificate":
            return {"password": values.get("password", ""), "alias": found.credential.description}
    return {name: values.get(name, "") for name in ("username", "password", "passphrase", "accessKey", "secretKey")}


def _inside(kind: str, values: Mapping[str, str]) -> list[str]:
    """What is a secret by itself within a value that is one."""
    return [values.get("password", "")] if kind == "usernameColonPassword" else []


def _files(kind: str, values: Mapping[str, str]) -> dict[str, bytes]:
    match kind:
        case "file" | "zip":
            return {"value": base64.b64decode(values.get("secretBytes", ""))}
        case "sshUserPrivateKey":
            key = values.get("privateKeySource/privateKey", "").replace("\r\n", "\n")
            return {"keyFile": (key if key.endswith("\n") else f"{key}\n").encode()}
        case "certificate":
            return {"keystore": _key_store(values)}
    return {}


def _key_store(values: Mapping[str, str]) -> bytes:
    """The PKCS #12 that was uploaded, or one made of the PEM texts, under the credential's password."""
    uploaded = values.get("keyStoreSource/uploadedKeystoreBytes", "")
    if uploaded:
        return base64.b64decode(uploaded)
    password = values.get("password", "").encode()
    key = serialization.load_pem_private_key(values.get("keyStoreSource/privateKey", "").encode(), password or None)
    own, *chain = x509.load_pem_x509_certificates(values.get("keyStoreSource/certChain", "").encode())
    hiding = serialization.BestAvailableEncryption(password) if password else serialization.NoEncryption()
    return pkcs12.serialize_key_and_certificates(b"key", key, own, chain or None, hiding)  # type: ignore[arg-type]
