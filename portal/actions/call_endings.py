"""Taking something out of a call; what has nothing left to tell closes."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from portal.actions.call_tasks import end_task_work
from portal.actions.work_items import close_work_items
from portal.db.call_coverage import (
    close_when_nothing_is_left,
    tick_in_other_calls,
    uncover,
    uncover_happening,
)
from portal.db.call_tasks import close_calls_of_deceased, fetch_task
from portal.db.engine import joined_transaction
from portal.domain.work_items import WorkItemKind


async def stop_telling(
    *, task_id: UUID, decision_id: UUID, reason: str, now: datetime
) -> None:
    """Take a decision out of a call; a call with nothing left to tell closes."""
    async with joined_transaction():
        await fetch_task(task_id=task_id)
        await uncover(task_id=task_id, decision_id=decision_id, now=now)
        await end_when_nothing_is_left(task_id=task_id, reason=reason, now=now)


async def stop_telling_news(
    *, task_id: UUID, happening_id: UUID, reason: str, now: datetime
) -> None:
    """The same for news that is no decision."""
    async with joined_transaction():
        await fetch_task(task_id=task_id)
        await uncover_happening(task_id=task_id, happening_id=happening_id, now=now)
        await end_when_nothing_is_left(task_id=task_id, reason=reason, now=now)


async def end_when_nothing_is_left(
    *, task_id: UUID, reason: str, now: datetime
) -> None:
    async with joined_transaction():
        closed = await close_when_nothing_is_left(
            task_id=task_id, reason=reason, now=now
        )
        if closed is not None:
            await end_task_work(task_id=task_id, by=reason, now=now)


async def tell_in_other_calls(
    *, task_id: UUID, victim_id: UUID, said: Collection[UUID], now: datetime
) -> None:
    """One conversation about a hearing tells all of it: she is not called twice."""
    if not said:
        return
    async with joined_transaction():
        for other in await tick_in_other_calls(
            task_id=task_id, victim_id=victim_id, said=said, at=now
        ):
            await end_when_nothing_is_left(task_id=other, reason="told", now=now)


async def cancel_task(*, task_id: UUID, reason: str, now: datetime) -> None:
    """Close a call that tells nothing in particular and is not owed any more."""
    async with joined_transaction():
        await fetch_task(task_id=task_id)
        await end_when_nothing_is_left(task_id=task_id, reason=reason, now=now)


async def end_calls_of_deceased(*, victim_id: UUID, now: datetime) -> None:
    """Nobody phones who died, also not about what she asked for herself."""
    async with joined_transaction():
        for task_id in await close_calls_of_deceased(victim_id=victim_id, now=now):
            await end_task_work(task_id=task_id, by="deceased", now=now)
            unsafe = (WorkItemKind.UNSAFE,)
            await close_work_items(cause=task_id, kinds=unsafe, by="deceased", now=now)
