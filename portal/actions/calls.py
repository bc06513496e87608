"""Taking a call, keeping it while one phones, and giving it back."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from portal.actions.call_tasks import refresh_stale_windows
from portal.actions.desks import open_desk, read_heavy_load
from portal.actions.trail import note
from portal.db.call_lists import ROWS_SHOWN, QueueCounts, fetch_queue
from portal.db.call_queue import (
    Desk,
    Lease,
    delete_expired_leases,
    delete_lease,
    delete_other_leases,
    set_lease_until,
    take_next,
    take_one,
)
from portal.db.calls import CallTask, fetch_task
from portal.db.engine import transaction
from portal.db.integrity import INTEGRITY_ERRORS, is_unique_violation
from portal.domain.errors import UnableToError
from portal.domain.heavy_calls import HeavyLoad
from portal.domain.incoming_contacts import Manner
from portal.domain.queue_filters import EVERYTHING, QueueFilter
from portal.domain.staff import Worker

LEASE = timedelta(minutes=30)
REFRESHED_AT_ONCE = 50
TRIES = 50
_FOR_EXPERIENCED = "Dit gesprek is voor een ervaren beller."
_BY_A_COLLEAGUE = "Een collega belt nu met deze persoon, of maakt het gesprek zelf af."


class UnableToTakeCallError(UnableToError):
    """Somebody else has this call, or it may not be made now."""

    is_conflict = True
    hint = "Kies een ander gesprek uit de lijst."


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """What the worker may take now, in order; plain rows, for it is read often."""

    rows: list[dict[str, Any]]
    counts: QueueCounts
    load: HeavyLoad | None


async def read_queue(
    *, worker: Worker, now: datetime, wanted: QueueFilter = EVERYTHING
) -> Queue:
    """A list that is not full counts itself; a longer one is counted about right."""
    desk = await open_desk(worker=worker, now=now)
    rows, counts = await fetch_queue(desk=desk, now=now, wanted=wanted)
    if len(rows) < ROWS_SHOWN:
        shown = len(rows)
        counts = (
            replace(counts, callable=shown)
            if wanted.is_empty
            else replace(counts, chosen=shown)
        )
    load = await read_heavy_load(worker=worker, now=now)
    return Queue(rows=rows, counts=counts, load=load)


async def note_queue_read(*, worker: Worker, now: datetime) -> None:
    """Write down that this worker saw the names on the list."""
    await note(worker, now, "queue_read", object_kind="call_task")


async def take_next_call(
    *, worker: Worker, now: datetime, wanted: QueueFilter = EVERYTHING
) -> Lease | None:
    """Take the first wanted call in order; who holds one gets that one back.

    None is the truth: before it is said, windows that lapsed are set anew and rows
    that others were taking at that moment are waited for.
    """
    lease = await _take_next(worker, now, wanted, waits=False)
    while lease is None and await refresh_stale_windows(
        now=now, limit=REFRESHED_AT_ONCE
    ):
        lease = await _take_next(worker, now, wanted, waits=False)
    if lease is None:
        await _wait_for_windows(now)
        lease = await _take_next(worker, now, wanted, waits=True)
    return lease


async def take_call(
    *,
    task_id: UUID,
    worker: Worker,
    now: datetime,
    manner: Manner = Manner.DIALLED,
) -> Lease:
    """Take this call, and give back what the worker held beside it."""
    desk, lease = await _desk_for(manner, worker, now), None
    for _ in range(TRIES):
        try:
            async with transaction():
                await delete_other_leases(desk=desk, task_id=task_id)
                lease = await take_one(
                    task_id=task_id,
                    desk=desk,
                    token=uuid4(),
                    until=now + LEASE,
                    now=now,
                    manner=manner,
                )
                if lease is None:
                    raise UnableToTakeCallError(
                        await _why_not(task_id, worker, manner, now)
                    )
                await _note_taking(lease, worker, now)
                return lease
        except INTEGRITY_ERRORS as error:
            await _make_room(error, now)
    raise UnableToTakeCallError("Een collega belt nu met deze persoon.")


async def renew_lease(*, task_id: UUID, token: UUID, now: datetime) -> datetime | None:
    """Give until when it is ours now, or None when it is not any more."""
    until = now + LEASE
    async with transaction():
        is_ours = await set_lease_until(task_id=task_id, token=token, until=until)
    return until if is_ours else None


async def release_call(
    *, task_id: UUID, token: UUID, worker: Worker, now: datetime
) -> bool:
    """Give it back for others to take; tell whether it was still ours."""
    async with transaction():
        victim_id = await delete_lease(task_id=task_id, token=token)
        if victim_id is None:
            return False
        await note(
            worker,
            now,
            "call_given_back",
            object_kind="call_task",
            object_id=task_id,
            victim_id=victim_id,
        )
        return True


async def _take_next(
    worker: Worker, now: datetime, wanted: QueueFilter, *, waits: bool
) -> Lease | None:
    """Try again when another took the same victim or line in the same moment."""
    desk = await open_desk(worker=worker, now=now)
    for _ in range(TRIES):
        try:
            async with transaction():
                lease = await take_next(
                    desk=desk,
                    token=uuid4(),
                    until=now + LEASE,
                    now=now,
                    waits=waits,
                    wanted=wanted,
                )
                if lease is not None:
                    await _note_taking(lease, worker, now)
                return lease
        except INTEGRITY_ERRORS as error:
            await _make_room(error, now)
    raise UnableToTakeCallError(
        "Veel collega's nemen nu een gesprek.", hint="Probeer het nog een keer."
    )


async def _desk_for(manner: Manner, worker: Worker, now: datetime) -> Desk:
    """Who is on shift now says nothing of when a call on paper was made."""
    desk = await open_desk(worker=worker, now=now)
    if manner is not Manner.ON_PAPER:
        return desk
    return replace(desk, takes_grave_calls=worker.takes_grave_calls)


async def _make_room(error: Exception, now: datetime) -> None:
    """Clear leases that are over: the indexes cannot see that they are."""
    if not is_unique_violation(error):
        raise error
    async with transaction():
        await delete_expired_leases(now=now)


async def _wait_for_windows(now: datetime) -> None:
    """Wait for the windows that others are setting anew at this moment."""
    for _ in range(TRIES):
        if not await refresh_stale_windows(
            now=now, limit=REFRESHED_AT_ONCE, waits=True
        ):
            return


async def _note_taking(lease: Lease, worker: Worker, now: datetime) -> None:
    await note(
        worker,
        now,
        "call_taken",
        object_kind="call_task",
        object_id=lease.task_id,
        victim_id=lease.victim_id,
    )


async def _why_not(task_id: UUID, worker: Worker, manner: Manner, now: datetime) -> str:
    """Say nothing of a call of others, not even that it is there."""
    task = await fetch_task(task_id=task_id)
    if task is None or not task.is_work_of(worker):
        return "Dit gesprek is er niet meer."
    if manner is Manner.DIALLED:
        return (
            _reason(task, now)
            or _reason_not_yet(task, now)
            or await _why_not_you(task, worker, now)
        )
    is_for_others = task.needs_experience and not worker.takes_grave_calls
    return _reason(task, now) or (
        _FOR_EXPERIENCED if is_for_others else _BY_A_COLLEAGUE
    )


async def _why_not_you(task: CallTask, worker: Worker, now: datetime) -> str:
    """It may be made now, and not by her: somebody else's, or one too many today."""
    if task.reserved_until is not None and task.reserved_until > now:
        return "Dit gesprek is eerst voor een vaste contactpersoon of een collega."
    if not task.needs_experience:
        return _BY_A_COLLEAGUE
    load = await read_heavy_load(worker=worker, now=now)
    if load is None:
        return _FOR_EXPERIENCED
    if load.is_full:
        return "U hebt vandaag genoeg zware gesprekken gehad."
    if not load.may_have_another(now):
        return "U hebt net een zwaar gesprek gehad. Neem eerst rust."
    return _BY_A_COLLEAGUE


def _reason(task: CallTask, now: datetime) -> str | None:
    if task.closed_as is not None:
        return "Dit gesprek is al afgerond."
    if task.lease_until is not None and task.lease_until > now:
        return "Een collega voert dit gesprek nu."
    return None


def _reason_not_yet(task: CallTask, now: datetime) -> str | None:
    if task.not_before is None:
        return "Voor dit gesprek is geen veilige weg bekend."
    if task.not_before > now:
        return "Dit gesprek mag nu nog niet."
    return None
