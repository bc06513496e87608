"""People for generated feeds: as many kinds as a real feed holds."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, TypeVar

from portal.domain.identifiers import passes_eleven_test
from portal.integrations.generated_words import (
    COMPANIES,
    FAMILY_NAMES,
    FOREIGNERS,
    GIVEN_NAMES,
    STREETS,
    Location,
    Offence,
)

Item = TypeVar("Item")
Wire = dict[str, Any]

YES_OFTEN = (True,) * 7 + (None,) * 2 + (False,)
CALLING = (True,) * 16 + (None,) * 2 + (False,) * 2
SELDOM_ASKED = (None,) * 6 + (True,) * 3 + (False,)
RELATIONS = ("ex-partner", "ex-partner", "partner", "familie", "bekende", "huisgenoot")
DAY_PARTS: tuple[tuple[str, ...], ...] = (
    *[()] * 14,
    *[("ochtend",), ("ochtend", "middag"), ("middag",), ("middag", "avond")],
    *[("avond",), ("ochtend", "middag", "avond")],
)
LANGUAGES = (*["nl"] * 40, "en", "pl", "tr", "ar", "uk")
LANGUAGES_NEEDING_INTERPRETER = {"pl", "tr", "ar", "uk"}
TO_ARABIC = {ord(str(n)): chr(0x660 + n) for n in range(10)}
MOBILE_NOTATIONS = (
    *["06-{0}{1}{2}{3}", "06{0}{1}{2}{3}", "06 {0}{1}{2}{3}", "06 {0} {1} {2} {3}"] * 3,
    *["+316{0}{1}{2}{3}", "+31 6 {0}{1}{2}{3}", "+31 (0)6 {0} {1} {2} {3}"] * 2,
    *["0031 6 {0}{1} {2}{3}", "0031(0)6{0}{1}{2}{3}", "tel:+31-6-{0}{1}{2}{3}"],
    *[
        "06\N{EN DASH}{0}{1}{2}{3}",
        "06\N{NO-BREAK SPACE}{0}{1}{2}{3}",
        "06.{0}{1}.{2}{3}",
    ],
)
UNREADABLE = ("geen", "06-123456", "onbekend", "zie dossier", "06-1234567x")


@dataclass(frozen=True, slots=True, kw_only=True)
class Household:
    """What the victims of one report have in common."""

    location: Location
    offence: Offence
    parent: str
    parent_phone: str


class People:
    """Makes victims from one source of chance, each with numbers of its own."""

    def __init__(self, random: Random, *, seed: int) -> None:
        self.random = random
        self.seed = seed
        self.made = 0
        self.bsns = count_bsns()

    def pick(self, items: Sequence[Item]) -> Item:
        return items[int(self.random.random() * len(items))]

    def happens(self, chance: float) -> bool:
        return self.random.random() < chance

    def make_household(self, location: Location, offence: Offence) -> Household:
        infix, family_name = self.pick(FAMILY_NAMES)
        parent = " ".join(filter(None, (self.pick(GIVEN_NAMES), infix, family_name)))
        return Household(
            location=location,
            offence=offence,
            parent=parent,
            parent_phone=self.make_mobile(),
        )

    def make_victim(self, household: Household) -> Wire:
        self.made += 1
        if not household.offence.is_close and self.happens(0.08):
            return self.make_company(household)
        person = self.make_person(household)
        if self.happens(0.06):
            self.make_minor(person, household)
        elif self.happens(0.05):
            self.make_foreigner(person)
        if self.happens(0.03):
            person["wensen"] |= {"informatie": False, "beslissing": False}
        if self.happens(0.003):
            person["overleden"] = True
        return person

    def make_anybody(self, household: Household, names: Wire) -> Wire:
        has_email = self.happens(0.8)
        return {
            "slachtofferId": f"slg-{self.seed}-{self.made:07}",
            **names,
            "email": self.make_email(names["achternaam"]) if has_email else "",
            "adres": self.make_address(household.location),
            "veiligContact": self.make_contact(),
            "wensen": self.make_wishes(household.offence),
            "zelfdeAdres": None,
            "relatieMetVerdachte": None,
            "vertegenwoordigers": [],
        }

    def make_person(self, household: Household) -> Wire:
        infix, family_name = self.pick(FAMILY_NAMES)
        language = self.pick(LANGUAGES)
        is_vulnerable = self.happens(0.6 if household.offence.is_close else 0.05)
        names = {
            "soort": "natuurlijk-persoon",
            "voornamen": self.pick(GIVEN_NAMES),
            "tussenvoegsel": infix,
            "achternaam": family_name,
            "geboortedatum": self.make_birthday(1936, 2007),
            "bsn": next(self.bsns),
            "telefoonnummers": self.make_phones(household, is_vulnerable=is_vulnerable),
            "taal": language,
            "tolk": language in LANGUAGES_NEEDING_INTERPRETER,
            "kwetsbaar": is_vulnerable,
            "eenvoudigeTaal": self.happens(0.08),
        }
        person = self.make_anybody(household, names)
        if household.offence.is_close:
            person["relatieMetVerdachte"] = self.pick(RELATIONS)
            person["zelfdeAdres"] = self.happens(0.3)
        return person

    def make_company(self, household: Household) -> Wire:
        kind, name = self.pick(COMPANIES)
        names = {
            "soort": "rechtspersoon",
            "voornamen": kind,
            "tussenvoegsel": "",
            "achternaam": name,
            "geboortedatum": None,
            "bsn": None,
            "kvkNummer": f"9{self.make_digits(7)}",
            "contactpersoon": household.parent,
            "telefoonnummers": [self.make_landline(household.location)],
            "taal": "nl",
            "tolk": False,
            "kwetsbaar": False,
            "eenvoudigeTaal": False,
        }
        return self.make_anybody(household, names)

    def make_minor(self, person: Wire, household: Household) -> None:
        person["geboortedatum"] = self.make_birthday(2009, 2023)
        person["kwetsbaar"] = True
        person["telefoonnummers"] = []
        person["vertegenwoordigers"] = [
            {
                "naam": household.parent,
                "rol": "ouder",
                "magInzien": True,
                "magHandelen": True,
                "belangenconflict": self.happens(0.03),
                "geldigTot": None,
                "telefoonnummers": [household.parent_phone],
                "email": "",
            }
        ]

    def make_foreigner(self, person: Wire) -> None:
        country, language, town, postcode, notation = self.pick(FOREIGNERS)
        person["telefoonnummers"] = [notation.format(*self.make_digits(6))]
        person["taal"] = language
        if self.happens(0.5):
            person["adres"] |= {"plaats": town, "postcode": postcode, "land": country}

    def make_phones(self, household: Household, *, is_vulnerable: bool) -> list[Any]:
        if self.happens(0.04):
            return []
        number = self.pick(UNREADABLE) if self.happens(0.01) else self.make_mobile()
        if is_vulnerable or household.offence.is_close:
            is_known = True if self.happens(0.65) else None
            return [{"nummer": number, "eigen": is_known, "veilig": is_known}]
        if self.happens(0.2):
            return [number, self.make_landline(household.location)]
        return [number]

    def make_mobile(self) -> str:
        digits = f"{int(self.random.random() * 50_000_000) + 10_000_000}"
        pairs = (digits[:2], digits[2:4], digits[4:6], digits[6:])
        typed = self.pick(MOBILE_NOTATIONS).format(*pairs)
        return typed.translate(TO_ARABIC) if self.happens(0.01) else typed

    def make_landline(self, location: Location) -> str:
        _, _, area = self.pick(location.towns)
        return f"{area}-555 0{self.make_digits(3)}"

    def make_digits(self, count: int) -> str:
        return f"{int(self.random.random() * 10**count):0{count}}"

    def make_email(self, family_name: str) -> str:
        plain = unicodedata.normalize("NFKD", family_name).lower()
        letters = "".join(c for c in plain if "a" <= c <= "z")
        return f"{letters}.{self.made}@example.org"

    def make_address(self, location: Location) -> Wire:
        town, postcode, _ = self.pick(location.towns)
        return {
            "straat": self.pick(STREETS),
            "huisnummer": str(1 + int(self.random.random() * 240)),
            "postcode": f"{postcode}{self.make_digits(2)}{self.pick('ABCDEF')}B",
            "plaats": town,
            "postMag": self.happens(0.93),
        }

    def make_birthday(self, first: int, last: int) -> str:
        year = first + int(self.random.random() * (last - first + 1))
        month = 1 + int(self.random.random() * 12)
        return f"{year}-{month:02}-{1 + int(self.random.random() * 28):02}"

    def make_contact(self) -> Wire:
        return {
            "bellen": self.pick(CALLING),
            "voicemail": self.pick(SELDOM_ASKED),
            "sms": self.pick(YES_OFTEN),
            "email": self.pick(YES_OFTEN),
            "post": self.pick(YES_OFTEN),
            "dagdelen": self.pick(DAY_PARTS),
        }

    def make_wishes(self, offence: Offence) -> Wire:
        return {
            "informatie": True,
            "beslissing": True,
            "zitting": self.pick(SELDOM_ASKED),
            "uitspraak": self.pick(SELDOM_ASKED),
            "detentie": True if offence.is_close else None,
            "spreekrecht": True if offence.has_right_to_speak else None,
            "schade": self.pick(SELDOM_ASKED),
            "bemiddeling": self.pick(SELDOM_ASKED),
            "excuus": self.pick(SELDOM_ASKED),
        }


def count_bsns() -> Iterator[str]:
    """Numbers that pass the eleven-test, from the range that is never issued."""
    for number in range(900_000_000, 1_000_000_000):
        if passes_eleven_test(str(number)):
            yield str(number)
