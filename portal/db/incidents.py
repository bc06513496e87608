"""Which incidents and cases are a victim's own: only where a fact names her."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from portal.db.engine import fetch_rows
from portal.db.victims import read_wishes
from portal.domain.victims import Wish


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnCase:
    """`facts` are those of the case that name her."""

    id: UUID
    parketnummer: str
    parket: str
    suspect_is_minor: bool
    facts: frozenset[str]
    is_only_victim: bool  # no fact of the case names another


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnIncident:
    id: UUID
    pv_number: str
    recorded_on: date | None
    place: str
    victim_reference: str
    wishes: dict[Wish, bool | None]
    cases: tuple[OwnCase, ...]


_INCIDENTS = """
SELECT incident.id, incident.pv_number, incident.recorded_on, incident.place,
       incident.reported_at, victim.reference AS victim_reference,
       victim.wishes
FROM involvement
JOIN incident ON incident.id = involvement.incident
JOIN victim ON victim.id = involvement.victim
WHERE involvement.victim = {}
"""

_NEWEST_FIRST = "ORDER BY reported_at DESC, pv_number"

_WITH_CASES = """
SELECT own.*, named.case_id, named.parketnummer, named.parket,
       named.suspect_is_minor, named.fact,
       named.has_no_other AS "is_only_victim [boolean]"
FROM ({incidents}) own
LEFT JOIN (
    SELECT case_incident.incident AS incident_id, case_file.id AS case_id,
           case_file.parketnummer, case_file.parket, case_file.suspect_is_minor,
           case_file.received_at, fact.reference AS fact,
           NOT EXISTS (SELECT 1 FROM fact AS any_fact
               JOIN fact_victim AS other ON other.fact = any_fact.id
               WHERE any_fact."case" = case_file.id
                 AND other.victim <> fact_victim.victim) AS has_no_other
    FROM fact_victim
    JOIN fact ON fact.id = fact_victim.fact
    JOIN case_file ON case_file.id = fact."case"
    JOIN case_incident ON case_incident."case" = case_file.id
    WHERE fact_victim.victim = {{}}
) named ON named.incident_id = own.id
ORDER BY own.reported_at DESC, own.pv_number, named.received_at, named.parketnummer
"""

_ONE = _WITH_CASES.format(incidents=f"{_INCIDENTS} AND incident.id = {{}}")
_SOME = _WITH_CASES.format(
    incidents=f"{_INCIDENTS} {_NEWEST_FIRST} LIMIT {{}} OFFSET {{}}"
)


_WHERE_SHE_SEES_IT = """ AND incident.id = (
    SELECT case_incident.incident FROM decision
    JOIN case_incident ON case_incident."case" = decision."case"
    JOIN case_file ON case_file.id = decision."case"
    JOIN involvement AS own_part ON own_part.incident = case_incident.incident
    WHERE decision.id = {} AND own_part.victim = {}
      AND EXISTS (SELECT 1 FROM fact
          JOIN fact_victim ON fact_victim.fact = fact.id
          WHERE fact."case" = decision."case" AND fact_victim.victim = {})
    ORDER BY case_incident.incident <> case_file.incident,
             case_incident.incident LIMIT 1)"""

_OF_DECISION = _WITH_CASES.format(incidents=_INCIDENTS + _WHERE_SHE_SEES_IT)


async def fetch_incident_for_victim(
    *, victim_id: UUID, incident_id: UUID
) -> OwnIncident | None:
    rows = await fetch_rows(_ONE, victim_id, incident_id, victim_id)
    return next(iter(_read_incidents(rows)), None)


async def fetch_incidents_for_victim(
    *, victim_id: UUID, limit: int, offset: int = 0
) -> list[OwnIncident]:
    """Give her incidents, the newest report first."""
    rows = await fetch_rows(_SOME, victim_id, limit, offset, victim_id)
    return _read_incidents(rows)


async def fetch_incident_of_decision_for_victim(
    *, victim_id: UUID, decision_id: UUID
) -> OwnIncident | None:
    """Give the incident in which she sees the decision; None is not hers."""
    rows = await fetch_rows(
        _OF_DECISION, victim_id, decision_id, victim_id, victim_id, victim_id
    )
    return next(iter(_read_incidents(rows)), None)


def _read_incidents(rows: list[dict[str, Any]]) -> list[OwnIncident]:
    by_incident: dict[UUID, list[dict[str, Any]]] = {}
    for row in rows:
        by_incident.setdefault(row["id"], []).append(row)
    return [_read_incident(its_rows) for its_rows in by_incident.values()]


def _read_incident(rows: list[dict[str, Any]]) -> OwnIncident:
    by_case: dict[UUID, list[dict[str, Any]]] = {}
    for row in rows:
        if row["case_id"] is not None:
            by_case.setdefault(row["case_id"], []).append(row)
    first = rows[0]
    return OwnIncident(
        id=first["id"],
        pv_number=first["pv_number"],
        recorded_on=first["recorded_on"],
        place=first["place"],
        victim_reference=first["victim_reference"],
        wishes=read_wishes(first["wishes"]),
        cases=tuple(_read_case(its_rows) for its_rows in by_case.values()),
    )


def _read_case(rows: list[dict[str, Any]]) -> OwnCase:
    return OwnCase(
        id=rows[0]["case_id"],
        parketnummer=rows[0]["parketnummer"],
        parket=rows[0]["parket"],
        suspect_is_minor=rows[0]["suspect_is_minor"],
        facts=frozenset(row["fact"] for row in rows),
        is_only_victim=rows[0]["is_only_victim"],
    )
