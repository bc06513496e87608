"""Keeping a choice of calls under a name, and having one at the start of each day."""

from datetime import datetime

from portal.actions import trail
from portal.db import queue_filters as db
from portal.db.engine import transaction
from portal.db.integrity import INTEGRITY_ERRORS
from portal.db.locations import fetch_locations
from portal.domain.queue_filters import (
    KEPT_AT_MOST,
    NamedFilter,
    QueueFilter,
    UnableToKeepFilterError,
    check_name,
)
from portal.domain.staff import Worker


async def read_filters(*, worker: Worker) -> list[NamedFilter]:
    return await db.fetch_filters(staff_id=worker.staff_id)


async def read_places(*, worker: Worker) -> tuple[str, ...]:
    """Give the locations to choose from; who works at one has no choice."""
    if worker.location is not None:
        return ()
    places = await fetch_locations(organisation=worker.organisation)
    names = {place.name for place in places} | set(await db.fetch_case_places())
    return tuple(sorted(names - {""}))


async def keep_filter(
    *, name: str, wanted: QueueFilter, is_default: bool, worker: Worker, now: datetime
) -> NamedFilter:
    name = check_name(name)
    if wanted.is_empty:
        raise UnableToKeepFilterError("Kies eerst wat u wilt zien.")
    try:
        async with transaction():
            kept = await db.fetch_filters(staff_id=worker.staff_id)
            is_new = name not in {one.name for one in kept}
            if is_new and len(kept) >= KEPT_AT_MOST:
                raise UnableToKeepFilterError(
                    f"U hebt al {KEPT_AT_MOST} keuzes bewaard.",
                    hint="Verwijder er een.",
                )
            await db.save_filter(staff_id=worker.staff_id, name=name, wanted=wanted)
            if is_default:
                await db.set_default_filter(staff_id=worker.staff_id, name=name)
            await _note(worker, now, action="filter_kept")
    except INTEGRITY_ERRORS:
        raise UnableToKeepFilterError(
            "In een ander venster bewaarde u ook iets.",
            hint="Probeer het nog een keer.",
        ) from None
    return NamedFilter(name=name, wanted=wanted, is_default=is_default)


async def choose_default(*, name: str, worker: Worker, now: datetime) -> None:
    async with transaction():
        await db.set_default_filter(staff_id=worker.staff_id, name=name)
        await _note(worker, now, action="filter_default")


async def forget_filter(*, name: str, worker: Worker, now: datetime) -> None:
    async with transaction():
        await db.delete_filter(staff_id=worker.staff_id, name=name)
        await _note(worker, now, action="filter_forgotten")


async def _note(worker: Worker, now: datetime, *, action: str) -> None:
    await trail.note(worker, now, action, object_kind="queue_filter")
