"""What happens after a report in generated feeds: cases, decisions, hearings.

Days are counted back from the Monday on which the demo starts: 3 is the Friday
before it, and what lies ahead is below nought.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from portal.domain.calendar import AMSTERDAM
from portal.integrations.generated_people import People, Wire
from portal.integrations.generated_releases import make_release
from portal.integrations.generated_words import (
    GROUNDS,
    GROUNDS_ON_CONDITION,
    Location,
    Offence,
    make_reason,
)

FIRST_MONDAY = date(2026, 11, 23)
LAST_FRIDAY = 3
DAYS_BACK = 400
DAYS_AHEAD = 200
RECENT = 21  # days; older decisions have a history of hearings

KINDS = (
    *["sepot"] * 110,
    *["dagvaarden"] * 44,
    *["strafbeschikking"] * 14,
    *["halt"] * 6,
    *["mediation"] * 4,
    *[None] * 15,
    *["transactie", "overdracht", "voeging"],
)
SOURCES = {
    "politie": "urn:nld:oin:00000003273229310000:systeem:bvh",
    "slachtofferhulp": "urn:nld:oin:00000003000000000001:systeem:kis",
    "om": "urn:nld:oin:00000004003214345001:systeem:gps",
    "rechtspraak": "urn:nld:oin:00000004003214345002:systeem:zittingsplanning",
    "halt": "urn:nld:oin:00000003000000000002:systeem:auris",
    "dji": "urn:nld:oin:00000004003214345003:systeem:tulp",
}


def to_day(ago: int) -> date:
    return FIRST_MONDAY - timedelta(days=ago)


def to_offset(ago: int) -> str:
    noon = datetime.combine(to_day(ago), time(12), AMSTERDAM)
    return noon.isoformat()[-6:]


DAYS = {
    ago: (to_day(ago).isoformat(), to_offset(ago))
    for ago in range(-DAYS_AHEAD, DAYS_BACK)
}


def to_working_day(ago: int) -> int:
    """The Friday before, when it is a Saturday or a Sunday."""
    return ago + {1: 2, 2: 1}.get(ago % 7, 0)


class Case:
    """One case while it is being told; each step gives the events it makes."""

    def __init__(
        self,
        people: People,
        *,
        parketnummer: str,
        location: Location,
        offence: Offence,
        victim_ids: list[str],
    ) -> None:
        self.people = people
        self.parketnummer = parketnummer
        self.location = location
        self.offence = offence
        self.victim_ids = victim_ids

    def tell(self, *, pv_number: str, received: int, decided: int) -> Iterator[Wire]:
        kind = self.people.pick(KINDS)
        yield self.receive(pv_number, received, is_minor=kind == "halt")
        if kind == "sepot":
            yield from self.dismiss(decided)
        elif kind is not None:
            yield self.decide(kind, decided)
            yield from STEPS.get(kind, tell_nothing)(self, decided)
        elif self.offence.has_right_to_speak and self.people.happens(0.5):
            yield self.intend(LAST_FRIDAY)

    def event(self, event_type: str, ago: int, data: Wire, *, hour: int = 11) -> Wire:
        subject = data.get("zittingId", self.parketnummer)
        return make_event(self.people, event_type, subject, ago, data, hour=hour)

    def receive(self, pv_number: str, received: int, *, is_minor: bool) -> Wire:
        data = {
            "parketnummer": self.parketnummer,
            "pvNummer": pv_number,
            "parket": self.location.parket,
            "zsmLocatie": self.location.name,
            "ontvangenOp": DAYS[received][0],
            "verdachte": {"minderjarig": is_minor},
            "feiten": self.make_facts(),
        }
        return self.event("nl.om.zaak-ingestroomd", received, data, hour=9)

    def make_facts(self) -> list[Wire]:
        fact = {
            "feitId": f"{self.parketnummer}/1",
            "artikel": self.offence.article,
            "omschrijving": self.offence.fact,
            "spreekrecht": self.offence.has_right_to_speak,
        }
        if len(self.victim_ids) == 1 or self.people.happens(0.85):
            return [fact]
        return [
            fact | {"feitId": f"{self.parketnummer}/{n}", "slachtofferIds": [victim_id]}
            for n, victim_id in enumerate(self.victim_ids, start=1)
        ]

    def decide(
        self, kind: str, ago: int, *, grounds: tuple[str, ...] = (), hour: int = 11
    ) -> Wire:
        data: dict[str, Any] = {
            "parketnummer": self.parketnummer,
            "beslissing": kind,
            "datum": DAYS[ago][0],
            "sepotcodes": grounds,
            "voorwaardelijk": False,
            "knvvBetekendOp": None,
            "toelichting": make_reason(kind, grounds),
            "vergoedingVoor": [],
        }
        if kind == "strafbeschikking" or "96" in grounds:
            data["vergoedingVoor"] = self.victim_ids[:1]
        if "99" in grounds:
            data["dubbelMetParketnummer"] = f"{self.parketnummer[:-2]}25"
        if GROUNDS_ON_CONDITION.issuperset(grounds) and grounds:
            self.put_condition(data, ago)
        return self.event("nl.om.beslissing-genomen", ago, data, hour=hour)

    def put_condition(self, data: Wire, ago: int) -> None:
        if self.people.happens(0.25):
            end = to_day(ago).replace(year=to_day(ago).year + 1, day=1)
            data |= {"voorwaardelijk": True, "proeftijdTot": end.isoformat()}

    def dismiss(self, ago: int) -> Iterator[Wire]:
        grounds = [self.people.pick(GROUNDS)]
        if self.people.happens(0.08):
            grounds.append("02" if grounds[0] != "02" else "41")
        decision = self.decide("sepot", ago, grounds=tuple(grounds))
        if self.people.happens(0.03):
            decision["data"]["knvvBetekendOp"] = DAYS[ago][0]
        yield decision
        if self.people.happens(0.03):
            served = {"parketnummer": self.parketnummer, "betekendOp": DAYS[3][0]}
            yield self.event("nl.om.kennisgeving-betekend", 3, served, hour=15)
        elif self.people.happens(0.03):
            yield self.revise(3)
            yield self.decide("dagvaarden", 3, hour=16)
        elif self.people.happens(0.005):  # a draft that comes in late counts for less
            yield self.decide("sepot", ago + 7, grounds=("40",))

    def intend(self, ago: int) -> Wire:
        data = {
            "parketnummer": self.parketnummer,
            "voorgenomen": "sepot",
            "sepotcodes": ["02"],
            "beslistVoor": DAYS[-11][0],
        }
        return self.event("nl.om.voornemen-beslissing", ago, data, hour=14)

    def revise(self, ago: int) -> Wire:
        data = {
            "parketnummer": self.parketnummer,
            "datum": DAYS[ago][0],
            "reden": "nieuwe-feiten",
        }
        return self.event("nl.om.beslissing-herzien", ago, data, hour=13)

    def summon(self, decided: int) -> Iterator[Wire]:
        people = self.people
        if people.happens(0.5):
            return
        if people.happens(0.1):
            yield self.let_go(ahead=people.pick((-1, -2, -7)))
        planned = max(decided - 4, LAST_FRIDAY)
        wait = 14 + int(people.random.random() * 60)
        hearing = self.make_hearing(begins=to_working_day(decided - wait))
        yield self.event("nl.rechtspraak.zitting-gepland", planned, hearing, hour=14)
        if decided - wait > RECENT:
            yield from self.judge(hearing["zittingId"], to_working_day(decided - wait))
        elif decided - wait < LAST_FRIDAY and people.happens(0.1):
            moved = self.make_hearing(begins=to_working_day(decided - wait - 7))
            moved |= {
                "zittingId": hearing["zittingId"],
                "reden": "andere zaak loopt uit",
            }
            yield self.event("nl.rechtspraak.zitting-gewijzigd", 3, moved, hour=16)
        elif decided - wait < LAST_FRIDAY and people.happens(0.05):
            off = {"zittingId": hearing["zittingId"], "reden": "ziekte rechter"}
            yield self.event("nl.rechtspraak.zitting-vervallen", 3, off, hour=16)

    def let_go(self, *, ahead: int) -> Wire:
        told, data = make_release(self.parketnummer, self.people, *DAYS[ahead])
        return self.event(told, LAST_FRIDAY, data, hour=17)

    def make_hearing(self, *, begins: int) -> Wire:
        day, offset = DAYS[begins]
        hour = 9 + int(self.people.random.random() * 7)
        return {
            "zittingId": f"zit-{self.parketnummer}",
            "parketnummers": [self.parketnummer],
            "soort": "inhoudelijk",
            "rechter": "politierechter",
            "begin": f"{day}T{hour:02}:30:00{offset}",
            "duurMinuten": 45,
            "rechtbank": self.location.court,
            "plaats": self.location.towns[0][0],
            "zaal": self.people.make_digits(1),
            "openbaar": True,
        }

    def judge(self, hearing_id: str, ago: int) -> Iterator[Wire]:
        outcome = "aangehouden" if self.people.happens(0.1) else "afgerond"
        held = {"zittingId": hearing_id, "uitkomst": outcome, "vervolgBekend": False}
        yield self.event("nl.rechtspraak.zitting-gehouden", ago, held, hour=16)
        if outcome == "aangehouden":
            return
        is_acquitted = self.people.happens(0.2)
        outcome = "vrijspraak" if is_acquitted else "veroordeling"
        judgment = {
            "parketnummer": self.parketnummer,
            "datum": DAYS[ago][0],
            "uitkomst": outcome,
            "slachtoffers": [] if is_acquitted else self.make_claims(),
            "toelichting": f"De uitspraak is: {outcome}.",
        }
        yield self.event("nl.rechtspraak.uitspraak-gedaan", ago, judgment, hour=17)

    def make_claims(self) -> list[Wire]:
        return [
            {
                "slachtofferId": victim_id,
                "vordering": "toegewezen",
                "bedragCenten": 5_000 + int(self.people.random.random() * 200_000),
                "maatregel36f": True,
            }
            for victim_id in self.victim_ids
        ]

    def refer_to_halt(self, decided: int) -> Iterator[Wire]:
        ago = max(decided - 5, LAST_FRIDAY)
        damage = [
            {"slachtofferId": victim_id, "bedragCenten": 12_000}
            for victim_id in self.victim_ids
        ]
        data = {
            "parketnummer": self.parketnummer,
            "datum": DAYS[ago][0],
            "verwijzer": "om",
            "eersteVerhoorOp": DAYS[decided + 4][0],
            "schade": damage if self.people.happens(0.8) else None,
            "wensenBekend": self.people.happens(0.7),
        }
        yield self.event("nl.halt.verwijzing-ontvangen", ago, data, hour=12)


STEPS: dict[str, Callable[[Case, int], Iterator[Wire]]] = {
    "dagvaarden": Case.summon,
    "halt": Case.refer_to_halt,
}


def tell_nothing(_case: Case, _decided: int) -> Iterator[Wire]:
    return iter(())


def make_event(
    people: People, event_type: str, subject: str, ago: int, data: Wire, *, hour: int
) -> Wire:
    day, offset = DAYS[ago]
    number = people.random.getrandbits(128)
    minutes = number % 3600
    hexes = f"{number:032x}"
    return {
        "specversion": "1.0",
        "id": f"{hexes[:8]}-{hexes[8:12]}-4{hexes[13:16]}-8{hexes[17:20]}-{hexes[20:]}",
        "source": SOURCES[event_type.split(".", 2)[1]],
        "type": event_type,
        "subject": subject,
        "time": f"{day}T{hour:02}:{minutes // 60:02}:{minutes % 60:02}{offset}",
        "datacontenttype": "application/json",
        "data": data,
    }
