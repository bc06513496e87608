"""A small chain to test with: say what happens, in the order in which it arrives."""

import json
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from portal.actions.events import Receipt, receive_event
from portal.db.engine import fetch_row, fetch_rows
from portal.integrations.cloud_events import read_event

SAMPLE = Path(__file__).parents[1] / "feeds/sample.ndjson"
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
"""Monday 23 November 2026, 10:00 in Amsterdam."""

REPORT = "PL0900-2026081234"
CASE = "16-123456-26"
_number = count(1)

SAFE = {
    "bellen": True,
    "voicemail": False,
    "sms": True,
    "email": True,
    "post": True,
    "dagdelen": [],
}


def victim(reference: str = "slo-1", **given: Any) -> dict[str, Any]:
    return {
        "slachtofferId": reference,
        "soort": "natuurlijk-persoon",
        "voornamen": "Anna",
        "tussenvoegsel": "de",
        "achternaam": "Vries",
        "geboortedatum": "1988-05-17",
        "telefoonnummers": ["06-12345678"],
        "email": "anna@example.org",
        "adres": {
            "straat": "Biltstraat",
            "huisnummer": "12",
            "postcode": "3572BB",
            "plaats": "Utrecht",
            "postMag": True,
        },
        "taal": "nl",
        "veiligContact": SAFE,
        "wensen": {"informatie": True, "beslissing": True},
        "vertegenwoordigers": [],
        **given,
    }


def event(kind: str, subject: str, at: str, **data: Any) -> dict[str, Any]:
    """`at` is a local moment such as 2026-11-16T11:30."""
    return {
        "specversion": "1.0",
        "id": f"event-{next(_number)}",
        "source": "urn:nld:oin:00000004003214345001:systeem:gps",
        "type": kind,
        "subject": subject,
        "time": f"{at}:00+01:00",
        "datacontenttype": "application/json",
        "data": data,
    }


def report(*victims: dict[str, Any], at: str = "2026-11-01T10:00", **data: Any) -> Any:
    facts = {
        "pvNummer": REPORT,
        "opgenomenOp": at[:10],
        "feitcategorie": "vermogen",
        "omschrijving": "Diefstal van een fiets.",
        "plaats": "Utrecht",
        "slachtoffers": list(victims) or [victim()],
        **data,
    }
    return event("nl.politie.aangifte-opgenomen", facts["pvNummer"], at, **facts)


def case(at: str = "2026-11-05T09:00", **data: Any) -> Any:
    facts = {
        "parketnummer": CASE,
        "pvNummer": REPORT,
        "parket": "16",
        "zsmLocatie": "Midden-Nederland",
        "ontvangenOp": at[:10],
        "verdachte": {"minderjarig": False},
        "feiten": [fact()],
        **data,
    }
    return event("nl.om.zaak-ingestroomd", facts["parketnummer"], at, **facts)


def fact(number: int = 1, **given: Any) -> dict[str, Any]:
    return {
        "feitId": f"{CASE}/{number}",
        "artikel": "310 Sr",
        "omschrijving": "diefstal",
        "spreekrecht": False,
        **given,
    }


def decision(at: str = "2026-11-16T11:30", **data: Any) -> Any:
    facts = {
        "parketnummer": CASE,
        "beslissing": "sepot",
        "datum": at[:10],
        "sepotcodes": ["02"],
        "voorwaardelijk": False,
        "knvvBetekendOp": None,
        "toelichting": "Er is te weinig bewijs.",
        "vergoedingVoor": [],
        **data,
    }
    return event("nl.om.beslissing-genomen", facts["parketnummer"], at, **facts)


def revised(at: str = "2026-11-17T15:00") -> Any:
    return event(
        "nl.om.beslissing-herzien",
        CASE,
        at,
        parketnummer=CASE,
        datum=at[:10],
        reden="nieuwe-feiten",
    )


def served(at: str = "2026-11-20T09:30") -> Any:
    return event(
        "nl.om.kennisgeving-betekend",
        CASE,
        at,
        parketnummer=CASE,
        betekendOp=at[:10],
    )


def complained(
    at: str = "2026-11-20T09:00", reference: str = "slo-1", **data: Any
) -> Any:
    """The court has her complaint."""
    facts = {
        "parketnummer": CASE,
        "slachtofferId": reference,
        "hof": "Arnhem-Leeuwarden",
        "ontvangenOp": at[:10],
        **data,
    }
    return event("nl.rechtspraak.beklag-ontvangen", facts["parketnummer"], at, **facts)


