"""What the chain may tell of one report with two suspects and three victims."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from tests.chain import (
    CASE,
    SAFE,
    case,
    decision,
    event,
    fact,
    happen,
    hearing,
    hearing_changed,
    hearing_held,
    hearing_off,
    judgment,
    report,
    updated,
    victim,
)

OTHER_CASE = "16-654321-26"
CASES = (CASE, OTHER_CASE)
KINDS = (
    *("sepot",) * 6,
    *("strafbeschikking", "transactie", "halt", "mediation", "dagvaarden"),
    *("overdracht", "voeging"),
)
GROUNDS = (["02"], ["40"], ["02", "41"], ["73"], ["53"], ["96"], ["99"], ["02", "99"])
WINTER = ZoneInfo("Etc/GMT-1")  # as the events of the tests are written
FAMILY_LINE = "06-12345678"


def local(moment: datetime) -> str:
    return moment.astimezone(WINTER).strftime("%Y-%m-%dT%H:%M")


class LifeEvents:
    """Numbers in its names keep two runs with one seed the same."""

    def __init__(self, *, random: Random) -> None:
        self.random = random

    def beginning(self) -> Iterator[dict[str, Any]]:
        own = {"nummer": "06-87654321", "eigen": True, "veilig": True}
        yield report(
            victim("slo-1", telefoonnummers=[FAMILY_LINE, "030-2345678"]),
            victim(
                "slo-2", kwetsbaar=self.random.random() < 0.5, telefoonnummers=[own]
            ),
            victim(
                "slo-3",
                telefoonnummers=[FAMILY_LINE],
                veiligContact=SAFE | {"dagdelen": ["middag"]},
                communicatiewijze=self.random.choice(
                    ("bellen", "bellen", "schriftelijk")
                ),
            ),
        )
        for number in CASES:
            facts = [
                fact(1, feitId=f"{number}/1", spreekrecht=self.random.random() < 0.3),
                fact(2, feitId=f"{number}/2", slachtofferIds=["slo-2"]),
            ]
            yield case(parketnummer=number, feiten=facts)

    async def send(self, happening: dict[str, Any], *, now: datetime) -> str:
        [receipt] = await happen(happening, now=now)
        return f"event {happening['type'].split('.')[-1]} {receipt.outcome}"

    async def happen(self, *, now: datetime) -> str:
        number = self.random.choice(CASES)
        late = self.random.choice((0, 0, 0, 30, 5000))
        at = local(now - timedelta(minutes=late))
        events = (
            *(self._decision(number, at),) * 5,
            *(self._revised(number, at),) * 2,
            *(self._served(number, at), self._intention(number, at)),
            *self._hearings(at, now),
            judgment(at, parketnummer=number),
            self._custody(number, at, now),
            *(self._news_of_a_victim(at),) * 3,
            self._objection(number, at),
        )
        return await self.send(self.random.choice(events), now=now)

    def _decision(self, number: str, at: str) -> dict[str, Any]:
        grounds = self.random.choice(GROUNDS)
        return decision(
            at,
            parketnummer=number,
            beslissing=self.random.choice(KINDS),
            sepotcodes=grounds,
            vergoedingVoor=self.random.choice(([], [], ["slo-1"])),
            **self.random.choice(({}, {}, {"feitIds": [f"{number}/1"]})),
        )

    def _revised(self, number: str, at: str) -> dict[str, Any]:
        facts = {"parketnummer": number, "datum": at[:10], "reden": "nieuwe-feiten"}
        return event("nl.om.beslissing-herzien", number, at, **facts)

    def _served(self, number: str, at: str) -> dict[str, Any]:
        facts = {"parketnummer": number, "betekendOp": at[:10]}
        return event("nl.om.kennisgeving-betekend", number, at, **facts)

    def _objection(self, number: str, at: str) -> dict[str, Any]:
        state = self.random.choice(("gedaan", "ingetrokken", "gegrond"))
        facts = {"parketnummer": number, "datum": at[:10], "stand": state}
        return event("nl.om.verzet-gewijzigd", number, at, **facts)

    def _intention(self, number: str, at: str) -> dict[str, Any]:
        facts = {
            "parketnummer": number,
            "voorgenomen": "sepot",
            "sepotcodes": ["02"],
            "beslistVoor": at[:10],
        }
        return event("nl.om.voornemen-beslissing", number, at, **facts)

    def _hearings(self, at: str, now: datetime) -> tuple[dict[str, Any], ...]:
        begins = local(now + timedelta(days=self.random.choice((1, 2, 10, 40))))
        both = self.random.choice(([CASE], list(CASES)))
        return (
            hearing(at, begins, parketnummers=both),
            hearing_changed(at, begins, parketnummers=both),
            hearing_off(at),
            hearing_held(at, self.random.choice(("afgerond", "aangehouden"))),
        )

    def _custody(self, number: str, at: str, now: datetime) -> dict[str, Any]:
        change = self.random.choice(("geschorst", "opgeheven", "verlof", "hervat"))
        begins = local(now + timedelta(hours=self.random.choice((2, 20, 90))))
        facts = {
            "parketnummer": number,
            "soort": change,
            "ingangOp": f"{begins}:00+01:00",
            "voorwaarden": [],
        }
        return event("nl.om.voorlopige-hechtenis-gewijzigd", number, at, **facts)

    def _news_of_a_victim(self, at: str) -> dict[str, Any]:
        news = self.random.choice(
            (
                {"veiligContact": {"bellen": False}},
                {"veiligContact": SAFE},
                {"telefoonnummers": ["06-11223344"]},
                {"telefoonnummers": ["weet ik niet"]},
                {"kwetsbaar": True},
                {"wensen": {"beslissing": False}},
                {"wensen": {"beslissing": True, "detentie": True, "zitting": True}},
                {"overleden": True},
            )
        )
        return updated(at, self.random.choice(("slo-1", "slo-2", "slo-3")), **news)
