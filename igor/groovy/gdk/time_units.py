"""java.util.concurrent.TimeUnit and java.util.Locale."""

from __future__ import annotations

from igor.groovy.builtin_tables import register_kind
from igor.groovy.registry import MethodTable, StaticTable
from igor.groovy.runtime import Runtime
from igor.groovy.runtime_errors import NoSignature
from igor.groovy.text import Printable, to_string
from igor.groovy.values import GArray, Long

_SIZES = {"NANOSECONDS": 1, "MICROSECONDS": 1000, "MILLISECONDS": 10**6, "SECONDS": 10**9, "MINUTES": 60 * 10**9,
          "HOURS": 3600 * 10**9, "DAYS": 86400 * 10**9}  # fmt: skip
_SHORT = {"Nanos": "NANOSECONDS", "Micros": "MICROSECONDS", "Millis": "MILLISECONDS", "Seconds": "SECONDS",
          "Minutes": "MINUTES", "Hours": "HOURS", "Days": "DAYS"}  # fmt: skip


class UnitValue(Printable):
    """java.util.concurrent.TimeUnit."""

    java_class = "java.util.concurrent.TimeUnit"

    def __init__(self, name: str) -> None:
        self.name = name

    def to_text(self) -> str:
        return self.name


_UNITS = {name: UnitValue(name) for name in _SIZES}
UNIT = StaticTable("java.util.concurrent.TimeUnit")
UNIT.constants.update(_UNITS)
UNITS = MethodTable("java.util.concurrent.TimeUnit")
register_kind("java.util.concurrent.TimeUnit", UNITS)
UNIT("values")(lambda rt: GArray(_UNITS.values(), "java.util.concurrent.TimeUnit"))
UNITS("ordinal")(lambda rt, receiver: list(_UNITS).index(receiver.name))
UNITS("name")(lambda rt, receiver: receiver.name)


@UNIT("valueOf")
def unit_of(rt: Runtime, name: str) -> UnitValue:
    if name not in _UNITS:
        raise NoSignature
    return _UNITS[name]


def _converted(amount: int, source: str, target: str) -> Long:
    return Long(int(amount) * _SIZES[source] // _SIZES[target])


for _word, _target in _SHORT.items():
    UNITS(f"to{_word}")(lambda rt, receiver, amount, target=_target: _converted(amount, receiver.name, target))
UNITS("convert")(lambda rt, receiver, amount, unit: _converted(amount, unit.name, receiver.name))


class LocaleValue(Printable):
    """java.util.Locale: it changes nothing here, formats are those of the root locale."""

    java_class = "java.util.Locale"

    def __init__(self, language: str = "", country: str = "") -> None:
        self.language = language
        self.country = country

    def to_text(self) -> str:
        return f"{self.language}_{self.country}" if self.country else self.language


LOCALE = StaticTable("java.util.Locale")
LOCALE.constants.update(ROOT=LocaleValue(), ENGLISH=LocaleValue("en"), US=LocaleValue("en", "US"),
                        UK=LocaleValue("en", "GB"), GERMANY=LocaleValue("de", "DE"), FRANCE=LocaleValue("fr", "FR"),
                        GERMAN=LocaleValue("de"), FRENCH=LocaleValue("fr"))  # fmt: skip
LOCALE("getDefault")(lambda rt: LocaleValue("en", "US"))
LOCALE.constructor(lambda rt, language, country="": LocaleValue(to_string(language), to_string(country)))
LOCALES = MethodTable("java.util.Locale")
register_kind("java.util.Locale", LOCALES)
LOCALES("getLanguage")(lambda rt, receiver: receiver.language)
LOCALES("getCountry")(lambda rt, receiver: receiver.country)
