"""The victims of a case, with what decides whether and how soon they are called."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from portal.db.engine import fetch_rows
from portal.db.victims import read_wishes
from portal.domain.cases import OffenceCategory
from portal.domain.contacts import is_opted_out
from portal.domain.victims import Communication, Relation, VictimKind, Wish


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOnFile:
    id: UUID
    parketnummer: str
    incident_id: UUID
    pv_number: str
    parket: str
    location: str
    phase: str
    category: OffenceCategory
    facts: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseVictim:
    """One victim of a case; `facts` and `articles` are of her facts alone.

    `incidents` are those of the case's reports that she is in, `categories` theirs.
    """

    id: UUID
    reference: str
    kind: VictimKind
    birth_date: date | None
    is_vulnerable: bool
    is_deceased: bool
    relation: Relation | None
    same_address: bool | None
    communication: Communication
    wishes: dict[Wish, bool | None]
    facts: frozenset[str]
    articles: frozenset[str]
    has_right_to_speak: bool
    incidents: frozenset[UUID]
    categories: frozenset[OffenceCategory]

    @property
    def opted_out(self) -> bool:
        return is_opted_out(self.wishes)


_CASE = """
SELECT case_file.id, case_file.parketnummer, case_file.incident AS incident_id,
       incident.pv_number, case_file.parket, case_file.location, case_file.phase,
       incident.category, fact.reference AS fact
FROM case_file JOIN incident ON incident.id = case_file.incident
LEFT JOIN fact ON fact."case" = case_file.id
WHERE case_file.id = {}
"""

_VICTIMS = """
SELECT victim.id, victim.reference, victim.kind, victim.birth_date,
       victim.is_vulnerable, victim.is_deceased, victim.relation,
       victim.same_address, victim.communication, victim.wishes,
       fact.reference AS fact, fact.article, fact.has_right_to_speak,
       incident.id AS incident, incident.category
FROM fact
JOIN fact_victim ON fact_victim.fact = fact.id
JOIN victim ON victim.id = fact_victim.victim
LEFT JOIN case_incident ON case_incident."case" = fact."case"
LEFT JOIN involvement ON involvement.incident = case_incident.incident
  AND involvement.victim = victim.id
LEFT JOIN incident ON incident.id = involvement.incident
WHERE fact."case" = {}
ORDER BY victim.reference
"""


_VICTIMS_OF_REPORT = """
SELECT victim.id, victim.reference, victim.kind, victim.birth_date,
       victim.is_vulnerable, victim.is_deceased, victim.relation,
       victim.same_address, victim.communication, victim.wishes,
       NULL AS fact, NULL AS article, FALSE AS has_right_to_speak,
       incident.id AS incident, incident.category
FROM involvement
JOIN victim ON victim.id = involvement.victim
JOIN incident ON incident.id = involvement.incident
WHERE involvement.incident = {}
ORDER BY victim.reference
"""


async def fetch_case(*, case_id: UUID) -> CaseOnFile:
    """Raise LookupError when there is no such case."""
    rows = await fetch_rows(_CASE, case_id)
    if not rows:
        raise LookupError(f"There is no case with id {case_id}.")
    facts = frozenset(row.pop("fact") for row in rows) - {None}
    category = OffenceCategory(rows[0].pop("category"))
    return CaseOnFile(**rows[0], category=category, facts=facts)


async def fetch_case_victims(*, case_id: UUID) -> list[CaseVictim]:
    rows = await fetch_rows(_VICTIMS, case_id)
    by_victim: dict[UUID, list[dict[str, Any]]] = {}
    for row in rows:
        by_victim.setdefault(row["id"], []).append(row)
    return [_read(rows_of_one) for rows_of_one in by_victim.values()]


async def fetch_report_victims(*, incident_id: UUID) -> list[CaseVictim]:
    """Give the victims of a police report; facts belong to its cases."""
    rows = await fetch_rows(_VICTIMS_OF_REPORT, incident_id)
    return [_read([row]) for row in rows]


def _read(rows: list[dict[str, Any]]) -> CaseVictim:
    row = rows[0]
    return CaseVictim(
        id=row["id"],
        reference=row["reference"],
        kind=VictimKind(row["kind"]),
        birth_date=row["birth_date"],
        is_vulnerable=row["is_vulnerable"],
        is_deceased=row["is_deceased"],
        relation=Relation(row["relation"]) if row["relation"] else None,
        same_address=row["same_address"],
        communication=Communication(row["communication"]),
        wishes=read_wishes(row["wishes"]),
        facts=frozenset(it["fact"] for it in rows if it["fact"]),
        articles=frozenset(it["article"] for it in rows if it["article"]),
        has_right_to_speak=any(it["has_right_to_speak"] for it in rows),
        incidents=frozenset(it["incident"] for it in rows if it["incident"]),
        categories=frozenset(
            OffenceCategory(it["category"]) for it in rows if it["category"]
        ),
    )
