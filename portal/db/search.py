"""Finding victims in reports that a worker may see, by whatever is known of them.

Two statements: who it is, by indexes alone, and then what to show of these few.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from portal.db.dossiers import read_name, seen_by
from portal.db.engine import fetch_rows
from portal.db.sealing_ring import sealer
from portal.domain.cases import OffenceCategory
from portal.domain.names import START
from portal.domain.search import Search
from portal.domain.staff import Worker
from portal.domain.victims import RepresentativeRole

SHOWN = 25
LOOKED_AT = 200
LOOKED_THROUGH = 5_000

Part = tuple[str, list[object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberFound:
    """Whose the number is that called; `representative` None is the victim's own."""

    victim_id: UUID
    is_whole: bool
    is_unsafe: bool
    is_wrong: bool
    representative: str | None
    role: RepresentativeRole | None
    has_conflict: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFound:
    id: UUID
    name: str
    kind: str
    birth_date: date | None
    is_deceased: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFound:
    victim_id: UUID
    incident_id: UUID
    pv_number: str
    category: OffenceCategory
    place: str
    recorded_on: date | None


async def fetch_matches(*, search: Search, worker: Worker) -> list[UUID]:
    """Give the victims, best match first, one more than is shown if there are more."""
    parts = _parts(search, worker)
    if not parts:
        return []
    seen, seen_values = seen_by(worker, victim="x.victim")
    candidates = " UNION ALL ".join(sql for sql, _ in parts)
    rows = await fetch_rows(
        f"""SELECT v.id, min(f.rank) AS rank FROM ({candidates}) f
            JOIN victim v ON v.id = f.victim
            WHERE v.merged_into IS NULL AND EXISTS (
                SELECT 1 FROM involvement x JOIN incident i ON i.id = x.incident
                WHERE x.victim = v.id AND (f.incident IS NULL OR i.id = f.incident)
                  AND {seen})
            GROUP BY v.id, v.family_name, v.given_names
            ORDER BY min(f.rank), v.family_name, v.given_names, v.id
            LIMIT {SHOWN + 1}""",  # noqa: S608 - own words
        *[value for _, values in parts for value in values],
        *seen_values,
    )
    return [row["id"] for row in rows]


async def fetch_people(*, victim_ids: Sequence[UUID]) -> list[PersonFound]:
    """Give them in the order of the ids."""
    rows = await fetch_rows(
        "SELECT id, kind, birth_date, is_deceased, given_names, infix, family_name"
        " FROM victim WHERE id = ANY({})",
        list(victim_ids),
    )
    people = {row["id"]: _person(row) for row in rows}
    return [people[victim_id] for victim_id in victim_ids]


async def fetch_reports(
    *, victim_ids: Sequence[UUID], worker: Worker
) -> list[ReportFound]:
    seen, values = seen_by(worker, victim="x.victim")
    rows = await fetch_rows(
        f"""SELECT x.victim AS victim_id, i.id AS incident_id, i.pv_number,
                   i.category, i.place, i.recorded_on
            FROM involvement x JOIN incident i ON i.id = x.incident
            WHERE x.victim = ANY({{}}) AND {seen}
            ORDER BY i.recorded_on DESC, i.pv_number""",  # noqa: S608 - own words
        list(victim_ids),
        *values,
    )
    return [
        ReportFound(**{**row, "category": OffenceCategory(row["category"])})
        for row in rows
    ]


async def fetch_numbers(
    *, search: Search, victim_ids: Sequence[UUID]
) -> list[NumberFound]:
    """Say of whom the number is: it may be somebody's who must be told nothing."""
    if search.last_six is None:
        return []
    rows = await fetch_rows(
        """SELECT p.victim, p.number_index, p.is_safe, p.is_wrong,
                  r.name, r.role, r.has_conflict
           FROM phone p LEFT JOIN representative r ON r.id = p.representative
           WHERE p.last_six_index = {} AND p.victim = ANY({})
           ORDER BY p.position, p.id""",
        sealer().index(search.last_six, purpose="last six"),
        list(victim_ids),
    )
    whole = _whole_index(search)
    return [
        NumberFound(
            victim_id=row["victim"],
            is_whole=whole is not None and row["number_index"] == whole,
            is_unsafe=row["is_safe"] is False,
            is_wrong=row["is_wrong"],
            representative=row["name"],
            role=RepresentativeRole(row["role"]) if row["role"] else None,
            has_conflict=bool(row["has_conflict"]),
        )
        for row in rows
    ]


