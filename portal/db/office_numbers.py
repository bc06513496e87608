"""The numbers on which an organisation can be called back, by place."""

from dataclasses import dataclass
from uuid import UUID

from portal.db.engine import fetch_row, fetch_rows
from portal.db.gate import fetch_records_for_victim
from portal.domain.staff import Organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    organisation: Organisation
    location: str
    phone: str


async def fetch_office_number(*, organisation: str, location: str) -> str:
    """Give the place's own number, or the organisation's; empty: none is kept."""
    row = await fetch_row(
        """SELECT office_phone FROM work_location WHERE organisation = {}
           AND name IN ('', {}) AND office_phone <> '' ORDER BY name DESC LIMIT 1""",
        *(organisation, location),
    )
    return str(row["office_phone"]) if row else ""


async def fetch_public_offices() -> list[Office]:
    """Give each organisation's own number, of no place, as far as one is kept."""
    rows = await fetch_rows(
        """SELECT organisation, office_phone AS phone FROM work_location
           WHERE name = '' AND office_phone <> '' AND is_active
           ORDER BY organisation DESC"""
    )
    return [
        Office(
            organisation=Organisation(row["organisation"]),
            location="",
            phone=row["phone"],
        )
        for row in rows
    ]


async def fetch_offices_for_victim(*, victim_id: UUID) -> list[Office]:
    """Give who handles her cases or calls her, as far as their number is kept.

    One number of several places is named once, without a place. Halt is left out as
    long as news waits: that it has her case would tell what was decided.
    """
    rows = await fetch_rows(
        f"""SELECT h.organisation, COALESCE(l.office_phone, w.office_phone) AS phone,
                   max(CASE WHEN l.id IS NULL THEN '' ELSE l.name END) AS location
            FROM ({_HERS}) h
            LEFT JOIN work_location l ON l.organisation = h.organisation
                 AND l.name = h.location AND l.name <> '' AND l.office_phone <> ''
            LEFT JOIN work_location w ON w.organisation = h.organisation
                 AND w.name = '' AND w.office_phone <> ''
            WHERE COALESCE(l.office_phone, w.office_phone) IS NOT NULL
            GROUP BY h.organisation, COALESCE(l.office_phone, w.office_phone)
            ORDER BY h.organisation DESC, phone""",  # noqa: S608 - own words
        *(victim_id, victim_id),
    )
    offices = [
        Office(
            organisation=Organisation(row["organisation"]),
            location=row["location"],
            phone=row["phone"],
        )
        for row in rows
    ]
    if not any(it.organisation is Organisation.HALT for it in offices):
        return offices
    records = await fetch_records_for_victim(victim_id=victim_id)
    if not records.has_gate_before_any:
        return offices
    return [it for it in offices if it.organisation is not Organisation.HALT]


_HERS = """SELECT 'om' AS organisation, c.location FROM involvement i
        JOIN case_incident x ON x.incident = i.incident
        JOIN case_file c ON c.id = x."case" WHERE i.victim = {}
    UNION SELECT t.organisation, t.location FROM call_task t
        WHERE t.victim = {} AND t.organisation <> 'om'"""
