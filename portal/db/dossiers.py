"""Reports with their cases, as staff find and read them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from portal.db.engine import fetch_rows
from portal.db.halt_referrals import referred_case, referred_report
from portal.domain.call_tasks import TaskKind, TaskState, task_state
from portal.domain.cases import OffenceCategory
from portal.domain.halt_view import phase_for_halt
from portal.domain.staff import Organisation, Worker

SHOWN = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierCase:
    """`phase` is empty where this worker may not know how far the case is."""

    id: UUID
    incident_id: UUID
    parketnummer: str
    phase: str
    location: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """One police report; a worker of one location sees the cases of that one."""

    id: UUID
    pv_number: str
    category: OffenceCategory
    description: str
    place: str
    recorded_on: date | None
    cases: tuple[DossierCase, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierVictim:
    id: UUID
    name: str
    kind: str
    is_deceased: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierCall:
    """A call about this report; of another organisation only that it is there."""

    task_id: UUID
    victim_id: UUID
    kind: TaskKind
    organisation: Organisation
    state: TaskState
    due_at: datetime
    not_before: datetime | None
    attempts: int


async def fetch_latest_dossiers(*, worker: Worker) -> list[Dossier]:
    """Give what changed last."""
    seen, values = seen_by(worker)
    return await _fetch(f"WHERE {seen}", values, worker)


async def fetch_dossier(*, incident_id: UUID, worker: Worker) -> Dossier | None:
    """Give one report; what this worker may not see is not there."""
    seen, values = seen_by(worker)
    dossiers = await _fetch(
        f"WHERE i.id = {{}} AND {seen}", [incident_id, *values], worker
    )
    return dossiers[0] if dossiers else None


async def fetch_dossier_victims(
    *, incident_id: UUID, worker: Worker
) -> list[DossierVictim]:
    """Give those of whom this worker may know, in a report that may be seen."""
    seen, values = seen_by(worker, victim="x.victim")
    rows = await fetch_rows(
        f"""SELECT v.id, v.kind, v.is_deceased, v.given_names, v.infix, v.family_name
           FROM involvement x JOIN victim v ON v.id = x.victim
           JOIN incident i ON i.id = x.incident
           WHERE x.incident = {{}} AND {seen}
           ORDER BY v.family_name, v.given_names, v.id""",  # noqa: S608 - own words
        *(incident_id, *values),
    )
    return [
        DossierVictim(
            id=row["id"],
            name=read_name(row),
            kind=row["kind"],
            is_deceased=row["is_deceased"],
        )
        for row in rows
    ]


async def fetch_dossier_calls(
    *, incident_id: UUID, victim_ids: Collection[UUID], now: datetime
) -> list[DossierCall]:
    rows = await fetch_rows(
        "SELECT * FROM call_task WHERE incident = {} AND victim = ANY({})"
        " ORDER BY opened_at, id",
        *(incident_id, list(victim_ids)),
    )
    return [
        DossierCall(
            task_id=row["id"],
            victim_id=row["victim"],
            kind=TaskKind(row["kind"]),
            organisation=Organisation(row["organisation"]),
            state=task_state(
                closed_as=TaskState(row["closed_as"]) if row["closed_as"] else None,
                lease_until=row["lease_until"],
                not_before=row["not_before"],
                now=now,
            ),
            due_at=row["due_at"],
            not_before=row["not_before"],
            attempts=row["attempts"],
        )
        for row in rows
    ]


def read_name(row: Mapping[str, Any]) -> str:
    parts = (row["given_names"], row["infix"], row["family_name"])
    return " ".join(part for part in parts if part) or "Naam onbekend"


_SEEN = """({}::text IS NULL
    OR NOT EXISTS (SELECT 1 FROM case_incident x WHERE x.incident = i.id)
    OR EXISTS (SELECT 1 FROM case_incident x JOIN case_file c ON c.id = x."case"
               WHERE x.incident = i.id AND c.location = {}))"""


def seen_by(worker: Worker, *, victim: str | None = None) -> tuple[str, list[object]]:
    """Say in SQL, with its values, when this worker may see report `i`.

    Halt sees what was referred to it, a local worker what is dealt with there. Where
    a column names the victim: whether this worker may know her from that report.
    """
    values: list[object] = [worker.location, worker.location or ""]
    if worker.organisation is not Organisation.HALT:
        return f"({_SEEN})", values
    return f"({_SEEN} AND {referred_report('i.id', victim)})", values


async def _fetch(where: str, values: list[object], worker: Worker) -> list[Dossier]:
    rows = await fetch_rows(
        f"""SELECT i.id, i.pv_number, i.category, i.description, i.place,
                   i.recorded_on
            FROM incident i {where} ORDER BY i.updated_at DESC, i.id
            LIMIT {SHOWN}""",  # noqa: S608 - own words
        *values,
    )
    cases = await _fetch_cases([row["id"] for row in rows], worker)
    return [
        Dossier(
            **{**row, "category": OffenceCategory(row["category"])},
            cases=tuple(case for case in cases if case.incident_id == row["id"]),
        )
        for row in rows
    ]


async def _fetch_cases(incident_ids: list[UUID], worker: Worker) -> list[DossierCase]:
    is_halt = worker.organisation is Organisation.HALT
    rows = await fetch_rows(
        f"""SELECT c.id, x.incident AS incident_id, c.parketnummer, c.phase, c.location
           FROM case_incident x JOIN case_file c ON c.id = x."case"
           WHERE x.incident = ANY({{}})
             AND {referred_case("c.id") if is_halt else "TRUE"}
           ORDER BY c.parketnummer""",  # noqa: S608 - own words
        incident_ids,
    )
    return [
        DossierCase(
            **{
                **row,
                "phase": phase_for_halt(row["phase"]) if is_halt else row["phase"],
            }
        )
        for row in rows
        if worker.location in {None, row["location"]}
    ]
