"""Freeing, moving and raising calls: one or many, interruptible and safe to repeat.

One button is one batch. It works in small transactions; each writes the history of
what it did, so that the same button a second time goes on where the first stopped.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from time import monotonic
from uuid import UUID

from portal.actions.call_tasks import refresh_window
from portal.actions.opening_hours import fetch_location_hours
from portal.actions.supervision import coverage_of
from portal.db import call_moves as db
from portal.db.audit import insert_audit_of_each
from portal.db.deadlocks import again_after_deadlock
from portal.db.engine import transaction
from portal.db.locations import fetch_locations
from portal.db.staff_records import fetch_staff
from portal.db.supervision import Condition, watched
from portal.domain.call_kinds import Priority
from portal.domain.call_moves import Refusal, Target, why_not
from portal.domain.errors import UnableToError
from portal.domain.reservations import moved_until
from portal.domain.staff import CALLING_ROLES, Worker
from portal.domain.staff_members import StaffOnFile
from portal.domain.supervision import (
    REASON_LENGTH,
    SHORTEST_REASON,
    MovableCall,
    MoveAction,
    Watch,
)

AT_ONCE = 100
SECONDS = 3.0
_FIRST = UUID(int=0)
_PRIORITY = {MoveAction.RAISE: Priority.RAISED, MoveAction.LOWER: Priority.USUAL}

Picks = Sequence[tuple[UUID, str]]


class UnableToMoveCallsError(UnableToError):
    """The button cannot be understood; `problems` says why, by field."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = problems


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveOrder:
    """`picks` are calls with their marks; without any it is the whole list `watch`."""

    batch: UUID
    action: MoveAction
    reason: str
    picks: tuple[tuple[UUID, str], ...]
    watch: Watch | None
    location: str = ""
    staff_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MovesDone:
    """`done` counts this button, however often pressed; `is_over`: nothing is left."""

    done: int
    changed: int
    busy: int
    unfit: int
    is_over: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    order: MoveOrder
    worker: Worker
    target: Target
    names: dict[UUID, str]
    now: datetime


async def move_calls(
    *, order: MoveOrder, worker: Worker, now: datetime, seconds: float = SECONDS
) -> MovesDone:
    """Do as much as fits in the time; what is done is done, whatever follows."""
    staff = await fetch_staff(organisation=worker.organisation)
    job = _Job(
        order=order,
        worker=worker,
        target=await _target(order, worker, staff),
        names={it.id: it.name for it in staff},
        now=now,
    )
    condition = _condition(order, worker, staff, now)
    refused, stop_at = Counter[Refusal](), monotonic() + seconds
    rest, after, is_over = list(order.picks), _FIRST, False
    while not is_over:
        if condition is None:
            chunk, rest = rest[:AT_ONCE], rest[AT_ONCE:]
            refused += await again_after_deadlock(partial(_do_picks, job, chunk))
            is_over = not rest
        else:
            step = partial(_do_next, job, condition, after)
            found, last = await again_after_deadlock(step)
            refused += found
            is_over, after = last is None, last or after
        if monotonic() > stop_at:
            break
    return MovesDone(
        done=await db.count_done(batch=order.batch),
        changed=refused[Refusal.CHANGED],
        busy=refused[Refusal.BUSY],
        unfit=refused[Refusal.UNFIT],
        is_over=is_over,
    )


async def _target(
    order: MoveOrder, worker: Worker, staff: Sequence[StaffOnFile]
) -> Target:
    problems = {}
    if not SHORTEST_REASON <= len(order.reason) <= REASON_LENGTH:
        problems["reason"] = "Vul in waarom, in hooguit 300 tekens."
    if not order.picks and order.watch is None:
        problems["pick"] = "Kies ten minste één gesprek."
    member, location = None, ""
    if order.action is MoveAction.MOVE_LOCATION:
        places = await fetch_locations(organisation=worker.organisation)
        location = order.location
        if not location or location not in {it.name for it in places if it.is_active}:
            problems["location"] = "Kies een locatie uit de lijst."
    if order.action is MoveAction.MOVE_PERSON:
        found = (it for it in staff if it.id == order.staff_id)
        member = next((it for it in found if _calls(it)), None)
        if member is None:
            problems["staff"] = "Kies een collega uit de lijst."
    if problems:
        raise UnableToMoveCallsError(problems)
    return Target(location=location, member=member)


def _calls(member: StaffOnFile) -> bool:
    return member.is_active and member.role in CALLING_ROLES


