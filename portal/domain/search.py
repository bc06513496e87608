"""What somebody typed to find a person by: a name, a number of a case, a telephone."""

import re
from dataclasses import dataclass

from portal.domain.identifiers import canonical_parketnummer, canonical_pv_number
from portal.domain.names import words_to_look_for
from portal.domain.phone_numbers import PhoneNumber, read_number, to_plain_characters

LAST_DIGITS = 6
SHORTEST_WORD = 2
LONGEST_REFERENCE = 100

_OF_A_NUMBER = re.compile(r"(?:tel:)?[-0-9+() ./]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """All that a text may mean: ten digits are a case and a telephone alike."""

    parketnummer: str | None
    pv_number: str | None
    references: tuple[str, ...]
    whole_number: str | None
    last_six: str | None
    words: tuple[str, ...]

    @property
    def is_too_short(self) -> bool:
        """Whether there is nothing in it to look for."""
        numbers = (self.parketnummer, self.pv_number, self.last_six)
        return not any(numbers) and len(next(iter(self.words), "")) < SHORTEST_WORD


def read_search(text: str) -> Search:
    parketnummer, pv_number = canonical_parketnummer(text), canonical_pv_number(text)
    last_six = last_digits(text)
    is_number = bool(parketnummer or pv_number or last_six)
    number = read_number(text) if last_six else None
    return Search(
        parketnummer=parketnummer,
        pv_number=pv_number,
        references=_spellings(text.strip()),
        whole_number=number.e164 if isinstance(number, PhoneNumber) else None,
        last_six=last_six,
        words=() if is_number else words_to_look_for(text),
    )


def last_digits(text: str) -> str | None:
    """Give the last six digits of what may be a telephone number, however written."""
    plain = to_plain_characters(text)
    digits = re.sub(r"[^0-9]", "", plain)
    is_number = _OF_A_NUMBER.fullmatch(plain.lower()) is not None
    return digits[-LAST_DIGITS:] if is_number and len(digits) >= LAST_DIGITS else None


def _spellings(text: str) -> tuple[str, ...]:
    if not text or len(text) > LONGEST_REFERENCE:
        return ()
    return tuple(dict.fromkeys((text, text.lower(), text.upper())))
