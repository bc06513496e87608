"""Times that calls have: each seat of a slot is given once, by a unique index."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from portal.db.check_words import words_of_call
from portal.db.engine import execute, fetch_row, fetch_rows
from portal.db.rows import insert_row_once
from portal.domain.calendar import local_date
from portal.domain.call_kinds import Priority
from portal.domain.callback_slots import Slot, Taken
from portal.domain.caller_words import CallAbout, about_call
from portal.domain.calling_hours import Window

# A seat whose call was made, taken back or moved by others is free again.
_HOLDS = """EXISTS (SELECT 1 FROM call_task t WHERE t.id = call_slot.task
    AND t.closed_as IS NULL AND t.is_agreed AND t.earliest_at = call_slot.starts_at)"""

_SEATS = f"""SELECT pool, starts_at, seat FROM call_slot WHERE organisation = {{}}
    AND starts_at >= {{}} AND starts_at < {{}} AND ended_at IS NULL
    AND ({{}}::uuid IS NULL OR task <> {{}}) AND {_HOLDS}"""  # noqa: S608 - own words


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedCall:
    """A call to her that is still to be made, as far as choosing a time goes."""

    task_id: UUID
    incident_id: UUID
    kind: str
    organisation: str
    location: str
    topic: str
    due_at: datetime
    notice_by: date | None
    earliest_at: datetime | None
    is_at_risk: bool
    needs_experience: bool
    is_agreed: bool
    starts_at: datetime | None  # when it may be made
    agreed_until: datetime | None
    waits_for: str | None
    priority: int
    lease_until: datetime | None
    paused_until: datetime | None

    @property
    def may_choose(self) -> bool:
        return self.waits_for is None and self.priority < Priority.URGENT

    @property
    def is_promised(self) -> bool:
        return self.is_agreed and self.waits_for is None

    @property
    def words(self) -> str:
        """Give those that our caller says first."""
        return words_of_call(self.task_id)

    @property
    def about(self) -> CallAbout:
        """Give its subject, where that gives nothing away."""
        return about_call(self.kind)

    @property
    def before(self) -> date:
        """Give the day before which we call: that after the last day."""
        return local_date(self.due_at) + timedelta(days=1)

    def is_planned(self, now: datetime) -> bool:
        """Whether its time is agreed and not over."""
        return (
            self.is_agreed and self.agreed_until is not None and self.agreed_until > now
        )

    def is_late(self, now: datetime) -> bool:
        """Whether its last day is over, or the time that was agreed."""
        is_missed = self.is_agreed and self.agreed_until and self.agreed_until <= now
        return self.due_at < now or bool(is_missed)

    def is_held(self, now: datetime) -> bool:
        return self.lease_until is not None and self.lease_until > now


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatBefore:
    """`was_earliest_at`: from when the call could be made before it had a time."""

    starts_at: datetime
    was_earliest_at: datetime | None


_OWED = """SELECT id AS task_id, incident AS incident_id, kind, organisation, location,
    topic, due_at, notice_by, earliest_at, is_at_risk, needs_experience, is_agreed,
    not_before AS starts_at, agreed_until, waits_for, priority, lease_until,
    paused_until
    FROM call_task"""


async def fetch_owed_calls_for_victim(
    *, victim_id: UUID, kinds: Collection[str]
) -> tuple[OwedCall, ...]:
    """Give her open calls of these kinds, the first due first."""
    rows = await fetch_rows(
        f"{_OWED} WHERE victim = {{}} AND closed_as IS NULL AND kind = ANY({{}})"
        " ORDER BY due_at, id",
        *(victim_id, sorted(kinds)),
    )
    return tuple(OwedCall(**row) for row in rows)


async def needs_experience_for_victim(*, victim_id: UUID, incident_id: UUID) -> bool:
    """Whether another call about the same report is for experienced callers."""
    row = await fetch_row(
        "SELECT id FROM call_task WHERE victim = {} AND incident = {}"
        " AND needs_experience LIMIT 1",
        *(victim_id, incident_id),
    )
    return row is not None


async def fetch_taken(
    *, organisation: str, slots: Iterable[Slot], but_not: UUID | None = None
) -> dict[datetime, Taken]:
    """Give what of each slot is given away; its key is when the slot begins.

    `but_not` is the call that a seat is sought for: it takes none of itself.
    """
    length = {slot.starts_at: slot for slot in slots}
    if not length:
        return {}
    first, last = min(length), max(length)
    end = length[last].ends_at
    seats = await fetch_rows(_SEATS, *(organisation, first, end, but_not, but_not))
    agreed = await fetch_rows(
        """SELECT location, earliest_at AS "at [timestamptz]" FROM call_task
           WHERE organisation = {} AND closed_as IS NULL AND is_agreed
             AND earliest_at >= {} AND earliest_at < {}
             AND ({}::uuid IS NULL OR id <> {}) AND NOT EXISTS (
               SELECT 1 FROM call_slot s WHERE s.task = call_task.id
               AND s.ended_at IS NULL AND s.starts_at = call_task.earliest_at)""",
        *(organisation, first, end, but_not, but_not),
    )
    found: dict[datetime, Taken] = {}
    for begins, slot in length.items():
        by_pool: dict[str, set[int]] = {}
        for row in seats:
            if row["starts_at"] == begins:
                by_pool.setdefault(row["pool"], set()).add(row["seat"])
        by_place: dict[str, int] = {}
        for row in agreed:
            if begins <= row["at"] < slot.ends_at:
                by_place[row["location"]] = by_place.get(row["location"], 0) + 1
        found[begins] = Taken(
            seats={name: frozenset(numbers) for name, numbers in by_pool.items()},
            agreed=by_place,
        )
    return found


async def end_seats_let_go(
    *, organisation: str, starts_at: datetime, now: datetime
) -> None:
    """Free the seats of a slot whose calls hold them no more."""
    await execute(
        "UPDATE call_slot SET ended_at = {} WHERE organisation = {} AND starts_at = {}"  # noqa: S608 - own words
        f" AND ended_at IS NULL AND NOT {_HOLDS}",
        *(now, organisation, starts_at),
    )


async def end_seat_of_call(*, task_id: UUID, now: datetime) -> SeatBefore | None:
    """Give the seat back, if the call had one."""
    row = await fetch_row(
        "UPDATE call_slot SET ended_at = {} WHERE task = {} AND ended_at IS NULL"
        " RETURNING starts_at, was_earliest_at",
        *(now, task_id),
    )
    return SeatBefore(**row) if row else None


async def take_seat(
    *,
    task_id: UUID,
    organisation: str,
    slot: Slot,
    pool: str,
    seat: int,
    was_earliest_at: datetime | None,
    now: datetime,
) -> bool:
    """Tell whether it was still free."""
    return await insert_row_once(
        "call_slot",
        {
            "id": uuid4(),
            "task": task_id,
            "organisation": organisation,
            "pool": pool,
            "starts_at": slot.starts_at,
            "ends_at": slot.ends_at,
            "seat": seat,
            "booked_at": now,
            "was_earliest_at": was_earliest_at,
        },
    )


async def lock_call_for_victim(*, victim_id: UUID, task_id: UUID) -> OwedCall | None:
    """Hold an open call of hers to the end of the transaction."""
    row = await fetch_row(
        f"{_OWED} WHERE id = {{}} AND victim = {{}} AND closed_as IS NULL FOR UPDATE",
        *(task_id, victim_id),
    )
    return OwedCall(**row) if row else None


_FREE = """ AND closed_as IS NULL AND waits_for IS NULL AND priority < 2
    AND (lease_until IS NULL OR lease_until <= {})"""


async def set_moment_for_victim(
    *, victim_id: UUID, task_id: UUID, window: Window, now: datetime
) -> bool:
    """Agree on it, unless a caller has the call on screen, or it waits for a person."""
    changed = await execute(
        "UPDATE call_task SET is_agreed = TRUE, earliest_at = {}, agreed_until = {},"  # noqa: S608 - own words
        " preferred_staff = NULL, reserved_for = NULL, reserved_until = NULL"
        f" WHERE id = {{}} AND victim = {{}}{_FREE}",
        *(window.starts_at, window.ends_at, task_id, victim_id, now),
    )
    return bool(changed)


async def set_no_moment_for_victim(
    *, victim_id: UUID, task_id: UUID, earliest_at: datetime | None, now: datetime
) -> bool:
    changed = await execute(
        "UPDATE call_task SET is_agreed = FALSE, earliest_at = {}, agreed_until = NULL"  # noqa: S608 - own words
        f" WHERE id = {{}} AND victim = {{}} AND is_agreed{_FREE}",
        *(earliest_at, task_id, victim_id, now),
    )
    return bool(changed)
