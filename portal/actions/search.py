"""Finding a person among those whom a worker may know, with a trail of who was seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.actions import trail
from portal.db.engine import transaction
from portal.db.open_calls import OpenCall, fetch_open_calls
from portal.db.search import (
    SHOWN,
    NumberFound,
    PersonFound,
    ReportFound,
    fetch_matches,
    fetch_numbers,
    fetch_people,
    fetch_reports,
)
from portal.domain.search import read_search
from portal.domain.staff import Worker


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One person, with the reports and open calls that this worker may know of."""

    person: PersonFound
    reports: tuple[ReportFound, ...]
    calls: tuple[OpenCall, ...]
    numbers: tuple[NumberFound, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    found: tuple[Found, ...]
    is_too_short: bool
    has_more: bool


async def find_people(*, text: str, worker: Worker, now: datetime) -> SearchResult:
    """Whom this worker may not know answers as nobody."""
    search = read_search(text)
    ids = (
        [] if search.is_too_short else await fetch_matches(search=search, worker=worker)
    )
    shown = ids[:SHOWN]
    async with transaction():
        await _note(shown, worker, now)
    reports = await fetch_reports(victim_ids=shown, worker=worker)
    calls = await fetch_open_calls(victim_ids=shown, worker=worker)
    numbers = await fetch_numbers(search=search, victim_ids=shown)
    return SearchResult(
        found=tuple(
            Found(
                person=person,
                reports=tuple(it for it in reports if it.victim_id == person.id),
                calls=tuple(it for it in calls if it.victim_id == person.id),
                numbers=tuple(it for it in numbers if it.victim_id == person.id),
            )
            for person in await fetch_people(victim_ids=shown)
        ),
        is_too_short=search.is_too_short,
        has_more=len(ids) > SHOWN,
    )


async def note_search_opened(*, worker: Worker, now: datetime) -> None:
    async with transaction():
        await _note_search(worker, now, action="search_opened")


async def _note(seen: Sequence[UUID], worker: Worker, now: datetime) -> None:
    """What was typed is somebody's name or number, so it is not written down."""
    outcome = "found" if seen else "nothing"
    await _note_search(worker, now, action="people_searched", outcome=outcome)
    await trail.note_each(
        worker, now, "person_found", victim_ids=seen, object_kind="victim"
    )


async def _note_search(
    worker: Worker, now: datetime, *, action: str, outcome: str = "done"
) -> None:
    await trail.note(worker, now, action, object_kind="victim", outcome=outcome)
