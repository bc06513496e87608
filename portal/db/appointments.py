"""Hearings that a victim may know of, read in two statements, with what they were."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any
from uuid import UUID

from portal.db.engine import fetch_rows
from portal.domain.appointments import (
    Announced,
    Appointment,
    HeardCase,
    HearingState,
    announced_last,
    changes_in,
)
from portal.domain.cases import HearingKind, Judge
from portal.domain.hearing_duties import Turn, hearings_about
from portal.domain.phases import HistoryEntry

# Of the cases in which a fact names her: what happened to hearings, and whether she
# complained. Which of it is hers to know, `hearings_about` says.
_TOLD = """
SELECT happening.id, happening.at, happening.arrival, happening.code,
       happening.detail, happening.victim, happening."case" AS case_id,
       hearing.id AS hearing_id, hearing.reference, hearing.kind, hearing.judge,
       hearing.state, hearing.starts_at, hearing.minutes, hearing.court,
       hearing.place, hearing.room, hearing.is_public, hearing.version,
       hearing.updated_at
FROM happening LEFT JOIN hearing ON hearing.id = happening.hearing
WHERE happening."case" IN (
    SELECT fact."case" FROM fact JOIN fact_victim ON fact_victim.fact = fact.id
    WHERE fact_victim.victim = {})
  AND (happening.victim IS NULL OR happening.victim = {})
  AND (happening.hearing IS NOT NULL OR happening.code = 'complaint_received')
ORDER BY happening.at, happening.arrival
"""

# A case may rest on several reports: hers are those she is involved in, and she knows
# a case by its number among hers of a report, in the order of `portal.db.incidents`.
_CASES = """
SELECT * FROM (
    SELECT case_file.id, case_file.parketnummer, case_file.suspect_is_minor,
           incident.id AS incident_id, incident.recorded_on,
           ROW_NUMBER() OVER (PARTITION BY incident.id
               ORDER BY case_file.received_at, case_file.parketnummer) AS number,
           COUNT(*) OVER (PARTITION BY incident.id) AS beside,
           case_file.incident <> incident.id AS is_joined,
           EXISTS (SELECT 1 FROM fact JOIN fact_victim ON fact_victim.fact = fact.id
               WHERE fact."case" = case_file.id AND fact_victim.victim = {}
                 AND fact.has_right_to_speak) AS "may_speak [boolean]"
    FROM involvement
    JOIN incident ON incident.id = involvement.incident
    JOIN case_incident ON case_incident.incident = incident.id
    JOIN case_file ON case_file.id = case_incident."case"
    WHERE involvement.victim = {} AND EXISTS (
        SELECT 1 FROM fact JOIN fact_victim ON fact_victim.fact = fact.id
        WHERE fact."case" = case_file.id AND fact_victim.victim = {})
) numbered ORDER BY is_joined, recorded_on, number
"""

_ANNOUNCED = tuple(field.name for field in fields(Announced))


@dataclass(slots=True)
class _Gathered:
    """One hearing, from the rows of every case of hers that is heard then."""

    row: Mapping[str, Any]
    turns: tuple[Turn, ...]
    cases: list[HeardCase]


async def fetch_appointments_for_victim(*, victim_id: UUID) -> list[Appointment]:
    """Give every hearing she may know of, once each, the earliest first."""
    told = await fetch_rows(_TOLD, victim_id, victim_id)
    if not any(row["hearing_id"] for row in told):
        return []
    cases = _read_cases(await fetch_rows(_CASES, *[victim_id] * 3))
    gathered: dict[str, _Gathered] = {}
    for case_id, case in cases.items():
        rows = [row for row in told if row["case_id"] == case_id]
        _gather(gathered, case, rows, victim_id)
    found = [_read(one) for one in gathered.values()]
    return sorted(found, key=lambda it: (it.starts_at, it.id))


def _gather(
    gathered: dict[str, _Gathered],
    case: HeardCase,
    rows: list[dict[str, Any]],
    victim_id: UUID,
) -> None:
    by_reference = {row["reference"]: row for row in rows if row["hearing_id"]}
    for turns in hearings_about(map(_entry, rows), victim_id=victim_id):
        row = by_reference.get(str(turns[0].entry.detail.get("hearing")))
        if row is None:
            continue
        one = gathered.setdefault(
            row["reference"], _Gathered(row=row, turns=turns, cases=[])
        )
        one.turns = max(one.turns, turns, key=len)  # a case may be joined later
        one.cases.append(case)


def _read_cases(rows: list[dict[str, Any]]) -> dict[UUID, HeardCase]:
    """Give each case in one report: its own, where she is involved in that."""
    cases: dict[UUID, HeardCase] = {}
    for row in rows:
        case = HeardCase(
            id=row["id"],
            incident_id=row["incident_id"],
            recorded_on=row["recorded_on"],
            parketnummer=row["parketnummer"],
            number=row["number"],
            is_only_case=row["beside"] == 1,
            suspect_is_minor=row["suspect_is_minor"],
            may_speak=row["may_speak"],
        )
        cases.setdefault(case.id, case)
    return cases


def _entry(row: Mapping[str, Any]) -> HistoryEntry:
    return HistoryEntry(
        id=row["id"],
        at=row["at"],
        arrival=row["arrival"],
        code=row["code"],
        detail=json.loads(row["detail"]),
        victim_id=row["victim"],
    )


def _read(one: _Gathered) -> Appointment:
    row, said = one.row, announced_last(one.turns)
    told = asdict(said) if said else {name: row[name] for name in _ANNOUNCED}
    return Appointment(
        id=row["hearing_id"],
        kind=HearingKind(row["kind"]),
        judge=Judge(row["judge"]),
        state=HearingState(row["state"]),
        minutes=row["minutes"],
        is_public=row["is_public"],
        version=row["version"],
        updated_at=row["updated_at"],
        cases=tuple(one.cases),
        changes=changes_in(one.turns),
        is_next_known=one.turns[-1].entry.detail.get("is_next_known") is True,
        **told,
    )
