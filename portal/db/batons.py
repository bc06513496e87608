"""Who tells what: one row a handing over, append-only; the newest step holds."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.db.engine import fetch_row, fetch_rows
from portal.db.rows import insert_row
from portal.domain.batons import Subject, first_holder
from portal.domain.call_tasks import TaskKind
from portal.domain.staff import Organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class BatonStep:
    id: UUID
    victim_id: UUID
    case_id: UUID
    subject: Subject
    step: int
    holder: Organisation
    given_by: Organisation
    staff_id: UUID
    note: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BatonOnFile:
    """A step as it is read: with who gave it and in which case."""

    case_id: UUID
    parketnummer: str
    subject: Subject
    step: int
    holder: Organisation
    given_by: Organisation
    staff_name: str
    note: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedCall:
    task_id: UUID
    incident_id: UUID
    location: str


async def insert_baton(step: BatonStep) -> None:
    """Raise a unique violation when somebody handed it over at the same moment."""
    await insert_row(
        "baton",
        {
            "id": step.id,
            "victim": step.victim_id,
            "case": step.case_id,
            "subject": step.subject.value,
            "step": step.step,
            "holder": step.holder.value,
            "given_by": step.given_by.value,
            "staff": step.staff_id,
            "note": step.note,
            "at": step.at,
        },
    )


async def fetch_last_step(
    *, victim_id: UUID, case_id: UUID, subject: Subject
) -> tuple[UUID | None, int, Organisation]:
    """Give the newest row, its number and the holder; step 0 is the first holder's."""
    row = await fetch_row(
        'SELECT id, step, holder FROM baton WHERE victim = {} AND "case" = {}'
        " AND subject = {} ORDER BY step DESC LIMIT 1",
        *(victim_id, case_id, subject.value),
    )
    if row is None:
        return None, 0, first_holder(subject)
    return row["id"], row["step"], Organisation(row["holder"])


async def fetch_batons(*, victim_id: UUID) -> list[BatonOnFile]:
    """Give every step about her, the newest first."""
    rows = await fetch_rows(
        """SELECT b."case" AS case_id, c.parketnummer, b.subject, b.step, b.holder,
                  b.given_by, s.name AS staff_name, b.note, b.at
           FROM baton b JOIN case_file c ON c.id = b."case"
           JOIN staff_member s ON s.id = b.staff
           WHERE b.victim = {} ORDER BY b.at DESC, b.step DESC""",
        victim_id,
    )
    return [
        BatonOnFile(
            **{
                **row,
                "subject": Subject(row["subject"]),
                "holder": Organisation(row["holder"]),
                "given_by": Organisation(row["given_by"]),
            }
        )
        for row in rows
    ]


async def move_calls(
    *,
    victim_id: UUID,
    case_id: UUID,
    kinds: Collection[TaskKind],
    to: Organisation,
    now: datetime,
) -> list[MovedCall]:
    """Give the open calls about this case to the receiver.

    One that must tell of another case too stays: its subject was not handed over. One
    that a colleague is making now stays as well: ask is_being_made afterwards.
    """
    rows = await fetch_rows(
        f"""UPDATE call_task AS t SET organisation = {{}}, preferred_staff = NULL,
              reserved_for = NULL, reserved_until = NULL, hand_over = NULL,
              guarded_until = NULL, lease_token = NULL, lease_staff = NULL,
              lease_until = NULL
            WHERE {_OPEN_ABOUT} AND t.organisation <> {{}}
              AND (t.lease_token IS NULL OR t.lease_until <= {{}})
              AND NOT EXISTS ({_ITEMS} AND i."case" <> {{}})
            RETURNING id, incident, location""",  # noqa: S608 - own words
        to.value,
        *_about(victim_id, case_id, kinds),
        *(to.value, now, case_id),
    )
    return [
        MovedCall(
            task_id=row["id"], incident_id=row["incident"], location=row["location"]
        )
        for row in rows
    ]


async def is_being_made(
    *, victim_id: UUID, case_id: UUID, kinds: Collection[TaskKind], now: datetime
) -> bool:
    row = await fetch_row(
        f"SELECT t.id FROM call_task t WHERE {_OPEN_ABOUT}"  # noqa: S608 - own words
        " AND t.lease_token IS NOT NULL AND t.lease_until > {} LIMIT 1",
        *_about(victim_id, case_id, kinds),
        now,
    )
    return row is not None


# What a call has still to tell, with the case it is of.
_ITEMS = """SELECT 1 FROM (
    SELECT l.task, d."case" FROM call_task_decision l
    JOIN decision d ON d.id = l.decision
    WHERE l.told_at IS NULL AND l.removed_at IS NULL
    UNION ALL
    SELECT n.task, h."case" FROM call_task_happening n
    JOIN happening h ON h.id = n.happening
    WHERE n.told_at IS NULL AND n.removed_at IS NULL) i WHERE i.task = t.id"""

_OPEN_ABOUT = f"""t.victim = {{}} AND t.kind = ANY({{}}) AND t.closed_as IS NULL
    AND EXISTS ({_ITEMS} AND i."case" = {{}})"""


def _about(
    victim_id: UUID, case_id: UUID, kinds: Collection[TaskKind]
) -> tuple[object, ...]:
    return victim_id, [kind.value for kind in kinds], case_id
