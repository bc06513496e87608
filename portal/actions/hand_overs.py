"""The end of a shift: calls with one's name go to a colleague or back to everybody."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from portal.actions import trail
from portal.db.engine import transaction
from portal.db.hand_overs import (
    HandOver,
    OwnCall,
    fetch_colleagues,
    fetch_own_calls_open,
    set_handed_over,
)
from portal.domain.errors import UnableToError
from portal.domain.staff import Worker

NOTE_LENGTH = 300


class UnableToHandOverCallsError(UnableToError):
    """Nothing was handed over; the message says what to choose."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftEnd:
    calls: tuple[OwnCall, ...]
    colleagues: tuple[Worker, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOver:
    """`changed` were not in the worker's hands any more, `unfit` not for the other."""

    done: int
    changed: int
    unfit: int


async def read_shift_end(*, worker: Worker, now: datetime) -> ShiftEnd:
    calls = await fetch_own_calls_open(worker=worker, now=now)
    async with transaction():
        await trail.note(worker, now, "hand_over_opened", object_kind="call_task")
        seen = [call.victim_id for call in calls]
        await trail.note_each(worker, now, "hand_over_read", victim_ids=seen)
    return ShiftEnd(
        calls=tuple(calls),
        colleagues=tuple(await fetch_colleagues(worker=worker)),
    )


async def hand_over_calls(
    *,
    task_ids: Collection[UUID],
    to: UUID | None,
    note: str,
    worker: Worker,
    now: datetime,
) -> HandedOver:
    """Give these calls away; what changed meanwhile is left as it is."""
    note = note.strip()
    if not task_ids:
        raise UnableToHandOverCallsError("Kies welke gesprekken u overdraagt.")
    if len(note) > NOTE_LENGTH:
        raise UnableToHandOverCallsError(
            f"Maak de notitie korter dan {NOTE_LENGTH} tekens."
        )
    async with transaction():
        receiver = await _receiver(to, worker)
        mine = await fetch_own_calls_open(worker=worker, now=now)
        chosen = [call for call in mine if call.task_id in task_ids]
        fit = [call for call in chosen if _may_have(receiver, call, worker)]
        victims = [
            victim_id
            for call in fit
            if (victim_id := await _give(call, receiver, note, worker, now))
        ]
        await trail.note_each(worker, now, "call_handed_over", victim_ids=victims)
    unfit = len(chosen) - len(fit)
    return HandedOver(
        done=len(victims),
        changed=len(task_ids) - len(victims) - unfit,
        unfit=unfit,
    )


async def _receiver(to: UUID | None, worker: Worker) -> Worker | None:
    if to is None:
        return None
    for colleague in await fetch_colleagues(worker=worker):
        if colleague.staff_id == to:
            return colleague
    raise UnableToHandOverCallsError("Deze collega is er niet (meer).")


def _may_have(receiver: Worker | None, call: OwnCall, worker: Worker) -> bool:
    """Everybody may have what goes back to all of them."""
    if receiver is None:
        return True
    is_here = receiver.works_on(
        organisation=worker.organisation, location=call.location
    )
    return is_here and (receiver.takes_grave_calls or not call.needs_experience)


async def _give(
    call: OwnCall, receiver: Worker | None, note: str, worker: Worker, now: datetime
) -> UUID | None:
    return await set_handed_over(
        HandOver(
            id=uuid4(),
            task_id=call.task_id,
            from_staff=worker.staff_id,
            to_staff=receiver.staff_id if receiver else None,
            note=note,
            at=now,
        ),
        worker=worker,
        now=now,
    )
