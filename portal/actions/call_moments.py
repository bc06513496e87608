"""A victim picks the time of a call: one that she asks for, or one that we owe her."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from portal.actions.call_tasks import first_reachable, refresh_window
from portal.actions.callback_slots import (
    UnableToBookError,
    Wanted,
    find_slot,
    list_slots,
    take_slot,
)
from portal.actions.callbacks import (
    BUSY,
    BUSY_HINT,
    NO_SAFE_NUMBER,
    NO_SAFE_NUMBER_HINT,
    CallbackAsked,
    UnableToAskCallbackError,
    UnableToFindIncidentError,
    open_callback,
    organisations_for,
)
from portal.actions.dropped_times import give_seat_back
from portal.db.call_stops import waits_for_shn_for_victim
from portal.db.callback_slots import (
    OwedCall,
    fetch_owed_calls_for_victim,
    lock_call_for_victim,
    needs_experience_for_victim,
    set_moment_for_victim,
    set_no_moment_for_victim,
)
from portal.db.callbacks import AskedCall, fetch_location_of_incident_for_victim
from portal.db.engine import transaction
from portal.db.incidents import fetch_incident_for_victim
from portal.db.risks import fetch_is_at_risk
from portal.db.victims import fetch_contact
from portal.domain.calendar import at_local_time, local_date
from portal.domain.call_kinds import Priority
from portal.domain.call_tasks import TaskKind, WaitsFor
from portal.domain.callback_slots import MAY_BE_MOVED, Slot, latest_moment
from portal.domain.callbacks import TOPIC_LENGTH
from portal.domain.calling_hours import Window
from portal.domain.reminders import OFFICE_OPENS
from portal.domain.staff import Organisation
from portal.domain.time_zones import zone_for
from portal.domain.victims import DayPart

HAS_NO_TIME = "Dit gesprek heeft geen vaste tijd meer."
SHN_LOOKS = "Slachtofferhulp kijkt eerst hoe wij u veilig kunnen bellen."
CANNOT_WAIT = "Dit gesprek kan niet wachten. Wij bellen u zo snel als het kan."
LOOK_AGAIN = "Kijk in uw overzicht hoe het nu staat."


@dataclass(frozen=True, slots=True, kw_only=True)
class Moments:
    """What she may choose from. `slots` None: nobody said who calls when."""

    slots: tuple[Slot, ...] | None
    zone: ZoneInfo
    number: str
    latest_day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reach:
    number: str
    day_parts: frozenset[DayPart]
    days: frozenset[int]
    zone: ZoneInfo
    is_at_risk: bool


async def list_owed_calls(*, victim_id: UUID) -> tuple[OwedCall, ...]:
    """Give the calls that we still owe her, what she may not know of left out."""
    calls = await fetch_owed_calls_for_victim(
        victim_id=victim_id, kinds={kind.value for kind in MAY_BE_MOVED}
    )
    if not await waits_for_shn_for_victim(victim_id=victim_id):
        return calls
    stopped = WaitsFor.UNSAFE.value
    return tuple(replace(it, waits_for=it.waits_for or stopped) for it in calls)


async def read_callback_moments(
    *, victim_id: UUID, incident_id: UUID, organisation: Organisation, now: datetime
) -> Moments | None:
    """None where she cannot ask this organisation now: no safe number, or SHN looks."""
    reach = await _reach(victim_id=victim_id, now=now)
    if reach is None or await waits_for_shn_for_victim(victim_id=victim_id):
        return None
    wanted = await _wanted_callback(
        reach,
        victim_id=victim_id,
        incident_id=incident_id,
        organisation=organisation,
    )
    return Moments(
        slots=await list_slots(wanted, now=now), zone=reach.zone, number=reach.number
    )


async def book_callback(
    *,
    victim_id: UUID,
    incident_id: UUID,
    organisation: Organisation,
    starts_at: datetime,
    topic: str,
    now: datetime,
) -> CallbackAsked:
    """Open the call, or move the open one, and take its seat: both or neither."""
    async with transaction():
        reach = await _require_reach(victim_id=victim_id, now=now)
        wanted = await _wanted_callback(
            reach,
            victim_id=victim_id,
            incident_id=incident_id,
            organisation=organisation,
        )
        slot = await find_slot(wanted, starts_at, now=now)
        asked = AskedCall(
            victim_id=victim_id,
            incident_id=incident_id,
            organisation=organisation,
            location=wanted.location,
            topic=topic.strip()[:TOPIC_LENGTH],
            is_at_risk=reach.is_at_risk,
            starts_at=slot.starts_at,
            ends_at=slot.ends_at,
        )
        answer = await open_callback(asked, now=now)
        await take_slot(
            wanted, slot, task_id=answer.task_id, was_earliest_at=None, now=now
        )
        return answer


async def read_call_moments(
    *, victim_id: UUID, task_id: UUID, now: datetime
) -> tuple[OwedCall, Moments]:
    """Give the call and its times; what is not hers to move is not there."""
    call = await _find(victim_id=victim_id, task_id=task_id)
    reach = await _require_reach(victim_id=victim_id, now=now)
    wanted = _wanted_call(call, reach, victim_id=victim_id, now=now)
    return call, Moments(
        slots=await list_slots(wanted, now=now),
        zone=reach.zone,
        number=reach.number,
        latest_day=local_date(wanted.latest) if wanted.latest else None,
    )


async def book_call(
    *, victim_id: UUID, task_id: UUID, starts_at: datetime, now: datetime
) -> Slot:
    """Let a call that we owe her be made at this time, never later than its limit."""
    async with transaction():
        call = await lock_call_for_victim(victim_id=victim_id, task_id=task_id)
        if call is None or not _may_choose(call):
            raise UnableToFindIncidentError("Deze pagina is er niet.")
        reach = await _require_reach(victim_id=victim_id, now=now)
        if await waits_for_shn_for_victim(victim_id=victim_id):
            raise UnableToBookError(SHN_LOOKS, hint=LOOK_AGAIN)
        wanted = _wanted_call(call, reach, victim_id=victim_id, now=now)
        if call.is_agreed and call.earliest_at == starts_at and call.agreed_until:
            return Slot(starts_at=starts_at, ends_at=call.agreed_until)
        slot = await find_slot(wanted, starts_at, now=now)
        was_earliest_at = await give_seat_back(call, now=now)
        is_set = await set_moment_for_victim(
            victim_id=victim_id,
            task_id=task_id,
            window=Window(starts_at=slot.starts_at, ends_at=slot.ends_at),
            now=now,
        )
        if not is_set:
            raise _why_not(call, now)
        await take_slot(
            wanted, slot, task_id=task_id, was_earliest_at=was_earliest_at, now=now
        )
        await refresh_window(task_id=task_id, now=now)
        return slot


async def drop_moment(*, victim_id: UUID, task_id: UUID, now: datetime) -> None:
    """Leave it to us again when the call is made; the call itself stays."""
    async with transaction():
        call = await lock_call_for_victim(victim_id=victim_id, task_id=task_id)
        if call is None or not _may_choose(call):
            raise UnableToFindIncidentError("Deze pagina is er niet.")
        was_earliest_at = await give_seat_back(call, now=now)
        is_dropped = await set_no_moment_for_victim(
            victim_id=victim_id,
            task_id=task_id,
            earliest_at=was_earliest_at,
            now=now,
        )
        if not is_dropped:
            raise _why_not(call, now)
        await refresh_window(task_id=task_id, now=now)


def _why_not(call: OwedCall, now: datetime) -> UnableToBookError:
    if call.is_held(now):
        return UnableToBookError(BUSY, hint=BUSY_HINT)
    if call.waits_for is not None:
        return UnableToBookError(SHN_LOOKS, hint=LOOK_AGAIN)
    if call.priority >= Priority.URGENT:
        return UnableToBookError(CANNOT_WAIT, hint=LOOK_AGAIN)
    return UnableToBookError(HAS_NO_TIME, hint=LOOK_AGAIN)


async def _find(*, victim_id: UUID, task_id: UUID) -> OwedCall:
    calls = await list_owed_calls(victim_id=victim_id)
    found = next((it for it in calls if it.task_id == task_id), None)
    if found is None:
        raise UnableToFindIncidentError("Deze pagina is er niet.")
    return found


def _may_choose(call: OwedCall) -> bool:
    return call.kind in MAY_BE_MOVED


async def _wanted_callback(
    reach: _Reach, *, victim_id: UUID, incident_id: UUID, organisation: Organisation
) -> Wanted:
    own = await fetch_incident_for_victim(victim_id=victim_id, incident_id=incident_id)
    if own is None or organisation not in organisations_for(own):
        raise UnableToFindIncidentError("Deze pagina is er niet.")
    open_ones = await fetch_owed_calls_for_victim(
        victim_id=victim_id, kinds={TaskKind.CALLBACK.value}
    )
    here = (it.task_id for it in open_ones if it.incident_id == incident_id)
    return Wanted(
        victim_id=victim_id,
        organisation=organisation,
        location=await fetch_location_of_incident_for_victim(
            victim_id=victim_id, incident_id=incident_id
        ),
        needs_experience=await needs_experience_for_victim(
            victim_id=victim_id, incident_id=incident_id
        ),
        day_parts=reach.day_parts,
        days=reach.days,
        zone=reach.zone,
        task_id=next(here, None),
    )


def _wanted_call(
    call: OwedCall, reach: _Reach, *, victim_id: UUID, now: datetime
) -> Wanted:
    written_at = at_local_time(call.notice_by, OFFICE_OPENS) if call.notice_by else None
    return Wanted(
        victim_id=victim_id,
        organisation=Organisation(call.organisation),
        location=call.location,
        needs_experience=call.needs_experience,
        day_parts=reach.day_parts,
        days=reach.days,
        zone=reach.zone,
        earliest=None if call.is_agreed else call.earliest_at,
        latest=latest_moment(due_at=call.due_at, written_at=written_at, now=now),
        task_id=call.task_id,
    )


async def _require_reach(*, victim_id: UUID, now: datetime) -> _Reach:
    reach = await _reach(victim_id=victim_id, now=now)
    if reach is None:
        raise UnableToAskCallbackError(NO_SAFE_NUMBER, hint=NO_SAFE_NUMBER_HINT)
    return reach


async def _reach(*, victim_id: UUID, now: datetime) -> _Reach | None:
    """Give on which number and when she may be called, by the rules of every call."""
    contact = await fetch_contact(victim_id=victim_id)
    at_risk = await fetch_is_at_risk(victim_id=victim_id, today=local_date(now))
    callee = first_reachable(contact, at_risk=at_risk, now=now) if contact else None
    if contact is None or callee is None:
        return None
    return _Reach(
        number=callee.numbers[0].display,
        day_parts=frozenset(callee.day_parts),
        days=frozenset(callee.days),
        zone=zone_for(
            phone_country=contact.lines[callee.numbers[0].id].region,
            address_country=contact.country,
            chosen=callee.zone,
        ),
        is_at_risk=at_risk,
    )
