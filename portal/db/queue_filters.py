"""Choices of calls: as a condition on the rows, and as staff keep them by name."""

from datetime import datetime
from uuid import UUID, uuid4

from portal.db.engine import execute, fetch_rows
from portal.domain.calendar import end_of_day, local_date
from portal.domain.call_kinds import Priority
from portal.domain.queue_filters import (
    DueBy,
    NamedFilter,
    QueueFilter,
    Speech,
    read_filter,
    write_filter,
)

Part = tuple[str, list[object]]

_SPEAKS = {
    Speech.DUTCH: "v.language LIKE 'nl%' AND NOT v.needs_interpreter",
    Speech.OTHER: "v.language NOT LIKE 'nl%'",
    Speech.INTERPRETER: "v.needs_interpreter",
}


def narrow(wanted: QueueFilter, *, staff_id: UUID, now: datetime) -> Part:
    """Say when row t is wanted: TRUE where everything is."""
    parts = [
        *_by_kind(wanted),
        *_by_due_day(wanted, now),
        *_by_person(wanted, staff_id),
    ]
    condition = " AND ".join(sql for sql, _ in parts) or "TRUE"
    return condition, [value for _, values in parts for value in values]


def _by_kind(wanted: QueueFilter) -> list[Part]:
    parts: list[Part] = []
    if wanted.kinds:
        parts.append(
            ("t.kind = ANY({})", [sorted(kind.value for kind in wanted.kinds)])
        )
    if wanted.location:
        parts.append(("t.location = {}", [wanted.location]))
    if wanted.urgent:
        parts.append(("t.priority = {}", [int(Priority.URGENT)]))
    return parts


def _by_due_day(wanted: QueueFilter, now: datetime) -> list[Part]:
    if wanted.due_by is DueBy.TODAY:
        return [("t.due_at <= {}", [end_of_day(local_date(now))])]
    return [("t.due_at < {}", [now])] if wanted.due_by is DueBy.OVERDUE else []


def _by_person(wanted: QueueFilter, staff_id: UUID) -> list[Part]:
    parts: list[Part] = [("t.is_at_risk", [])] if wanted.at_risk else []
    if wanted.is_mine:
        mine = "(t.preferred_staff = {} OR t.reserved_for = {})"
        parts.append((mine, [staff_id, staff_id]))
    if wanted.speech is not Speech.ANY:
        speaks = _SPEAKS[wanted.speech]
        parts.append(
            (f"t.victim IN (SELECT v.id FROM victim v WHERE {speaks})", [])  # noqa: S608 - own words
        )
    return parts


async def fetch_filters(*, staff_id: UUID) -> list[NamedFilter]:
    rows = await fetch_rows(
        "SELECT name, criteria, is_default FROM queue_filter WHERE staff = {}"
        " ORDER BY name",
        staff_id,
    )
    return [
        NamedFilter(
            name=row["name"],
            wanted=read_filter(row["criteria"]),
            is_default=row["is_default"],
        )
        for row in rows
    ]


async def fetch_case_places() -> list[str]:
    """Give the places where cases are dealt with, also those nobody set up."""
    rows = await fetch_rows("SELECT DISTINCT location FROM case_file LIMIT 100")
    return [row["location"] for row in rows]


async def save_filter(*, staff_id: UUID, name: str, wanted: QueueFilter) -> None:
    """The same name again is the same choice, changed."""
    await execute(
        "INSERT INTO queue_filter (id, staff, name, criteria, is_default)"
        " VALUES ({}, {}, {}, {}, FALSE) ON CONFLICT (staff, name)"
        " DO UPDATE SET criteria = excluded.criteria",
        *(uuid4(), staff_id, name, write_filter(wanted)),
    )


async def set_default_filter(*, staff_id: UUID, name: str) -> None:
    """Let this one be there at the start of a day; an empty name is none."""
    await execute(
        "UPDATE queue_filter SET is_default = FALSE WHERE staff = {} AND is_default",
        staff_id,
    )
    await execute(
        "UPDATE queue_filter SET is_default = TRUE WHERE staff = {} AND name = {}",
        *(staff_id, name),
    )


async def delete_filter(*, staff_id: UUID, name: str) -> None:
    await execute(
        "DELETE FROM queue_filter WHERE staff = {} AND name = {}", staff_id, name
    )
