"""Hearings that come, with the victims they are about, for who plans and prepares."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from portal.db.dossiers import read_name
from portal.db.engine import fetch_rows
from portal.domain.calendar import at_local_time

# One about a complaint is between her and the court, and planned by nobody here.
_NEXT = """
SELECT h.id, h.kind, h.starts_at, h.minutes, h.court, h.place, h.room
FROM hearing h
WHERE h.state = 'planned' AND h.starts_at >= {} AND h.kind <> 'raadkamer-12sv'
  AND EXISTS (SELECT 1 FROM hearing_case hc JOIN case_file c ON c.id = hc."case"
      WHERE hc.hearing = h.id AND ({}::text IS NULL OR c.location = {}))
ORDER BY h.starts_at, h.id LIMIT {} OFFSET {}
"""
_PEOPLE = """
SELECT DISTINCT hc.hearing, c.parketnummer, x.incident, v.id, v.given_names, v.infix,
       v.family_name
FROM hearing_case hc
JOIN case_file c ON c.id = hc."case"
JOIN fact f ON f."case" = c.id
JOIN fact_victim fv ON fv.fact = f.id
JOIN victim v ON v.id = fv.victim
JOIN case_incident x ON x."case" = c.id
JOIN involvement i ON i.incident = x.incident AND i.victim = v.id
WHERE hc.hearing = ANY({}) AND NOT v.is_deceased
  AND ({}::text IS NULL OR c.location = {})
ORDER BY v.family_name, v.given_names, v.id, c.parketnummer, x.incident
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonHeard:
    id: UUID
    name: str
    incident_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingWithPeople:
    id: UUID
    kind: str
    starts_at: datetime
    minutes: int
    court: str
    place: str
    room: str | None
    parketnummers: tuple[str, ...]
    people: tuple[PersonHeard, ...]


async def fetch_planned_hearings(
    *, since: date, location: str | None, limit: int, offset: int = 0
) -> list[HearingWithPeople]:
    """Give those from that day on, as far as their cases are dealt with there."""
    hearings = await fetch_rows(
        _NEXT,
        *(at_local_time(since, time.min), location, location or "", limit, offset),
    )
    if not hearings:
        return []
    people = await fetch_rows(
        _PEOPLE, [row["id"] for row in hearings], location, location or ""
    )
    return [
        _read(row, [it for it in people if it["hearing"] == row["id"]])
        for row in hearings
    ]


def _read(row: Mapping[str, Any], people: list[dict[str, Any]]) -> HearingWithPeople:
    persons: dict[UUID, PersonHeard] = {}
    for it in people:
        person = PersonHeard(
            id=it["id"], name=read_name(it), incident_id=it["incident"]
        )
        persons.setdefault(person.id, person)
    return HearingWithPeople(
        **row,
        parketnummers=tuple(dict.fromkeys(it["parketnummer"] for it in people)),
        people=tuple(persons.values()),
    )
