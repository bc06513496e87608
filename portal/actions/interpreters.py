"""Booking an interpreter: a step of its own, after which the call is agreed."""

from datetime import datetime
from uuid import UUID

from portal.actions import trail
from portal.actions.call_tasks import refresh_window
from portal.actions.work_items import find_work_item, finish_work_item
from portal.db.engine import transaction
from portal.db.interpreters import set_call_agreed
from portal.domain.call_ladder import AGREED_LASTS, check_agreed_at
from portal.domain.errors import UnableToError
from portal.domain.staff import Worker
from portal.domain.work_items import WorkItemKind


class UnableToBookInterpreterError(UnableToError):
    """The work is off the list already, or its call is over."""

    is_conflict = True
    hint = "Kijk op de lijst wat er nog te doen is."


async def book_interpreter(
    *, item_id: UUID, worker: Worker, at: datetime | None, now: datetime
) -> None:
    """Settle the work: at that moment the interpreter is there, and the call is made.

    Raise UnableToAgreeOnMomentError for a moment that makes no sense.
    """
    check_agreed_at(at, at=now)
    async with transaction():
        item = await find_work_item(item_id, WorkItemKind.INTERPRETER, worker)
        if (
            at is None
            or item is None
            or item.task_id is None
            or not await finish_work_item(item_id=item_id, by=worker.name, now=now)
        ):
            raise UnableToBookInterpreterError("Dit staat niet meer op de lijst.")
        if not await set_call_agreed(
            task_id=item.task_id, at=at, until=at + AGREED_LASTS
        ):
            raise UnableToBookInterpreterError("Dit gesprek is al afgerond.")
        await refresh_window(task_id=item.task_id, now=now)
        await trail.note(
            worker,
            now,
            "interpreter_booked",
            object_kind="call_task",
            object_id=item.task_id,
            victim_id=item.victim_id,
        )
