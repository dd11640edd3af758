"""References to secrets: what ``igor.yml`` says in place of passwords and keys.

``secret://file/PATH`` is a file on the machine that deploys, relative to the folder of ``igor.yml``
(``secret://file//etc/x`` is absolute); ``secret://env/NAME`` a variable of its environment; ``secret://inventory/NAME``
a variable of the inventory, which ansible-vault may have encrypted. The value is read where it is handed over
(``reveal``), and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError, core_schema

from igor.deploy.site.sinks import check_sink
from igor.model.errors import Invalid

PREFIX = "secret://"
SELF_SIGNED = "self-signed"
KINDS = ("file", "env", "inventory")
FORM = "secret://file/PATH, secret://env/NAME or secret://inventory/VARIABLE"
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_MAX_BYTES = 64 * 1024
_SCHEMA = {"type": "string", "pattern": r"^secret://(file/.+|env/\w+|inventory/\w+)$"}


@dataclass(frozen=True, slots=True, repr=False)
class Secret:
    """A reference. Its texts are the reference: a value is not in here to be shown."""

    kind: str
    name: str

    def __repr__(self) -> str:
        return f"Secret({str(self)!r})"

    def __str__(self) -> str:
        return f"{PREFIX}{self.kind}/{self.name}"

    @classmethod
    def parse(cls, text: str) -> Secret:
        """Raises ValueError: what is wrong, without the text if that may be the secret itself."""
        if not text.startswith(PREFIX):
            raise ValueError("a secret's value does not belong here, only a reference to it")
        kind, _, name = text.removeprefix(PREFIX).partition("/")
        if kind == "vault":
            raise ValueError("Igor does not ask a vault by itself")
        if kind not in KINDS:
            raise ValueError(f"“{PREFIX}{kind}” is no kind of reference")
        if not name or "\n" in name or (kind != "file" and not _NAME.fullmatch(name)):
            raise ValueError(f"the reference {text} names nothing")
        return cls(kind, name)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(
            _validated, serialization=core_schema.to_string_ser_schema(when_used="always")
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> dict[str, Any]:
        return dict(_SCHEMA)


def _validated(value: Any) -> Secret:
    if isinstance(value, Secret):
        return value
    try:
        return Secret.parse(value if isinstance(value, str) else "")
    except ValueError as error:
        hint = (
            "let the vault's agent write a file and name that: secret://file/PATH; or use ansible-vault and secret://inventory/NAME"
            if "vault" in str(error)
            else f"write {FORM}"
        )
        raise PydanticCustomError("secret", "{what}", {"what": str(error), "hint": hint}) from None


def reveal(secret: Secret, folder: Path, environment: Mapping[str, str]) -> str:
    """The value, for whoever is about to hand it over; without the line's end of a file.

    That of an inventory's variable is the template that Ansible fills in.

    Raises:
        Invalid: the file or variable is not there, or is empty.
    """
    if secret.kind == "inventory":
        return f"{{{{ {secret.name} }}}}"
    if secret.kind == "env":
        value = environment.get(secret.name, "")
        if not value:
            raise Invalid(
                f"{secret}: the variable {secret.name} is not set", hint=f"export {secret.name}, without echo"
            )
        return value
    return _of_file(secret, folder / secret.name)


def _of_file(secret: Secret, path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(_MAX_BYTES + 1)
        value = data.decode("utf-8").removesuffix("\n").removesuffix("\r")
    except OSError as error:
        raise Invalid(
            f"{secret}: {path}: {error.strerror}", hint="make the file, readable for you alone (0600)"
        ) from None
    except UnicodeDecodeError:
        raise Invalid(f"{secret}: {path} is not UTF-8 text", hint="binary secrets are kept in base64") from None
    if not value or len(data) > _MAX_BYTES:
        raise Invalid(
            f"{secret}: {path} is {'empty' if not value else 'too large'}", hint="it holds the secret and nothing else"
        )
    return value


def _certificate(value: Any) -> str | Secret:
    if value == SELF_SIGNED:
        return SELF_SIGNED
    if isinstance(value, str) and not value.startswith(PREFIX):
        raise PydanticCustomError(
            "value",
            "{what}",
            {
                "what": "a certificate is self-signed, or a reference to a PEM file",
                "hint": f"write self-signed, or {PREFIX}file/PATH",
            },
        )
    return _validated(value)


def _sink_url(value: Any) -> str | Secret:
    if isinstance(value, Secret) or (isinstance(value, str) and value.startswith(PREFIX)):
        return _validated(value)
    return check_sink(value)


#: ``self-signed``, or a reference.
Certificate = Annotated[
    str | Secret,
    PlainValidator(_certificate),
    PlainSerializer(str),
    WithJsonSchema({"anyOf": [{"const": "self-signed"}, _SCHEMA]}),
]
#: A sink's URL, or a reference to one.
SinkUrl = Annotated[
    str | Secret,
    PlainValidator(_sink_url),
    PlainSerializer(str),
    WithJsonSchema({"type": "string", "pattern": r"^[a-z-]+(\+[a-z]+)?://"}),
]
