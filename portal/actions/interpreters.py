"""Booking an interpreter: a step of its own, after which the call is agreed."""

from datetime import datetime
from uuid import UUID

from portal.actions import trail
from portal.actions.call_tasks import refresh_window
from portal.actions.work_items import finish_work_item
from portal.db.engine import transaction
from portal.db.interpreters import set_call_agreed
from portal.db.work_items import WorkItem, fetch_open_work_items
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
        item = await _find(item_id, worker)
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


async def _find(item_id: UUID, worker: Worker) -> WorkItem | None:
    items = await fetch_open_work_items(
        organisation=worker.organisation, role=worker.role, location=worker.location
    )
    return next(
        (
            item
            for item in items
            if item.id == item_id and item.kind is WorkItemKind.INTERPRETER
        ),
        None,
    )