def _condition(
    order: MoveOrder, worker: Worker, staff: Sequence[StaffOnFile], now: datetime
) -> Condition | None:
    if order.picks or order.watch is None:
        return None
    return watched(order.watch, worker=worker, coverage=coverage_of(staff), now=now)


async def _do_picks(job: _Job, picks: Picks) -> Counter[Refusal]:
    """Do those that still are as they were shown; the others changed meanwhile."""
    marks = dict(picks)
    async with transaction():
        ids = list(marks)
        calls = await db.lock_calls(worker=job.worker, task_ids=ids)
        before = await db.fetch_done_before(batch=job.order.batch, task_ids=ids)
        refused = await _do(job, [it for it in calls if it.id not in before], marks)
    gone = set(marks) - {it.id for it in calls} - before
    refused[Refusal.CHANGED] += len(gone)
    return refused


async def _do_next(
    job: _Job, condition: Condition, after: UUID
) -> tuple[Counter[Refusal], UUID | None]:
    """Do the next ones of the list; give the last that was looked at, if any."""
    async with transaction():
        calls = await db.lock_next_calls(
            condition=condition, batch=job.order.batch, after=after, limit=AT_ONCE
        )
        if not calls:
            return Counter(), None
        # Asked again now that they are ours: a second click may have been between.
        before = await db.fetch_done_before(
            batch=job.order.batch, task_ids=[it.id for it in calls]
        )
        todo = [it for it in calls if it.id not in before]
        return await _do(job, todo, {}), calls[-1].id


async def _do(
    job: _Job, calls: Sequence[MovableCall], marks: dict[UUID, str]
) -> Counter[Refusal]:
    fit, refused = list[MovableCall](), Counter[Refusal]()
    for call in calls:
        refusal = why_not(
            call,
            action=job.order.action,
            target=job.target,
            now=job.now,
            mark=marks.get(call.id),
        )
        if refusal is None:
            fit.append(call)
        else:
            refused[refusal] += 1
    if fit:
        await _change(job, fit)
        await _write_down(job, fit)
    return refused


async def _change(job: _Job, calls: Sequence[MovableCall]) -> None:
    ids = [call.id for call in calls]
    if job.order.action is MoveAction.FREE:
        await db.set_free(task_ids=ids)
    elif job.order.action in _PRIORITY:
        await db.set_priority(task_ids=ids, priority=_PRIORITY[job.order.action])
    elif job.target.member is not None:
        for call in calls:
            await db.set_person(
                task_id=call.id,
                staff_id=job.target.member.id,
                until=moved_until(due_at=call.due_at, now=job.now),
            )
    else:
        await _move_to_location(job, calls)


async def _move_to_location(job: _Job, calls: Sequence[MovableCall]) -> None:
    """Look anew at when they may be made, where the hours there are others."""
    await db.set_location(
        task_ids=[call.id for call in calls], location=job.target.location
    )
    hours = {
        name: await fetch_location_hours(
            organisation=job.worker.organisation.value, location=name
        )
        for name in sorted({job.target.location, *(it.location for it in calls)})
    }
    for call in calls:
        if hours[call.location] != hours[job.target.location]:
            await refresh_window(task_id=call.id, now=job.now)


async def _write_down(job: _Job, calls: Sequence[MovableCall]) -> None:
    order = job.order
    await db.insert_moves(
        moves=[_as_move(job, call) for call in calls],
        batch=order.batch,
        action=order.action,
        reason=order.reason,
        staff_id=job.worker.staff_id,
        at=job.now,
    )
    await insert_audit_of_each(
        victim_ids=[call.victim_id for call in calls],
        now=job.now,
        actor=str(job.worker.staff_id),
        organisation=job.worker.organisation.value,
        role=job.worker.role.value,
        action=f"call_moved:{order.action}",
        object_kind="call_task",
    )


def _as_move(job: _Job, call: MovableCall) -> db.NewMove:
    """Say in names what was and what is: they stay true when people go."""
    names, member = job.names, job.target.member
    match job.order.action:
        case MoveAction.FREE:
            before, after = _name(names, call.lease_staff), ""
        case MoveAction.MOVE_LOCATION:
            before, after = call.location, job.target.location
        case MoveAction.MOVE_PERSON:
            before, after = (
                _name(names, call.reserved_for),
                member.name if member else "",
            )
        case _:
            before, after = "", ""
    return db.NewMove(task_id=call.id, before=before, after=after)


def _name(names: dict[UUID, str], staff_id: UUID | None) -> str:
    return names.get(staff_id, "") if staff_id else ""
