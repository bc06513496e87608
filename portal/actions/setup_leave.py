"""Leave: who is away, who stands in, and the calls that were kept for them."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from portal.actions.setup_history import Editor, UnableToSaveSetupError, note_change
from portal.actions.setup_staff import STAFF, find_staff_member
from portal.db.engine import transaction
from portal.db.reservations import fetch_reserved_for_absent
from portal.db.staff_records import (
    fetch_leaves,
    fetch_staff,
    hand_on_reserved_calls,
    insert_leave,
    set_leave_withdrawn,
)
from portal.domain.calendar import local_date
from portal.domain.staff import Organisation
from portal.domain.staff_members import (
    Leave,
    StaffOnFile,
    find_leave_problems,
    stand_in,
)


async def record_leave(
    *,
    staff_id: UUID,
    first_day: date | None,
    last_day: date | None,
    substitute_id: UUID | None,
    by: Editor,
    now: datetime,
) -> None:
    """Keep it once; what was kept for them today goes to who stands in."""
    problems = find_leave_problems(first_day, last_day, today=local_date(now))
    async with transaction():
        member = await find_staff_member(staff_id=staff_id, by=by)
        colleagues = {it.id: it for it in await _colleagues(by) if it.id != staff_id}
        if substitute_id is not None and substitute_id not in colleagues:
            problems["substitute"] = "Kies een vervanger uit de lijst."
        if problems or first_day is None or last_day is None:
            raise UnableToSaveSetupError(problems)
        leaves = await fetch_leaves(since=local_date(now), staff_ids=[staff_id])
        if any(_is_same(it, first_day, last_day, substitute_id) for it in leaves):
            return
        await insert_leave(
            staff_id=staff_id,
            first_day=first_day,
            last_day=last_day,
            substitute_id=substitute_id,
        )
        name = colleagues[substitute_id].name if substitute_id else ""
        text = _words(first_day, last_day, name)
        await _note(member, by=by, now=now, change=(None, text))
    await hand_on_of_absent(now=now)


async def withdraw_leave(
    *, staff_id: UUID, leave_id: UUID, by: Editor, now: datetime
) -> None:
    async with transaction():
        member = await find_staff_member(staff_id=staff_id, by=by)
        own = await fetch_leaves(since=local_date(now), staff_ids=[member.id])
        if leave_id not in {it.id for it in own}:
            return
        ended = await set_leave_withdrawn(leave_id=leave_id, now=now)
        if ended is not None:
            text = _words(ended.first_day, ended.last_day, "")
            await _note(member, by=by, now=now, change=(text, None))


async def hand_on_of_absent(*, now: datetime) -> int:
    """Give what is kept for who is away today to who stands in, or to everybody."""
    today, done = local_date(now), 0
    absent = await fetch_reserved_for_absent(today=today)
    if not absent:
        return 0
    async with transaction():
        leaves = await fetch_leaves(since=today)
        active = {
            it.id
            for organisation in Organisation
            for it in await fetch_staff(organisation=organisation)
            if it.is_active
        }
        for staff_id in absent:
            to = stand_in(staff_id, day=today, active=active, leaves=leaves)
            done += await hand_on_reserved_calls(staff_id=staff_id, to=to, now=now)
    return done


async def _colleagues(by: Editor) -> Sequence[StaffOnFile]:
    found = await fetch_staff(organisation=by.organisation)
    return [it for it in found if it.is_active]


def _is_same(
    leave: Leave, first_day: date, last_day: date, substitute_id: UUID | None
) -> bool:
    same = (leave.first_day, leave.last_day, leave.substitute_id)
    return same == (first_day, last_day, substitute_id)


def _words(first_day: date, last_day: date, substitute: str) -> str:
    words = f"{first_day} t/m {last_day}"
    return f"{words}, vervanger {substitute}" if substitute else words


async def _note(
    member: StaffOnFile,
    *,
    by: Editor,
    now: datetime,
    change: tuple[str | None, str | None],
) -> None:
    await note_change(
        by=by,
        now=now,
        location=member.location,
        subject=STAFF,
        subject_id=member.id,
        name=member.name,
        changes={"leave": change},
    )
