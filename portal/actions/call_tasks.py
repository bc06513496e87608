"""Opening calls, and deciding when they may be made."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from portal.actions.at_hand import AtHand
from portal.actions.call_alerts import (
    NO_SAFE_WAY,
    alert_about,
    has_safe_way,
    tell_people,
)
from portal.actions.contact_persons import reserve_for_contact_person
from portal.actions.opening_hours import fetch_location_hours
from portal.actions.reminders import cancel_reminders
from portal.actions.work_items import close_work_items
from portal.db import call_guards
from portal.db import call_tasks as db
from portal.db.call_coverage import cover, cover_happening
from portal.db.engine import joined_transaction
from portal.domain.call_guards import GUARD
from portal.domain.call_kinds import Priority
from portal.domain.call_tasks import TaskKind, WaitsFor
from portal.domain.calling_hours import Window, stretch_at
from portal.domain.contacts import VictimContact
from portal.domain.opening_hours import URGENT_HOURS, OpeningHours
from portal.domain.pauses import waits_until
from portal.domain.representation import Callee, callees
from portal.domain.time_zones import zone_for
from portal.domain.work_items import WorkItemKind

LOOK_AGAIN_AFTER = timedelta(hours=1)


async def open_task(
    task: db.NewTask,
    *,
    now: datetime,
    decision_id: UUID | None = None,
    covers_notice: bool = False,
    tells_revision: bool = False,
    happening_id: UUID | None = None,
    at_hand: AtHand | None = None,
) -> UUID:
    """Open a call, or join the open one; say what it tells and when it may be made."""
    at_hand = at_hand or AtHand(victim_ids=(task.victim_id,), now=now)
    async with joined_transaction():
        task_id, is_new = await db.open_or_join(task)
        if decision_id is not None:
            await cover(
                task_id=task_id,
                decision_id=decision_id,
                covers_notice=covers_notice,
                tells_revision=tells_revision,
            )
        if happening_id is not None:
            await cover_happening(task_id=task_id, happening_id=happening_id)
        if is_new:
            guarded_until = await _keep_guard(task, at_hand, task_id=task_id)
            opened = db.as_opened(task, task_id=task_id, guarded_until=guarded_until)
            await _set_window(opened, at_hand, now=now, is_new=True)
            if await at_hand.has_contact_person(task.victim_id):
                await reserve_for_contact_person(
                    task_id=task_id,
                    victim_id=task.victim_id,
                    incident_id=task.incident_id,
                    organisation=task.organisation,
                    now=now,
                )
        else:
            await refresh_window(task_id=task_id, now=now, at_hand=at_hand)
        return task_id


async def _keep_guard(
    task: db.NewTask, at_hand: AtHand, *, task_id: UUID
) -> datetime | None:
    """Another organisation may have reached her less than eight hours ago."""
    if task.priority == Priority.URGENT:
        return None
    reached = await at_hand.reached_elsewhere(
        victim_id=task.victim_id,
        incident_id=task.incident_id,
        organisation=task.organisation,
    )
    if reached is None:
        return None
    await call_guards.set_guard(task_id=task_id, until=reached + GUARD)
    return reached + GUARD


async def end_task_work(*, task_id: UUID, by: str, now: datetime) -> None:
    """A closed call reminds nobody and is on nobody's list."""
    await cancel_reminders(cause=task_id)
    await close_work_items(cause=task_id, by=by, now=now)


async def refresh_window(
    *, task_id: UUID, now: datetime, at_hand: AtHand | None = None
) -> None:
    """Set anew when the call may be made; without a safe way people are told."""
    async with joined_transaction():
        task = await db.fetch_task(task_id=task_id)
        if task is not None and task.closed_as is None:
            at_hand = at_hand or AtHand(victim_ids=(task.victim_id,), now=now)
            await _set_window(task, at_hand, now=now)


async def _set_window(
    task: db.TaskOnFile, at_hand: AtHand, *, now: datetime, is_new: bool = False
) -> None:
    contact = await at_hand.contact(task.victim_id)
    callee = await _callee(task, contact, at_hand, now=now)
    rest = _rest(task, contact)
    window = (
        await _window(task, contact, callee, at_hand, rest=rest, now=now)
        if callee
        else None
    )
    waits_for = _waits_for(task, window)
    if waits_for is not None:
        is_passing = waits_for == NO_SAFE_WAY and contact.damaged
        window = _look_again(now) if is_passing else None
    line = contact.lines[callee.numbers[0].id].index if callee else None
    place = db.set_first_window if is_new else db.set_window
    waits_for = await place(
        task_id=task.id,
        window=window,
        waits_for=waits_for,
        line=line,
        paused_until=rest,
    )
    is_stopped = is_new and waits_for == WaitsFor.UNSAFE
    await tell_people(
        replace(
            task,
            waits_for=waits_for,
            not_before=window.starts_at if window and not is_stopped else None,
        ),
        had_safe_way=is_new or has_safe_way(task),
        is_new=is_new,
        now=now,
    )
    if is_stopped:
        await alert_about(task, WorkItemKind.UNSAFE, now=now)


