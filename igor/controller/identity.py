"""Who this controller is to agents: an RSA key pair of its home, and the secret of each node.

The pair lies in ``secrets/identity.key`` (mode 0600), made when it is first asked for. A node's secret is made of its
name and the home's key, as in Jenkins: who may connect agents can look it up at any time. Source:
org.jenkinsci.main.modules.instance_identity.InstanceIdentity, jenkins.slaves.JnlpAgentReceiver.SLAVE_SECRET.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey, generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from igor.controller.context import Controller
from igor.model.errors import IgorError

_BITS = 2048


def agent_secret(controller: Controller, name: str) -> str:
    """A node's secret: 64 hexadecimal digits."""
    key = hashlib.sha256(b"agents' secrets" + controller.secret_box.key).digest()
    return hmac.new(key, name.encode(), hashlib.sha256).hexdigest()


def public_key_base64(controller: Controller) -> str:
    """The public key (SubjectPublicKeyInfo, DER) as Jenkins writes it into headers."""
    return base64.b64encode(_public(controller).public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).decode()


def public_key_pem(controller: Controller) -> str:
    """The same for people."""
    return _public(controller).public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def _public(controller: Controller) -> RSAPublicKey:
    path = controller.home.secrets / "identity.key"
    if not path.exists():
        draft = path.with_suffix(f".{os.getpid()}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            pair = generate_private_key(public_exponent=65537, key_size=_BITS)
            file.write(pair.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        _keep_first(draft, path)
    key = load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, RSAPrivateKey):
        raise IgorError(f"{path} is no RSA key", hint="restore it from a backup, or remove it")
    return key.public_key()


def _keep_first(draft: Path, path: Path) -> None:
    """Of two processes that make a pair at once, one wins for both."""
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        return
    finally:
        draft.unlink()
