"""What a supervisor sees: who waits too long, who is there to call, and how busy."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.actions import trail
from portal.actions.opening_hours import standard_hours
from portal.db.call_moves import CallMove, fetch_moves
from portal.db.caller_load import CallerLoad, fetch_caller_loads
from portal.db.contact_persons import ContactPerson, fetch_contact_persons
from portal.db.engine import transaction
from portal.db.locations import fetch_locations_with_hours
from portal.db.staff_records import fetch_leaves, fetch_staff
from portal.db.supervision import (
    PAGE,
    Coverage,
    WatchedCall,
    fetch_watch_counts,
    fetch_watched_call,
    fetch_watched_calls,
)
from portal.domain.calendar import local_date
from portal.domain.contact_persons import keeps_person_of
from portal.domain.locations import Location
from portal.domain.staff import Worker
from portal.domain.staff_members import Leave, StaffOnFile, is_on_leave, is_on_shift
from portal.domain.supervision import (
    CALLERS,
    DUE_WATCHES,
    DayAhead,
    Watch,
    covered_by,
    days_ahead,
    experienced_on_shift,
    heavy_is_yours_at,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AheadRow:
    """A day with what is due and what can be done; `short` is how much too little."""

    watch: Watch
    day: DayAhead
    due: int

    @property
    def short(self) -> int:
        possible = self.day.possible
        return max(self.due - possible, 0) if possible is not None else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CallerRow:
    """One caller now: there, resting or away; and what she had today."""

    member: StaffOnFile
    load: CallerLoad
    is_here: bool
    is_away: bool
    has_enough: bool
    rests_until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """`calls` is a page of the list that was asked for, if any."""

    counts: dict[Watch, int]
    ahead: tuple[AheadRow, ...]
    callers: tuple[CallerRow, ...]
    without_shifts: int
    grave_is_yours_at: tuple[str, ...]
    watch: Watch | None
    calls: tuple[WatchedCall, ...]
    number: int
    has_more: bool
    locations: tuple[str, ...]
    people: tuple[StaffOnFile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CallUnderWatch:
    """One call with all that supervisors did with it, and who may be named for it."""

    watched: WatchedCall
    moves: tuple[CallMove, ...]
    contact_persons: tuple[ContactPerson, ...]
    locations: tuple[str, ...]
    people: tuple[StaffOnFile, ...]
    worker: Worker
    own: frozenset[UUID]  # who works where this supervisor leads

    @property
    def own_contact(self) -> ContactPerson | None:
        """Give who of the own organisation is it now, for all that is hers."""
        own = (
            it
            for it in self.contact_persons
            if it.organisation == self.worker.organisation and it.incident_id is None
        )
        return next(own, None)

    @property
    def keeps_contact(self) -> bool:
        """Whether the contact person of now is this supervisor's to replace."""
        one = self.own_contact
        return one is None or self.worker.location is None or one.staff_id in self.own


async def read_watch_counts(*, worker: Worker, now: datetime) -> dict[Watch, int]:
    """Count the lists alone, for a page that asks again by itself."""
    staff = await fetch_staff(organisation=worker.organisation)
    return await fetch_watch_counts(worker=worker, coverage=coverage_of(staff), now=now)


