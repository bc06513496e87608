"""The fields of one JSON object on the wire, each read strictly, with its path."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TypeVar

from portal.domain.identifiers import canonical_parketnummer, canonical_pv_number
from portal.integrations.strict_json import (
    JsonValue,
    Trail,
    UnableToReadEventError,
    to_path,
)

Value = TypeVar("Value")

LONGEST_IDENTIFIER = 100
LONGEST_NAME = 200
LONGEST_TEXT = 10_000
MOST_ITEMS = 1_000
LARGEST_AMOUNT = 10**12
YEARS = range(1900, 2200)

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MOMENT = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt]([0-9]{2}:[0-9]{2}:[0-9]{2})"
    r"(?:(\.[0-9]{1,6})[0-9]*)?([Zz]|[+-][0-9]{2}:[0-9]{2})"
)
INVISIBLE = re.compile(  # marks that turn the reading direction, or take no room
    "[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
)
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
SPACES = re.compile(r"\s+")


class UnfitValueError(Exception):
    """A value is not what its field asks for; the message says what would be."""


@dataclass(frozen=True, slots=True)
class WireObject:
    """Absent and null are told apart: `name in wire.fields` asks for the first."""

    fields: Mapping[str, JsonValue]
    trail: Trail = None

    def refuse(self, name: str, reason: str) -> UnableToReadEventError:
        return UnableToReadEventError(to_path((self.trail, name)), reason)

    def is_empty(self, name: str) -> bool:
        """Absent, null or an empty text."""
        return self.fields.get(name) in (None, "")

    def take(self, name: str) -> JsonValue:
        try:
            return self.fields[name]
        except KeyError:
            raise self.refuse(name, "Is missing.") from None

    def text(self, name: str, *, limit: int, clean: Callable[[str], str]) -> str:
        def read(value: JsonValue) -> str:
            return check_length(clean(read_string(value, limit=limit)), limit=limit)

        return self.check(name, self.take(name), read)

    def name(self, name: str, *, limit: int = LONGEST_NAME) -> str:
        cleaned = self.text(name, limit=limit, clean=clean_name)
        if not cleaned:
            raise self.refuse(name, "Is empty.")
        return cleaned

    def optional_name(self, name: str, *, limit: int = LONGEST_NAME) -> str:
        if self.is_empty(name):
            return ""
        return self.text(name, limit=limit, clean=clean_name)

    def optional_text(self, name: str) -> str:
        if self.is_empty(name):
            return ""
        return self.text(name, limit=LONGEST_TEXT, clean=clean_text)

    def identifier(self, name: str) -> str:
        return self.check(name, self.take(name), canonical_identifier)

    def parketnummer(self, name: str = "parketnummer") -> str:
        return self.check(name, self.take(name), spell_parketnummer)

    def pv_number(self, name: str = "pvNummer") -> str:
        return self.check(name, self.take(name), spell_pv_number)

    def flag(self, name: str, *, default: bool | None = None) -> bool:
        if name not in self.fields and default is not None:
            return default
        value = self.take(name)
        if not isinstance(value, bool):
            raise self.refuse(name, "Must be true or false.")
        return value

    def answer(self, name: str) -> bool | None:
        value = self.fields.get(name)
        if value is not None and not isinstance(value, bool):
            raise self.refuse(name, "Must be true, false or null.")
        return value

    def day(self, name: str) -> date:
        return self.check(name, self.take(name), read_day)

    def optional_day(self, name: str) -> date | None:
        return None if self.fields.get(name) is None else self.day(name)

    def moment(self, name: str) -> datetime:
        """In UTC."""
        return self.check(name, self.take(name), read_moment)

    def word(self, name: str, words: Mapping[str, Value]) -> Value:
        return self.check(name, self.take(name), lambda value: look_up(value, words))

    def number(self, name: str, *, largest: int) -> int:
        value = self.take(name)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.refuse(name, "Must be a whole number.")
        if not 0 <= value <= largest:
            raise self.refuse(name, f"Must lie between 0 and {largest}.")
        return value

    def part(self, name: str) -> "WireObject":
        return to_wire_object(self.take(name), (self.trail, name))

    def items(self, name: str) -> list[tuple[Trail, JsonValue]]:
        value = self.take(name)
        if not isinstance(value, list):
            raise self.refuse(name, "Must be a list.")
        if len(value) > MOST_ITEMS:
            raise self.refuse(name, f"Holds more than {MOST_ITEMS} items.")
        here = (self.trail, name)
        return [((here, position), item) for position, item in enumerate(value)]

    def parts(self, name: str) -> list["WireObject"]:
        return [to_wire_object(item, trail) for trail, item in self.items(name)]

    def each(self, name: str, read: Callable[[JsonValue], Value]) -> tuple[Value, ...]:
        """The items, each once, in their order; none when absent or null."""
        if self.fields.get(name) is None:
            return ()
        found = (check_item(trail, item, read) for trail, item in self.items(name))
        return tuple(dict.fromkeys(found))

    def check(
        self, name: str, value: JsonValue, read: Callable[[JsonValue], Value]
    ) -> Value:
        return check_item((self.trail, name), value, read)


def to_wire_object(value: JsonValue, trail: Trail) -> WireObject:
    if not isinstance(value, dict):
        raise UnableToReadEventError(to_path(trail), "Must be an object.")
    return WireObject(value, trail)


def check_item(
    trail: Trail, value: JsonValue, read: Callable[[JsonValue], Value]
) -> Value:
    try:
        return read(value)
    except UnfitValueError as error:
        raise UnableToReadEventError(to_path(trail), str(error)) from error


def read_string(value: JsonValue, *, limit: int = LONGEST_NAME) -> str:
    if not isinstance(value, str):
        raise UnfitValueError("Must be a text.")
    return check_length(value, limit=limit)


def check_length(text: str, *, limit: int) -> str:
    if len(text) > limit:
        raise UnfitValueError(f"Is longer than {limit} characters.")
    return text


def canonical_identifier(value: JsonValue, *, limit: int = LONGEST_IDENTIFIER) -> str:
    text = read_string(value, limit=limit)
    if not text or not text.isprintable() or text != text.strip():
        raise UnfitValueError("Must be visible characters without spaces around them.")
    return text


def spell_parketnummer(value: JsonValue) -> str:
    found = canonical_parketnummer(read_string(value))
    if found is None:
        raise UnfitValueError("Must be a parketnummer such as 16-123456-26.")
    return found


def spell_pv_number(value: JsonValue) -> str:
    found = canonical_pv_number(read_string(value))
    if found is None:
        raise UnfitValueError("Must be a PV number such as PL0900-2026081234.")
    return found


def read_day(value: JsonValue) -> date:
    text = read_string(value)
    if not DAY.fullmatch(text):
        raise UnfitValueError("Must be a day written as 2026-11-23.")
    return to_day(text)


def to_day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise UnfitValueError("Must be a day that exists.") from None
    if day.year not in YEARS:
        raise UnfitValueError(f"Must lie in the years {YEARS[0]} to {YEARS[-1]}.")
    return day


def read_moment(value: JsonValue) -> datetime:
    match = MOMENT.fullmatch(read_string(value))
    if not match:
        raise UnfitValueError(
            "Must be a moment with offset: 2026-11-23T10:00:00+01:00."
        )
    day, time_of_day, fraction, offset = match.groups("")
    to_day(day)
    try:
        local = datetime.fromisoformat(f"{day}T{time_of_day}{fraction}{offset.upper()}")
    except ValueError:
        raise UnfitValueError("Must be a moment that exists.") from None
    return local.astimezone(UTC)


def look_up(value: JsonValue, words: Mapping[str, Value]) -> Value:
    try:
        return words[read_string(value)]
    except KeyError:
        raise UnfitValueError(f"Must be one of: {', '.join(words)}.") from None


def clean_name(text: str) -> str:
    """One line, one spelling of accents, no marks that turn the reading direction."""
    visible = CONTROLS.sub(" ", INVISIBLE.sub("", text))
    return SPACES.sub(" ", unicodedata.normalize("NFC", visible)).strip()


def clean_text(text: str) -> str:
    lines = INVISIBLE.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    return CONTROLS.sub("", lines).strip()
