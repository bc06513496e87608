"""Feeds of any size that look like real ones; the same seed gives the same bytes."""

from collections import deque
from collections.abc import Iterator
from random import Random

import msgspec

from portal.domain.errors import UnableToError
from portal.integrations.generated_cases import (
    DAYS,
    LAST_FRIDAY,
    RECENT,
    Case,
    make_event,
    to_working_day,
)
from portal.integrations.generated_people import Household, People, Wire
from portal.integrations.generated_words import LOCATIONS, OFFENCES, Location

MOST_VICTIMS = 5_000_000  # beyond it the numbers of reports and cases run out
FIRST_CASE = 610_000
FIRST_REPORT = 500_000
SIZES = (1, 1, 1, 1, 2, 2, 2, 3, 3, 4)
CASES = (*[1] * 80, *[2] * 12, *[0] * 8)
AGAIN = 50  # how many victims are remembered to be victims once more

encode = msgspec.json.Encoder().encode


class UnableToGenerateError(UnableToError):
    """No feed of that size can be made."""


def generate(victims: int, seed: int) -> Iterator[bytes]:
    """The lines of a feed, each with its line end, for so many different victims."""
    if not 0 <= victims <= MOST_VICTIMS:
        raise UnableToGenerateError(
            f"The number of victims must lie between 0 and {MOST_VICTIMS}."
        )
    return generate_lines(victims, seed)


def generate_lines(victims: int, seed: int) -> Iterator[bytes]:
    random = Random(seed)  # noqa: S311 - a feed to try things with, not a secret
    people = People(random, seed=seed)
    reports = Reports(people)
    repeated = b""
    while people.made < victims:
        lines = [encode(event) + b"\n" for event in reports.tell(victims - people.made)]
        if len(lines) > 1 and people.happens(0.02):
            lines[-1], lines[-2] = lines[-2], lines[-1]
        yield from lines
        if repeated and people.happens(0.01):
            yield repeated
        repeated = lines[-1]


class Reports:
    """Makes one police report after the other, with all that follows from it."""

    def __init__(self, people: People) -> None:
        self.people = people
        self.cases_of = dict.fromkeys(LOCATIONS, FIRST_CASE)
        self.reports_of = dict.fromkeys(LOCATIONS, FIRST_REPORT)
        self.known: deque[Wire] = deque(maxlen=AGAIN)

    def tell(self, most_victims: int) -> list[Wire]:
        people = self.people
        location = people.pick(LOCATIONS)
        household = people.make_household(location, people.pick(OFFENCES))
        victims = self.make_victims(household, most_victims)
        decided = self.pick_day_of_decision()
        reported = decided + 20 + int(people.random.random() * 90)
        report = self.make_report(household, victims, reported)
        events = [report]
        for _ in range(people.pick(CASES)):
            events += self.make_case(household, victims).tell(
                pv_number=report["subject"],
                received=to_working_day(decided + 3 + people.pick(range(10))),
                decided=decided,
            )
        if len(events) == 1 and people.happens(0.25):
            events.append(self.end_investigation(report["subject"]))
        return events + list(self.update_some(victims))

    def make_victims(self, household: Household, most: int) -> list[Wire]:
        count = min(most, self.people.pick(SIZES))
        victims = [self.people.make_victim(household) for _ in range(count)]
        if self.known and self.people.happens(0.02):
            victims.append(self.people.pick(self.known))
        self.known.append(victims[0])
        return victims

    def pick_day_of_decision(self) -> int:
        chance = self.people.random.random()
        if self.people.happens(0.85):
            return to_working_day(LAST_FRIDAY + int(chance * (RECENT - LAST_FRIDAY)))
        return to_working_day(RECENT + int(chance * 100))

    def make_report(
        self, household: Household, victims: list[Wire], reported: int
    ) -> Wire:
        offence, location = household.offence, household.location
        day, _ = DAYS[reported]
        pv_number = self.number_report(location, day[:4])
        data = {
            "pvNummer": pv_number,
            "opgenomenOp": day,
            "feitcategorie": offence.category,
            "omschrijving": offence.description,
            "plaats": location.towns[0][0],
            "slachtoffers": victims,
        }
        kind = "nl.politie.aangifte-opgenomen"
        return make_event(self.people, kind, pv_number, reported, data, hour=16)

    def number_report(self, location: Location, year: str) -> str:
        self.reports_of[location] += 1
        return f"PL{location.police_unit}-{year}{self.reports_of[location]:06}"

    def make_case(self, household: Household, victims: list[Wire]) -> Case:
        location = household.location
        self.cases_of[location] += 1
        return Case(
            self.people,
            parketnummer=f"{location.parket}-{self.cases_of[location]:06}-26",
            location=location,
            offence=household.offence,
            victim_ids=[victim["slachtofferId"] for victim in victims],
        )

    def end_investigation(self, pv_number: str) -> Wire:
        data = {
            "pvNummer": pv_number,
            "datum": DAYS[LAST_FRIDAY][0],
            "toelichting": "De politie heeft geen spoor gevonden.",
        }
        kind = "nl.politie.onderzoek-beeindigd"
        return make_event(self.people, kind, pv_number, LAST_FRIDAY, data, hour=10)

    def update_some(self, victims: list[Wire]) -> Iterator[Wire]:
        for victim in victims:
            if self.people.happens(0.02):
                yield self.update(victim)

    def update(self, victim: Wire) -> Wire:
        people = self.people
        changes: Wire = people.pick(
            (
                {"telefoonnummers": [people.make_mobile()]},
                {"veiligContact": {"voicemail": False}},
                {"wensen": {"zitting": True}},
            )
        )
        victim_id = victim["slachtofferId"]
        kind = "nl.slachtofferhulp.slachtoffer-bijgewerkt"
        data = {"slachtofferId": victim_id} | changes
        return make_event(people, kind, victim_id, LAST_FRIDAY, data, hour=12)
