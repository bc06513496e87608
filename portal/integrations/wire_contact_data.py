"""Addresses, phone numbers and e-mail addresses on the wire."""

import re
from collections.abc import Iterator

from portal.domain.identifiers import canonical_postcode
from portal.domain.victims import Address, FactValue, GivenPhone
from portal.integrations.strict_json import JsonValue, Trail
from portal.integrations.wire_values import (
    LONGEST_NAME,
    UnfitValueError,
    WireObject,
    check_item,
    clean_name,
    read_string,
    to_wire_object,
)

LONGEST_PART_OF_ADDRESS = 30
LONGEST_EMAIL_ADDRESS = 254
PARTS_OF_ADDRESS = ("straat", "huisnummer", "postcode", "plaats", "land")

NEW_LINE = re.compile(r"\s*[\r\n\v\f\u2028\u2029]\s*")
COUNTRY = re.compile(r"[A-Za-z]{2}")
# What begins with =? is read by mail programs as another address in disguise.
EMAIL_ADDRESS = re.compile(
    r"(?!.*=\?)[^\s@<>()\[\],;:\"]+@[^\s@<>()\[\],;:\"]+\.[^\s@<>()\[\],;:\".]{2,}"
)

Facts = Iterator[tuple[str, FactValue]]


def read_homes(wire: WireObject) -> Facts:
    yield from read_home(wire, "adres", key="address", post_key="may_post")
    yield from read_home(
        wire, "briefadres", key="domicile", post_key="domicile_may_post"
    )


def read_home(wire: WireObject, name: str, *, key: str, post_key: str) -> Facts:
    """An address is replaced whole; whether post may go there stands by itself."""
    if name not in wire.fields:
        return
    if wire.fields[name] is None:
        yield key, None
        return
    home = wire.part(name)
    if any(part in home.fields for part in PARTS_OF_ADDRESS):
        yield key, read_address(home)
    if home.answer("postMag") is not None:
        yield post_key, home.flag("postMag")


def read_address(wire: WireObject) -> Address:
    country = "NL"
    if not wire.is_empty("land"):
        country = wire.check("land", wire.take("land"), spell_country)
    return Address(
        street=wire.optional_name("straat"),
        house_number=wire.optional_name("huisnummer", limit=LONGEST_PART_OF_ADDRESS),
        postcode=read_postcode(wire, country=country),
        town=wire.optional_name("plaats"),
        country=country,
    )


def read_postcode(wire: WireObject, *, country: str) -> str:
    text = wire.optional_name("postcode", limit=LONGEST_PART_OF_ADDRESS)
    return (canonical_postcode(text) or text) if country == "NL" else text


def spell_country(value: JsonValue) -> str:
    text = read_string(value)
    if not COUNTRY.fullmatch(text):
        raise UnfitValueError("Must be a country such as NL (ISO 3166).")
    return text.upper()


def read_phones(wire: WireObject, name: str) -> tuple[GivenPhone, ...]:
    if wire.fields.get(name) is None:
        return ()
    phones = (read_phone(value, trail) for trail, value in wire.items(name))
    return tuple(phone for phone in dict.fromkeys(phones) if phone.text)


def read_phone(value: JsonValue, trail: Trail) -> GivenPhone:
    """A plain text, or an object that also says whose it is and how safe."""
    if isinstance(value, str):
        text = check_item(trail, value, read_string)
        return GivenPhone(text=clean_phone(text))
    phone = to_wire_object(value, trail)
    return GivenPhone(
        text=""
        if phone.is_empty("nummer")
        else phone.text("nummer", limit=LONGEST_NAME, clean=clean_phone),
        is_own=phone.answer("eigen"),
        is_safe=phone.answer("veilig"),
    )


def clean_phone(text: str) -> str:
    """One line, in which one still sees where another began."""
    return clean_name(NEW_LINE.sub(";", text.strip()))


def spell_email_address(text: str) -> str | None:
    return text if EMAIL_ADDRESS.fullmatch(text) else None
