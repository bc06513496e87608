"""Reports with their cases, as staff find and read them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from portal.db.engine import fetch_rows
from portal.domain.call_tasks import TaskKind, TaskState, task_state
from portal.domain.cases import OffenceCategory
from portal.domain.staff import Organisation, Worker

SHOWN = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierCase:
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
    return await _fetch(f"WHERE {_SEEN}", _seen(worker), worker)


async def fetch_dossier(*, incident_id: UUID, worker: Worker) -> Dossier | None:
    """Give one report; what this worker may not see is not there."""
    dossiers = await _fetch(
        f"WHERE i.id = {{}} AND {_SEEN}", [incident_id, *_seen(worker)], worker
    )
    return dossiers[0] if dossiers else None


async def fetch_dossier_victims(*, incident_id: UUID) -> list[DossierVictim]:
    rows = await fetch_rows(
        """SELECT v.id, v.kind, v.is_deceased, v.given_names, v.infix, v.family_name
           FROM involvement x JOIN victim v ON v.id = x.victim
           WHERE x.incident = {} ORDER BY v.family_name, v.given_names, v.id""",
        incident_id,
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


async def fetch_dossier_calls(*, incident_id: UUID, now: datetime) -> list[DossierCall]:
    rows = await fetch_rows(
        "SELECT * FROM call_task WHERE incident = {} ORDER BY opened_at, id",
        incident_id,
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
               WHERE x.incident = i.id AND c.location = {}))
  AND ({}::boolean OR EXISTS (SELECT 1 FROM happening h
               WHERE h.incident = i.id AND h.code = 'halt_referred'))"""


def seen_by(worker: Worker) -> tuple[str, list[object]]:
    """Say in SQL, with its values, when this worker may see report `i`."""
    return f"({_SEEN})", _seen(worker)


def _seen(worker: Worker) -> list[object]:
    """Halt sees what was referred to it, a local worker what is dealt with there."""
    sees_all_kinds = worker.organisation is not Organisation.HALT
    return [worker.location, worker.location or "", sees_all_kinds]


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
    rows = await fetch_rows(
        """SELECT c.id, x.incident AS incident_id, c.parketnummer, c.phase, c.location
           FROM case_incident x JOIN case_file c ON c.id = x."case"
           WHERE x.incident = ANY({}) ORDER BY c.parketnummer""",
        incident_ids,
    )
    return [
        DossierCase(**row) for row in rows if worker.location in {None, row["location"]}
    ]
