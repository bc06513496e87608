"""Giving work to a person, and taking it off the list again."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from portal.db.engine import joined_transaction
from portal.db.work_items import (
    WorkItem,
    fetch_open_work_item,
    insert_work_items,
    set_work_item_done,
    set_work_items_done,
)
from portal.domain.staff import Organisation, Role, Worker
from portal.domain.work_items import Addressee, WorkItemKind, addressees


async def open_work_item(
    *,
    kind: WorkItemKind,
    cause: UUID,
    organisation: Organisation,
    role: Role,
    now: datetime,
    victim_id: UUID | None = None,
    case_id: UUID | None = None,
    task_id: UUID | None = None,
    location: str = "",
    detail: str = "",
) -> None:
    """Open it for this role alone; an open one of the same cause is not doubled."""
    async with joined_transaction():
        await insert_work_items(
            kind=kind,
            cause=cause,
            addressees=[Addressee(organisation=organisation, role=role)],
            location=location,
            victim_id=victim_id,
            case_id=case_id,
            task_id=task_id,
            detail=detail,
            now=now,
        )


async def alert_people(
    *,
    kind: WorkItemKind,
    cause: UUID,
    organisation: Organisation,
    now: datetime,
    victim_id: UUID | None = None,
    case_id: UUID | None = None,
    task_id: UUID | None = None,
    location: str = "",
    detail: str = "",
    moment: datetime | None = None,
) -> None:
    """Open it for everyone whom this kind of work concerns (domain.work_items)."""
    async with joined_transaction():
        await insert_work_items(
            kind=kind,
            cause=cause,
            addressees=addressees(kind, organisation),
            location=location,
            victim_id=victim_id,
            case_id=case_id,
            task_id=task_id,
            detail=detail,
            now=now,
            moment=moment,
        )


_WITH_THE_CALL = tuple(kind for kind in WorkItemKind if kind is not WorkItemKind.UNSAFE)


async def close_work_items(
    *, cause: UUID, kinds: Sequence[WorkItemKind] | None = None, by: str, now: datetime
) -> int:
    """Close every open one of this cause; return how many there were.

    That it was unsafe to call her outlives the call, unless it is named.
    """
    async with joined_transaction():
        return await set_work_items_done(
            cause=cause, kinds=kinds or _WITH_THE_CALL, by=by, now=now
        )


async def find_work_item(
    item_id: UUID, kind: WorkItemKind, worker: Worker
) -> WorkItem | None:
    """Give it when it is of this kind, open, and on this worker's list."""
    item = await find_any_work_item(item_id, worker)
    return item if item and item.kind is kind else None


async def find_any_work_item(item_id: UUID, worker: Worker) -> WorkItem | None:
    return await fetch_open_work_item(
        item_id=item_id,
        organisation=worker.organisation,
        role=worker.role,
        location=worker.location,
    )


async def finish_work_item(*, item_id: UUID, by: str, now: datetime) -> bool:
    """Return whether it was still open."""
    async with joined_transaction():
        return await set_work_item_done(item_id=item_id, by=by, now=now)