def updated(at: str = "2026-11-20T12:00", reference: str = "slo-1", **data: Any) -> Any:
    return event(
        "nl.slachtofferhulp.slachtoffer-bijgewerkt",
        reference,
        at,
        slachtofferId=reference,
        **data,
    )


async def happen(*events: dict[str, Any], now: datetime = NOW) -> list[Receipt]:
    return [
        await receive_event(read_event(json.dumps(it).encode()), now=now)
        for it in events
    ]


async def import_sample(now: datetime = NOW) -> list[Receipt]:
    lines = SAMPLE.read_bytes().splitlines()
    return [await receive_event(read_event(line), now=now) for line in lines]


async def calls(*kinds: str) -> list[dict[str, Any]]:
    """Of these kinds, or of all but the first contacts that every case opens."""
    rows = await fetch_rows(
        "SELECT call_task.*, victim.reference FROM call_task"
        " JOIN victim ON victim.id = call_task.victim"
        " ORDER BY opened_at, reference, kind"
    )
    if kinds:
        return [row for row in rows if row["kind"] in kinds]
    return [row for row in rows if row["kind"] != "first_contact"]


async def calls_of(reference: str, *kinds: str) -> list[dict[str, Any]]:
    return [row for row in await calls(*kinds) if row["reference"] == reference]


async def phase(parketnummer: str = CASE) -> str:
    row = await fetch_row(
        "SELECT phase FROM case_file WHERE parketnummer = {}", parketnummer
    )
    assert row is not None
    return str(row["phase"])


def in_days(days: float) -> datetime:
    return NOW + timedelta(days=days)


def day(text: str) -> date:
    return date.fromisoformat(text)


def hearing(
    at: str = "2026-11-09T14:00",
    begin: str = "2027-01-12T10:00",
    code: str = "zitting-gepland",
    **data: Any,
) -> Any:
    """`begin` is a local moment too; `zitting-gewijzigd` has a reason."""
    facts = {
        "zittingId": "zit-1",
        "parketnummers": [CASE],
        "soort": "inhoudelijk",
        "rechter": "politierechter",
        "begin": f"{begin}:00+01:00",
        "duurMinuten": 60,
        "rechtbank": "Rechtbank Midden-Nederland",
        "plaats": "Utrecht",
        "zaal": "1",
        "openbaar": True,
        **data,
    }
    return event(f"nl.rechtspraak.{code}", facts["zittingId"], at, **facts)


def hearing_changed(at: str, begin: str = "2027-01-12T10:00", **data: Any) -> Any:
    return hearing(at, begin, "zitting-gewijzigd", reden="rooster", **data)


def hearing_off(at: str, zittingId: str = "zit-1") -> Any:  # noqa: N803 - the wire's word
    return event(
        "nl.rechtspraak.zitting-vervallen",
        zittingId,
        at,
        zittingId=zittingId,
        reden="ziekte",
    )


def hearing_held(at: str, outcome: str = "afgerond") -> Any:
    return event(
        "nl.rechtspraak.zitting-gehouden",
        "zit-1",
        at,
        zittingId="zit-1",
        uitkomst=outcome,
        vervolgBekend=False,
    )


def judgment(at: str = "2026-11-20T12:00", **data: Any) -> Any:
    facts = {
        "parketnummer": CASE,
        "datum": at[:10],
        "uitkomst": "veroordeling",
        "slachtoffers": [],
        "toelichting": "De rechter vindt het bewezen.",
        **data,
    }
    return event("nl.rechtspraak.uitspraak-gedaan", CASE, at, **facts)


def intention(at: str = "2026-11-20T14:00", **data: Any) -> Any:
    facts = {
        "parketnummer": CASE,
        "voorgenomen": "sepot",
        "sepotcodes": ["02"],
        "beslistVoor": "2026-12-04",
        **data,
    }
    return event("nl.om.voornemen-beslissing", CASE, at, **facts)


def custody(
    change: str = "geschorst",
    at: str = "2026-11-21T17:20",
    effective: str = "2026-11-23T10:00",
    code: str = "nl.om.voorlopige-hechtenis-gewijzigd",
) -> Any:
    return event(
        code,
        CASE,
        at,
        parketnummer=CASE,
        soort=change,
        ingangOp=f"{effective}:00+01:00",
        voorwaarden=["contactverbod"],
    )
