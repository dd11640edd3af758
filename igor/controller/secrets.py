"""Secrets at rest: AES-GCM under a key of this home, random tokens and their hashes.

An encrypted value is text, ``{base64}`` of nonce and ciphertext, as Jenkins writes its secrets in braces. The key lies
in ``secrets/master.key`` (mode 0600), made once; who has the store without it learns nothing.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from igor.model.errors import IgorError

KEY_BYTES = 32
NONCE_BYTES = 12


@dataclass(frozen=True, slots=True, repr=False)
class SecretBox:
    """Encrypts and digests under one key."""

    key: bytes

    @classmethod
    def open(cls, folder: Path) -> SecretBox:
        """The box of a home; the key is made at the first call (two processes may race: one key wins).

        Raises:
            IgorError: the key file is damaged.
        """
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = folder / "master.key"
        if not path.exists():
            _make_key(path)
        key = path.read_bytes()
        if len(key) != KEY_BYTES:
            raise IgorError(f"the key {path} is damaged: {len(key)} bytes", hint="restore it from a backup")
        return cls(key)

    def encrypt(self, value: str) -> str:
        """``{…}`` text; the same value gives another text each time."""
        nonce = os.urandom(NONCE_BYTES)
        sealed = nonce + AESGCM(self.key).encrypt(nonce, value.encode(), None)
        return "{" + base64.b64encode(sealed).decode() + "}"

    def decrypt(self, text: str) -> str:
        """The value behind ``encrypt``'s text.

        Raises:
            IgorError: not such a text, or another key made it.
        """
        try:
            sealed = base64.b64decode(text.removeprefix("{").removesuffix("}"), validate=True)
            return AESGCM(self.key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], None).decode()
        except (binascii.Error, InvalidTag, ValueError) as error:
            hint = "is secrets/master.key the one of this store?"
            raise IgorError("a secret cannot be decrypted with this home's key", hint=hint) from error

    def made(self, text: str) -> bool:
        """Whether ``encrypt`` of this box gave the text."""
        try:
            self.decrypt(text)
        except IgorError:
            return False
        return text.startswith("{") and text.endswith("}")

    def digest(self, data: bytes) -> str:
        """A keyed SHA-256 (hex): equal data give equal digests, and nobody without the key can try values."""
        return hmac.digest(self.key, data, "sha256").hex()


def new_token() -> str:
    """A random token: 64 hex digits."""
    return secrets.token_hex(32)


def token_hash(token: str) -> str:
    """SHA-256 (hex) of a random token; passwords need argon2 instead."""
    return hashlib.sha256(token.encode()).hexdigest()


def matches(token: str, stored_hash: str | None) -> bool:
    """Compare in constant time; no hash never matches."""
    return hmac.compare_digest(token_hash(token), stored_hash or "") and stored_hash is not None


def _make_key(path: Path) -> None:
    draft = path.with_name(f".master.key.{os.getpid()}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(os.urandom(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)
        except FileExistsError:
            return
    finally:
        draft.unlink()