async def _callee(
    task: db.TaskOnFile, contact: VictimContact, at_hand: AtHand, *, now: datetime
) -> Callee | None:
    """Ask whether she is at risk only where that decides whom or how we call."""
    careful = first_reachable(contact, at_risk=True, now=now)
    usual = first_reachable(contact, at_risk=False, now=now)
    if task.is_at_risk or careful == usual:
        return careful
    return careful if await at_hand.is_at_risk(task.victim_id) else usual


def first_reachable(
    contact: VictimContact, *, at_risk: bool, now: datetime
) -> Callee | None:
    """Give whom to call: the first, in the order of the rule, with a safe number."""
    people = callees(contact.reachable, at_risk=at_risk, now=now)
    return next((callee for callee in people if callee.numbers), None)


def _waits_for(task: db.TaskOnFile, window: Window | None) -> str | None:
    """What SHN must settle first stays so; no safe way comes and goes by itself.

    Hours that never meet within a fortnight are no way either: a person's work.
    """
    if task.waits_for not in {None, NO_SAFE_WAY}:
        return task.waits_for
    return None if window else NO_SAFE_WAY


async def _window(
    task: db.TaskOnFile,
    contact: VictimContact,
    callee: Callee,
    at_hand: AtHand,
    *,
    rest: datetime | None,
    now: datetime,
) -> Window | None:
    if _is_agreed_and_ahead(task, now):
        agreed = task.earliest_at or now
        return Window(starts_at=agreed, ends_at=task.agreed_until or agreed + GUARD)
    holds = (task.earliest_at, _guard(task), rest)
    not_sooner = [it for it in holds if it is not None]
    is_exempt = _is_exempt(task)
    hours = await _hours(task, at_hand)
    return stretch_at(
        now,
        earliest=max(not_sooner, default=None),
        hours=hours if is_exempt else hours.only_on(callee.days),
        day_parts=() if is_exempt else callee.day_parts,
        zone=zone_for(
            phone_country=contact.lines[callee.numbers[0].id].region,
            address_country=contact.country,
            chosen=callee.zone,
        ),
    )


def _look_again(now: datetime) -> Window:
    """A window in which nobody can call, and after which the call is looked at anew.

    A key that was missing may be there again by then.
    """
    then = now + LOOK_AGAIN_AFTER
    return Window(starts_at=then, ends_at=then)


def _is_agreed_and_ahead(task: db.TaskOnFile, now: datetime) -> bool:
    """An agreed moment is kept whatever the hours; once missed it is called soon."""
    return task.is_agreed and task.agreed_until is not None and now < task.agreed_until


async def _hours(task: db.TaskOnFile, at_hand: AtHand) -> OpeningHours:
    if task.priority == Priority.URGENT:
        return URGENT_HOURS
    return await at_hand.hours(organisation=task.organisation, location=task.location)


async def hours_of(*, organisation: str, location: str, priority: int) -> OpeningHours:
    """Give when it may be called: what is urgent, every day in her own waking hours."""
    if priority == Priority.URGENT:
        return URGENT_HOURS
    return await fetch_location_hours(organisation=organisation, location=location)


def _is_exempt(task: db.TaskOnFile) -> bool:
    return task.is_agreed or task.priority == Priority.URGENT


def _guard(task: db.TaskOnFile) -> datetime | None:
    return None if _is_exempt(task) else task.guarded_until


def _rest(task: db.TaskOnFile, contact: VictimContact) -> datetime | None:
    return waits_until(
        kind=TaskKind(task.kind),
        priority=task.priority,
        is_agreed=task.is_agreed,
        due_at=task.due_at,
        rest=contact.paused_until,
    )


async def refresh_stale_windows(
    *, now: datetime, limit: int = 500, waits: bool = False
) -> int:
    """Move on the calls whose hours are over; return how many there were.

    Those that others are just moving are left to them, or waited for when `waits`.
    """
    async with joined_transaction():
        stale = await db.fetch_stale(now=now, limit=limit, waits=waits)
        for task_id in stale:
            await refresh_window(task_id=task_id, now=now)
        return len(stale)


async def refresh_calls_of_victim(
    *, victim_id: UUID, is_settled_by_shn: bool, now: datetime
) -> None:
    """Look anew at her open calls, after something about reaching her changed."""
    async with joined_transaction():
        if is_settled_by_shn:
            await db.release_waiting(victim_id=victim_id)
        for task in await db.fetch_open_tasks_of_victim(victim_id=victim_id):
            await refresh_window(task_id=task.id, now=now)


async def guard_others(
    *,
    victim_id: UUID,
    incident_id: UUID,
    line: str | None,
    organisation: str,
    at: datetime,
) -> None:
    """She was reached: other organisations leave her alone for eight hours."""
    async with joined_transaction():
        guarded = await call_guards.guard_tasks(
            victim_id=victim_id,
            incident_id=incident_id,
            line=line,
            organisation=organisation,
            until=at + GUARD,
        )
        for task_id in guarded:
            await refresh_window(task_id=task_id, now=at)