def _parts(search: Search, worker: Worker) -> list[Part]:
    """Give for each thing that it may be: which victims, through which report."""
    wanted = (
        (search.references, _by_reference(search)),
        (search.words, _by_name(search, worker)),
        (search.last_six, _by_number(search)),
        (search.parketnummer, _by_case(search, worker)),
        (search.pv_number, _by_report(search)),
    )
    return [part for is_given, part in wanted if is_given]


def _by_reference(search: Search) -> Part:
    return (
        """SELECT COALESCE(merged_into, id) AS victim, NULL::uuid AS incident, 0 AS rank
           FROM victim WHERE reference = ANY({})""",
        [list(search.references)],
    )


def _by_name(search: Search, worker: Worker) -> Part:
    """Look up the longest word; the others only have to be there too.

    Half the country is called Jan: whole names come first, and enough is enough.
    """
    first, *others = search.words or ("",)
    too = "".join(
        " AND EXISTS (SELECT 1 FROM victim_name o"
        " WHERE o.victim = n.victim AND o.word LIKE {})"
        for _ in others
    )
    seen, seen_values = seen_by(worker, victim="x.victim")
    return (
        f"""SELECT m.victim, NULL::uuid AS incident,
                   CASE WHEN m.word = {{}} THEN 1 ELSE 2 END AS rank
            FROM (SELECT k.victim, k.word FROM (
                    SELECT n.victim, n.word FROM victim_name n
                    WHERE n.start = {{}} AND n.word LIKE {{}}{too}
                    ORDER BY n.word, n.victim LIMIT {LOOKED_THROUGH}) k
                  WHERE EXISTS (
                    SELECT 1 FROM involvement x JOIN incident i ON i.id = x.incident
                    WHERE x.victim = k.victim AND {seen})
                  ORDER BY k.word, k.victim LIMIT {LOOKED_AT}) m""",  # noqa: S608 - own words
        [
            *(first, first[:START], f"{first}%"),
            *(f"{word}%" for word in others),
            *seen_values,
        ],
    )


def _by_number(search: Search) -> Part:
    return (
        """SELECT p.victim, NULL::uuid AS incident,
                  CASE WHEN p.number_index = {} THEN 0 ELSE 1 END AS rank
           FROM phone p WHERE p.last_six_index = {}""",
        [
            _whole_index(search) or "",
            sealer().index(search.last_six or "", purpose="last six"),
        ],
    )


def _by_case(search: Search, worker: Worker) -> Part:
    return (
        """SELECT fv.victim, ci.incident, 0 AS rank FROM case_file c
           JOIN case_incident ci ON ci."case" = c.id
           JOIN fact f ON f."case" = c.id JOIN fact_victim fv ON fv.fact = f.id
           WHERE c.parketnummer = {} AND ({}::text IS NULL OR c.location = {})""",
        [search.parketnummer or "", worker.location, worker.location or ""],
    )


def _by_report(search: Search) -> Part:
    return (
        """SELECT w.victim, w.incident, 0 AS rank FROM incident r
           JOIN involvement w ON w.incident = r.id WHERE r.pv_number = {}""",
        [search.pv_number or ""],
    )


def _whole_index(search: Search) -> str | None:
    number = search.whole_number
    return sealer().index(number, purpose="phone") if number else None


def _person(row: Mapping[str, Any]) -> PersonFound:
    return PersonFound(
        id=row["id"],
        name=read_name(row),
        kind=row["kind"],
        birth_date=row["birth_date"],
        is_deceased=row["is_deceased"],
    )