async def read_overview(
    *, worker: Worker, watch: Watch | None, page: int, now: datetime
) -> Overview:
    """Read it in eight statements at most, however many calls there are."""
    staff = await fetch_staff(organisation=worker.organisation)
    leaves = await fetch_leaves(since=local_date(now))
    coverage = coverage_of(staff)
    counts = await fetch_watch_counts(worker=worker, coverage=coverage, now=now)
    places, hours = await fetch_locations_with_hours(
        organisation=worker.organisation, standard=standard_hours()
    )
    ahead = days_ahead(
        staff=staff,
        leaves=leaves,
        places=places,
        hours=hours,
        here=worker.location,
        now=now,
    )
    own = [it for it in staff if worker.location in {None, it.location}]
    loads = await fetch_caller_loads(organisation=worker.organisation, now=now)
    calls = await _list(worker, watch, coverage, page, now) if watch else []
    await _note_shown(worker, now, calls[:PAGE])
    return Overview(
        counts=counts,
        ahead=tuple(
            AheadRow(watch=which, day=day, due=counts[which])
            for which, day in zip(DUE_WATCHES, ahead, strict=True)
        ),
        callers=tuple(_caller_rows(own, loads, leaves, places, now)),
        without_shifts=sum(_lacks_shifts(it) for it in own),
        grave_is_yours_at=heavy_is_yours_at(
            experienced_on_shift(staff, now=now, leaves=leaves),
            location=worker.location,
            places=places,
        ),
        watch=watch,
        calls=tuple(calls[:PAGE]),
        number=page,
        has_more=len(calls) > PAGE,
        locations=_names(places.values()),
        people=tuple(it for it in own if it.is_active and it.role in CALLERS),
    )


async def read_call_under_watch(
    *, task_id: UUID, worker: Worker, now: datetime
) -> CallUnderWatch | None:
    """Give one open call of this supervisor's own; any other is not there."""
    watched = await fetch_watched_call(task_id=task_id, worker=worker)
    if watched is None:
        return None
    await _note_shown(worker, now, [watched])
    staff = await fetch_staff(organisation=worker.organisation)
    places, _ = await fetch_locations_with_hours(
        organisation=worker.organisation, standard=standard_hours()
    )
    return CallUnderWatch(
        watched=watched,
        worker=worker,
        own=frozenset(it.id for it in staff if keeps_person_of(worker, it.location)),
        moves=tuple(
            await fetch_moves(task_id=task_id, organisation=worker.organisation)
        ),
        contact_persons=tuple(await fetch_contact_persons(victim_id=watched.victim_id)),
        locations=_names(places.values()),
        people=tuple(
            it
            for it in staff
            if it.is_active
            and it.role in CALLERS
            and worker.location in {None, it.location}
        ),
    )


def coverage_of(staff: Sequence[StaffOnFile]) -> Coverage:
    return Coverage(
        any_caller=covered_by(staff, experienced=False),
        experienced=covered_by(staff, experienced=True),
    )


async def _list(
    worker: Worker, watch: Watch, coverage: Coverage, page: int, now: datetime
) -> list[WatchedCall]:
    return await fetch_watched_calls(
        watch=watch, worker=worker, coverage=coverage, now=now, page=page
    )


def _names(places: Iterable[Location]) -> tuple[str, ...]:
    return tuple(it.name for it in places if it.name and it.is_active)


def _lacks_shifts(member: StaffOnFile) -> bool:
    return member.is_active and member.role in CALLERS and not member.shifts


def _caller_rows(
    staff: Sequence[StaffOnFile],
    loads: dict[UUID, CallerLoad],
    leaves: Sequence[Leave],
    places: dict[str, Location],
    now: datetime,
) -> list[CallerRow]:
    rows = []
    for member in staff:
        load = loads.get(member.id, CallerLoad())
        is_shown = member.role in CALLERS or load.attempts or load.holds
        if not member.is_active or not is_shown:
            continue
        heavy = load.heavy_load(places, member.location)
        until = heavy.rests_until
        rows.append(
            CallerRow(
                member=member,
                load=load,
                is_here=is_on_shift(member, now, leaves=leaves),
                is_away=is_on_leave(member.id, local_date(now), leaves),
                has_enough=heavy.is_full,
                rests_until=until if until and until > now else None,
            )
        )
    return rows


async def _note_shown(
    worker: Worker, now: datetime, calls: Sequence[WatchedCall]
) -> None:
    """Write down who looked at coordination, and at whom."""
    async with transaction():
        if calls:
            await trail.note_each(
                worker,
                now,
                "coordination_read",
                victim_ids=list(dict.fromkeys(it.victim_id for it in calls)),
                object_kind="",
            )
        else:
            await trail.note(worker, now, "coordination_read")
