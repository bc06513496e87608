"""Phone numbers as people type them, read into one that can be dialled."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberType

HOME_COUNTRY_CODE = 31
MAX_LENGTH = 100
MAX_DIGITS = 15 + len("000")  # E.164, the 00 of abroad, and a nought too many
DIGITS_OF_A_WHOLE_NUMBER = 6
MOST_NUMBERS_IN_A_LIST = 6


class PhoneKind(StrEnum):
    MOBILE = "mobile"
    FIXED = "fixed"
    FIXED_OR_MOBILE = "fixed_or_mobile"
    VOIP = "voip"
    COMPANY = "company"  # 088 and 14xxx, which the library calls UAN
    TOLL_FREE = "toll_free"
    PREMIUM = "premium"
    MACHINE = "machine"  # 097x: nobody picks up
    OTHER = "other"


class UnreadableReason(StrEnum):
    EMPTY = "empty"
    TOO_LONG = "too_long"
    LETTERS = "letters"
    EXTENSION = "extension"
    SEVERAL_NUMBERS = "several_numbers"
    NO_SUCH_NUMBER = "no_such_number"


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneNumber:
    """`e164` to store and compare, `display` to show, `href` to dial."""

    e164: str
    display: str
    href: str
    last_six: str
    kind: PhoneKind
    region: str | None

    @property
    def takes_sms(self) -> bool:
        return self.kind in {PhoneKind.MOBILE, PhoneKind.FIXED_OR_MOBILE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    reason: UnreadableReason


KINDS = {
    PhoneNumberType.MOBILE: PhoneKind.MOBILE,
    PhoneNumberType.FIXED_LINE: PhoneKind.FIXED,
    PhoneNumberType.FIXED_LINE_OR_MOBILE: PhoneKind.FIXED_OR_MOBILE,
    PhoneNumberType.VOIP: PhoneKind.VOIP,
    PhoneNumberType.UAN: PhoneKind.COMPANY,
    PhoneNumberType.TOLL_FREE: PhoneKind.TOLL_FREE,
    PhoneNumberType.PREMIUM_RATE: PhoneKind.PREMIUM,
}
PREFIX = re.compile(r"\s*tel:", re.IGNORECASE)
EXTENSION = re.compile(r"#|;|\b(?:x|ext|toestel|tst)[.:]?\s*\d", re.IGNORECASE)
SEPARATOR = re.compile(r"[/,|&\n]")
BETWEEN_NUMBERS = tuple(
    re.compile(separator, re.IGNORECASE)
    for separator in (
        r"[\n\r\v\f\u2028\u2029]",
        r"[;\uff1b|]",
        r"(?<![^\W\d_])(?:of|en|or|and)(?![^\W\d_])",
        r"[,\u060c\uff0c\u3001]",
        r"&",
        r"/",
        r"\s(?=\(?\+)",
        r"\s(?=0)",
    )
)
NOT_IN_A_NUMBER = re.compile(r"[^-0-9+() ./]")
PLUS_SIGNS = {"\N{FULLWIDTH PLUS SIGN}", "\N{SMALL PLUS SIGN}"}


def read_number(text: str, *, region: str = "NL") -> PhoneNumber | Unreadable:
    """Read one number; `region` is the person's country (ISO 3166).

    Who lives abroad may have kept a Dutch number, written as one writes it here.
    """
    if len(text) > MAX_LENGTH:
        return Unreadable(reason=UnreadableReason.TOO_LONG)
    plain = PREFIX.sub("", to_plain_characters(text), count=1)
    reason = reason_to_refuse(plain)
    if reason:
        return Unreadable(reason=reason)
    found = parse(plain, region=region)
    return found if isinstance(found, PhoneNumber) else parse(plain, region="NL")


def split_numbers(text: str, *, region: str = "NL") -> tuple[str, ...]:
    """Give each number of a text that lists several; any other text as it is.

    In a list at least two can be dialled, and the rest might be a number mistyped:
    no words, for they may warn.
    """
    if count_digits(text) > MOST_NUMBERS_IN_A_LIST * MAX_DIGITS:
        return (text,)
    return split_at(BETWEEN_NUMBERS, text, region=region)


def split_at(
    separators: Sequence[re.Pattern[str]], text: str, *, region: str
) -> tuple[str, ...]:
    plain = to_plain_characters(text)
    if is_whole_number(plain) and isinstance(
        read_number(plain, region=region), PhoneNumber
    ):
        return (text,)
    for place, separator in enumerate(separators):
        pieces = [piece.strip() for piece in separator.split(plain)]
        listed = [
            one
            for piece in filter(None, pieces if len(pieces) > 1 else ())
            for one in split_at(separators[place + 1 :], piece, region=region)
        ]
        if is_list(listed, region=region):
            return tuple(dict.fromkeys(listed))
    return (text,)


def is_list(pieces: Sequence[str], *, region: str) -> bool:
    read = [read_number(piece, region=region) for piece in pieces]
    might_be_numbers = all(
        isinstance(number, PhoneNumber)
        or (is_whole_number(piece) and not NOT_IN_A_NUMBER.search(piece))
        for piece, number in zip(pieces, read, strict=True)
    )
    dialable = sum(isinstance(number, PhoneNumber) for number in read)
    return might_be_numbers and dialable > 1


def to_plain_characters(text: str) -> str:
    """Western digits, ASCII dashes and spaces, nothing invisible."""
    return "".join(map(plain_character, text)).strip(" ")


def plain_character(character: str) -> str:
    if character.isascii():
        return " " if character == "\t" else character
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    if character in PLUS_SIGNS:
        return "+"
    category = unicodedata.category(character)
    if category == "Pd" or character == "\N{MINUS SIGN}":
        return "-"
    return {"Zs": " ", "Cf": ""}.get(category, character)


def reason_to_refuse(plain: str) -> UnreadableReason | None:
    digits = count_digits(plain)
    whole = [p for p in SEPARATOR.split(plain) if is_whole_number(p)]
    if not plain:
        return UnreadableReason.EMPTY
    if len(whole) > 1 or plain.rfind("+") > plain.find("+"):
        return UnreadableReason.SEVERAL_NUMBERS
    if EXTENSION.search(plain):
        return UnreadableReason.EXTENSION
    if NOT_IN_A_NUMBER.search(plain):
        return UnreadableReason.LETTERS
    if digits > MAX_DIGITS:
        return UnreadableReason.SEVERAL_NUMBERS
    return None


def count_digits(text: str) -> int:
    return sum(character.isdecimal() for character in text)


def is_whole_number(text: str) -> bool:
    return count_digits(text) >= DIGITS_OF_A_WHOLE_NUMBER


def parse(plain: str, *, region: str) -> PhoneNumber | Unreadable:
    dialled = re.sub(r"[^0-9+]", "", plain)
    if dialled.startswith("00"):  # dialled abroad, whatever the person's country
        dialled = "+" + dialled.removeprefix("00")
    try:
        number = phonenumbers.parse(dialled, region)
    except phonenumbers.NumberParseException:
        return Unreadable(reason=UnreadableReason.NO_SUCH_NUMBER)
    if number.extension or not phonenumbers.is_valid_number(number):
        return Unreadable(reason=UnreadableReason.NO_SUCH_NUMBER)
    return describe(number)


def describe(number: phonenumbers.PhoneNumber) -> PhoneNumber:
    is_home = number.country_code == HOME_COUNTRY_CODE
    shown = PhoneNumberFormat.NATIONAL if is_home else PhoneNumberFormat.INTERNATIONAL
    e164 = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    return PhoneNumber(
        e164=e164,
        display=phonenumbers.format_number(number, shown),
        href=phonenumbers.format_number(number, PhoneNumberFormat.RFC3966),
        last_six=e164[-6:],
        kind=find_kind(number, e164=e164),
        region=phonenumbers.region_code_for_number(number),
    )


def find_kind(number: phonenumbers.PhoneNumber, *, e164: str) -> PhoneKind:
    if e164.startswith("+3197"):
        return PhoneKind.MACHINE
    return KINDS.get(phonenumbers.number_type(number), PhoneKind.OTHER)
