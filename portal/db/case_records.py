"""Writing what other systems tell about incidents, cases and their facts."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from portal.db.engine import execute, fetch_row, fetch_rows
from portal.db.rows import insert_row, insert_row_once, insert_rows, update_row
from portal.domain.chain_events import CaseFact, CaseReceived, ReportRecorded


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """`is_newest`: nothing later was known, so this is how things are now."""

    id: UUID
    is_new: bool
    is_newest: bool = True


async def save_incident(report: ReportRecorded, *, at: datetime) -> Saved:
    """Insert an incident, or bring it up to date when this is newer."""
    values: dict[str, object] = {
        "category": str(report.category),
        "description": report.description,
        "place": report.place,
        "recorded_on": report.recorded_on,
        "reported_at": at,
        "updated_at": at,
    }
    new_id, pv_number = uuid4(), report.pv_number
    if await insert_row_once(
        "incident", values | {"id": new_id, "pv_number": pv_number}
    ):
        return Saved(id=new_id, is_new=True)
    [known] = await fetch_rows(
        "SELECT id, updated_at FROM incident WHERE pv_number = {}", pv_number
    )
    if at >= known["updated_at"]:
        await update_row("incident", known["id"], values)
    return Saved(id=known["id"], is_new=False)


async def insert_involvements(*, incident_id: UUID, victim_ids: Sequence[UUID]) -> None:
    """Insert the victims of a new incident."""
    await insert_rows(
        "involvement",
        [
            {"id": uuid4(), "incident": incident_id, "victim": victim_id}
            for victim_id in dict.fromkeys(victim_ids)
        ],
    )


async def add_involvement(*, incident_id: UUID, victim_id: UUID) -> bool:
    """Tell whether the victim is new to the incident."""
    return await insert_row_once(
        "involvement", {"id": uuid4(), "incident": incident_id, "victim": victim_id}
    )


async def save_case(case: CaseReceived, *, incident_id: UUID, at: datetime) -> Saved:
    values: dict[str, object] = {
        "incident": incident_id,
        "parket": case.parket,
        "location": case.location,
        "received_on": case.received_on,
        "received_at": at,
        "suspect_is_minor": case.suspect_is_minor,
        "updated_at": at,
    }
    new_id, parketnummer = uuid4(), case.parketnummer
    first = {"id": new_id, "parketnummer": parketnummer, "phase": "at_prosecutor"}
    if await insert_row_once("case_file", values | first):
        return Saved(id=new_id, is_new=True)
    [known] = await fetch_rows(
        "SELECT id, updated_at FROM case_file WHERE parketnummer = {}", parketnummer
    )
    is_newest = at >= known["updated_at"]
    if is_newest:
        await update_row("case_file", known["id"], values)
    return Saved(id=known["id"], is_new=False, is_newest=is_newest)


async def add_case_incident(*, case_id: UUID, incident_id: UUID) -> None:
    await insert_row_once(
        "case_incident", {"id": uuid4(), "case": case_id, "incident": incident_id}
    )


async def insert_facts(
    facts: Sequence[CaseFact], *, case_id: UUID, victims: Sequence[Sequence[UUID]]
) -> None:
    """Insert the facts of a new case, each with its victims."""
    rows = [
        {"id": uuid4(), "case": case_id, "reference": fact.reference, **_values(fact)}
        for fact in facts
    ]
    await insert_rows("fact", rows)
    await insert_rows(
        "fact_victim",
        [
            {"id": uuid4(), "fact": row["id"], "victim": victim_id}
            for row, named in zip(rows, victims, strict=True)
            for victim_id in dict.fromkeys(named)
        ],
    )


async def save_fact(fact: CaseFact, *, case_id: UUID, victims: Sequence[UUID]) -> None:
    """Insert a fact of a known case, or bring it up to date with its victims."""
    known = await fetch_row(
        'SELECT id FROM fact WHERE "case" = {} AND reference = {}',
        case_id,
        fact.reference,
    )
    if known is None:
        await insert_facts([fact], case_id=case_id, victims=[victims])
        return
    await update_row("fact", known["id"], _values(fact))
    await execute("DELETE FROM fact_victim WHERE fact = {}", known["id"])
    for victim_id in victims:
        await add_fact_victim(fact_id=known["id"], victim_id=victim_id)


def _values(fact: CaseFact) -> dict[str, object]:
    return {
        "article": fact.article,
        "description": fact.description,
        "has_right_to_speak": fact.has_right_to_speak,
        "names_all_victims": fact.victim_ids is None,
    }


async def add_fact_victim(*, fact_id: UUID, victim_id: UUID) -> None:
    await insert_row_once(
        "fact_victim", {"id": uuid4(), "fact": fact_id, "victim": victim_id}
    )


async def fetch_victims_of_incidents(*, incident_ids: list[UUID]) -> list[UUID]:
    rows = await fetch_rows(
        "SELECT DISTINCT victim FROM involvement WHERE incident = ANY({})",
        incident_ids,
    )
    return [row["victim"] for row in rows]


async def fetch_open_facts(*, incident_id: UUID) -> list[tuple[UUID, UUID]]:
    """Facts that name every victim of the report: fact and case."""
    rows = await fetch_rows(
        'SELECT fact.id, fact."case" FROM fact'
        ' JOIN case_incident ON case_incident."case" = fact."case"'
        " WHERE case_incident.incident = {} AND fact.names_all_victims",
        incident_id,
    )
    return [(row["id"], row["case"]) for row in rows]


async def insert_happening(
    *,
    incident_id: UUID,
    code: str,
    at: datetime,
    arrival: int,
    case_id: UUID | None = None,
    victim_id: UUID | None = None,
    decision_id: UUID | None = None,
    hearing_id: UUID | None = None,
    detail: Mapping[str, Any] | None = None,
) -> None:
    await insert_row(
        "happening",
        {
            "id": uuid4(),
            "incident": incident_id,
            "case": case_id,
            "victim": victim_id,
            "decision": decision_id,
            "hearing": hearing_id,
            "code": code,
            "at": at,
            "arrival": arrival,
            "detail": json.dumps(dict(detail or {}), ensure_ascii=False),
        },
    )
