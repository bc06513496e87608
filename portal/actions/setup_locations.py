"""Keeping where an organisation works: hours, numbers, limits and closed days."""

from dataclasses import asdict, replace
from datetime import date, datetime
from uuid import UUID

from portal.actions.setup_history import (
    Editor,
    UnableToKeepBothError,
    UnableToSaveSetupError,
    note_change,
)
from portal.db.engine import transaction
from portal.db.locations import (
    delete_closed_day,
    empty_location,
    fetch_closed_day,
    fetch_location,
    insert_closed_day,
    insert_location,
    set_location,
    set_windows_due,
)
from portal.domain.errors import UnableToError
from portal.domain.locations import (
    Location,
    TypedLocation,
    differences,
    read_location,
)

LOCATION = "location"
REASON_LENGTH = 100
_NAME_IS_TAKEN = "Er is al een locatie met deze naam."


class UnableToFindLocationError(UnableToError):
    """There is no such location, or it is not this editor's."""


async def add_location(
    *, typed: TypedLocation, by: Editor, now: datetime, location_id: UUID | None = None
) -> UUID:
    """Add it, once: the same `location_id` a second time changes nothing."""
    columns, problems = read_location(typed, needs_name=True)
    if problems:
        raise UnableToSaveSetupError(problems)
    if by.location is not None:
        raise UnableToFindLocationError("U kunt geen locaties toevoegen.")
    empty = empty_location(by.organisation, typed.name)
    columns["id"] = location_id or empty.id
    location = replace(empty, **columns)  # type: ignore[arg-type]
    async with transaction():
        if not await insert_location(location):
            there = await fetch_location(location_id=location.id)
            if there is None or there.name != location.name:
                raise UnableToSaveSetupError({"name": _NAME_IS_TAKEN})
            return location.id
        await _note(location, by=by, now=now, before=empty)
        await set_windows_due(location_id=location.id, now=now)
    return location.id


async def change_location(
    *, location_id: UUID, version: int, typed: TypedLocation, by: Editor, now: datetime
) -> None:
    """Save it unless somebody saved another meanwhile; tell the job of new hours."""
    columns, problems = read_location(typed, needs_name=False)
    if problems:
        raise UnableToSaveSetupError(problems)
    async with transaction():
        before = await find_location(location_id=location_id, by=by)
        columns["name"] = before.name
        after = replace(before, version=version, **columns)  # type: ignore[arg-type]
        is_saved = (
            await insert_location(after) if version == 0 else await set_location(after)
        )
        if not is_saved:
            raise UnableToKeepBothError("Iemand anders veranderde dit intussen.")
        await _note(after, by=by, now=now, before=before)
        if after.hours != before.hours:
            await set_windows_due(location_id=location_id, now=now)


async def close_day(
    *, location_id: UUID, day: date | None, reason: str, by: Editor, now: datetime
) -> None:
    """Keep a day on which nobody calls there; once is enough."""
    if day is None:
        raise UnableToSaveSetupError({"day": "Vul een dag in, zoals 2026-12-24."})
    async with transaction():
        location = await find_location(location_id=location_id, by=by)
        if location.version == 0:
            await insert_location(location)
        if not await insert_closed_day(
            location_id=location_id, day=day, reason=reason[:REASON_LENGTH]
        ):
            return
        await _note_day(location, by=by, now=now, change=(None, f"{day} {reason}"))
        await set_windows_due(location_id=location_id, now=now)


async def open_day(*, closed_day_id: UUID, by: Editor, now: datetime) -> None:
    """Call on that day after all; one that is not there, or not theirs, is nothing."""
    async with transaction():
        found = await fetch_closed_day(closed_day_id=closed_day_id)
        if found is None:
            return
        closed, location_id = found
        location = await fetch_location(location_id=location_id)
        if location is None or not _is_of(location, by):
            return
        if await delete_closed_day(closed_day_id=closed_day_id):
            before = f"{closed.day} {closed.reason}"
            await _note_day(location, by=by, now=now, change=(before, None))
            await set_windows_due(location_id=location_id, now=now)


async def find_location(*, location_id: UUID, by: Editor) -> Location:
    """Give one of the editor's own; any other is not there."""
    location = await fetch_location(location_id=location_id)
    if location is None or not _is_of(location, by):
        raise UnableToFindLocationError("Deze locatie is er niet.")
    return location


def _is_of(location: Location, by: Editor) -> bool:
    is_here = by.location in {None, location.name}
    return location.organisation is by.organisation and is_here


async def _note(
    location: Location, *, by: Editor, now: datetime, before: Location
) -> None:
    ours = {"id", "version", "organisation"}
    was = {name: value for name, value in asdict(before).items() if name not in ours}
    changes = differences(was, {name: getattr(location, name) for name in was})
    if changes or before.version == 0:
        await note_change(
            by=by,
            now=now,
            location=location.name or None,
            subject=LOCATION,
            subject_id=location.id,
            name=location.name,
            changes=changes,
        )


async def _note_day(
    location: Location,
    *,
    by: Editor,
    now: datetime,
    change: tuple[str | None, str | None],
) -> None:
    await note_change(
        by=by,
        now=now,
        location=location.name or None,
        subject="closed_day",
        subject_id=location.id,
        name=location.name,
        changes={"closed_day": change},
    )
