"""Texts with a meaning in ``igor.yml``: durations, sizes, addresses. Each knows its form."""

from __future__ import annotations

import re
from typing import Any, ClassVar, NoReturn, Self
from urllib.parse import urlsplit

from pydantic_core import PydanticCustomError, core_schema

_UNITS_MS = {"ms": 1, "s": 1_000, "m": 60_000, "h": 3_600_000, "d": 86_400_000}
_UNITS_BYTES = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30, "T": 1 << 40}


def refuse(what: str, hint: str = "") -> NoReturn:
    """A value is wrong: in words that the problem takes over."""
    raise PydanticCustomError("value", "{what}", {"what": what, "hint": hint})


class Formed(str):
    """A text of a certain form; ``WORDS`` says which. Whole numbers are taken where ``NUMBER`` is their unit."""

    __slots__ = ()
    PATTERN: ClassVar[str]
    WORDS: ClassVar[str]
    FIX: ClassVar[str]
    NUMBER: ClassVar[str | None] = None

    @classmethod
    def read(cls, value: Any) -> Self:
        """Raises PydanticCustomError."""
        text = value
        if cls.NUMBER is not None and isinstance(value, int) and not isinstance(value, bool) and value >= 0:
            text = f"{value}{cls.NUMBER}"
        if not isinstance(text, str) or not re.fullmatch(cls.PATTERN, text):
            refuse(f"“{written(value)}” is no {cls.WORDS}", cls.FIX)
        return cls(text)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls.read, serialization=core_schema.to_string_ser_schema(when_used="always")
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> dict[str, Any]:
        text = {"type": "string", "pattern": f"^(?:{cls.PATTERN})$"}
        return text if cls.NUMBER is None else {"anyOf": [text, {"type": "integer", "minimum": 0}]}


class Duration(Formed):
    """``500ms``, ``5s``, ``15m``, ``2h``, ``30d``; a whole number is seconds."""

    __slots__ = ()
    PATTERN = r"\d{1,9}(\.\d{1,3})?(ms|s|m|h|d)"
    WORDS = "duration"
    FIX = "write a number with its unit: 500ms, 30s, 15m, 4h or 30d"
    NUMBER = "s"

    @property
    def milliseconds(self) -> int:
        """Rounded."""
        number = self.rstrip("mshd")
        return round(float(number) * _UNITS_MS[self[len(number) :]])

    @property
    def seconds(self) -> int:
        """Rounded up: a limit is never shorter than was said."""
        return -(-self.milliseconds // 1000)


class Days(Formed):
    """``30d``; a whole number is days."""

    __slots__ = ()
    PATTERN = r"[1-9]\d{0,5}d"
    WORDS = "number of days"
    FIX = "write such as 30d"
    NUMBER = "d"

    @property
    def days(self) -> int:
        return int(self[:-1])


class Size(Formed):
    """``64K``, ``512M``, ``2G``; a whole number is bytes."""

    __slots__ = ()
    PATTERN = r"\d{1,15}(\.\d{1,3})?[KMGT]?"
    WORDS = "size"
    FIX = "write 4096 (bytes), 64K, 512M, 2G or 1T"
    NUMBER = ""

    @property
    def bytes(self) -> int:
        """Rounded."""
        number = self.rstrip("KMGT")
        return round(float(number) * _UNITS_BYTES[self[len(number) :]])


class Room(Formed):
    """Part of a disk: a size, or a share such as ``5%``."""

    __slots__ = ()
    PATTERN = r"\d{1,15}(\.\d{1,3})?[KMGT]?|\d{1,2}%"
    WORDS = "size or share of a disk"
    FIX = "write 5%, 512M, 2G or 1T"
    NUMBER = ""

    @property
    def percent(self) -> int | None:
        """None when it is a size."""
        return int(self[:-1]) if self.endswith("%") else None

    @property
    def setting(self) -> str:
        """As the controller's settings have it: bytes, or the share as it is."""
        return str(self) if self.percent is not None else str(Size(self).bytes)


class Address(Formed):
    """Where browsers, agents and clients reach the controller; with a slash at its end, as Jenkins has it."""

    __slots__ = ()
    PATTERN = r"https?://[^\s/?#]+(/[^\s?#]*)?"
    WORDS = "address of a web server"
    FIX = "write such as https://ci.example.org/"

    @classmethod
    def read(cls, value: Any) -> Self:
        found = super().read(value)
        try:
            parts = urlsplit(found)
            is_good = bool(parts.hostname) and (parts.port is None or parts.port > 0)
        except ValueError:
            is_good = False
        if not is_good or parts.username is not None:
            refuse("the address has no host, a wrong port, or a user in it", cls.FIX)
        return cls(found if found.endswith("/") else f"{found}/")

    @property
    def host(self) -> str:
        return urlsplit(self).hostname or ""

    @property
    def port(self) -> int:
        return urlsplit(self).port or (443 if self.is_https else 80)

    @property
    def path(self) -> str:
        return urlsplit(self).path

    @property
    def is_https(self) -> bool:
        return self.startswith("https://")


class TimeOfDay(Formed):
    """``02:30`` in the host's time zone."""

    __slots__ = ()
    PATTERN = r"([01]\d|2[0-3]):[0-5]\d"
    WORDS = "time of day"
    FIX = 'write such as "02:30", in quotes'


class Mask(Formed):
    """An umask."""

    __slots__ = ()
    PATTERN = r"[0-7]{3,4}"
    WORDS = "umask"
    FIX = 'write such as "027", in quotes'


def written(value: Any) -> str:
    """A value as in the file, shortened."""
    if isinstance(value, bool):
        return str(value).lower()
    if value is None:
        return "null"
    text = str(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
