"""A victim asks that we call, at a moment that suits her, or takes that back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from typing import NoReturn
from uuid import UUID
from zoneinfo import ZoneInfo

from portal.actions.call_tasks import (
    end_task_work,
    first_reachable,
    refresh_window,
)
from portal.actions.messages import queue_message
from portal.actions.opening_hours import fetch_location_hours
from portal.actions.shn_calls import keep_call_of_shn
from portal.actions.work_items import alert_people, open_work_item
from portal.db.call_stops import (
    fetch_wait_for_victim,
    keep_stopped,
    waits_for_shn_for_victim,
)
from portal.db.callbacks import (
    AskedCall,
    cancel_confirmation_for_victim,
    fetch_location_of_incident_for_victim,
    is_open_callback_of_victim,
    set_callback_for_victim,
    set_callback_withdrawn_for_victim,
)
from portal.db.engine import transaction
from portal.db.incidents import OwnIncident, fetch_incident_for_victim
from portal.db.risks import fetch_is_at_risk
from portal.db.victims import fetch_contact
from portal.domain.calendar import local_date
from portal.domain.call_tasks import WaitsFor
from portal.domain.callbacks import (
    TOPIC_LENGTH,
    CallbackDay,
    agreed_window,
    days_to_choose,
)
from portal.domain.contacts import VictimContact
from portal.domain.errors import UnableToError
from portal.domain.notifications import WAITS_FOR_SHN, WHO_CALLED, MessageName
from portal.domain.opening_hours import OpeningHours, open_at_both
from portal.domain.representation import Callee
from portal.domain.staff import Organisation, Role
from portal.domain.time_zones import zone_for
from portal.domain.victims import DayPart
from portal.domain.work_items import WorkItemKind

ASKED_BY_VICTIM = "asked_by_victim"
BUSY = "Wij bellen u op dit moment."
BUSY_HINT = "Neemt u op? Dan kunt u meteen zeggen wat u wilt."
NO_SAFE_NUMBER = "Wij weten nog geen nummer waarop wij u veilig kunnen bellen."
NO_SAFE_NUMBER_HINT = "Slachtofferhulp kiest met u een veilige manier."
NOBODY_CALLS_THEN = "Op dat moment kunnen wij niet bellen."
CHOOSE_ANOTHER = "Kies een andere dag of een ander deel van de dag."


class UnableToFindIncidentError(UnableToError):
    """There is no such report, or this victim has no part in it."""


class UnableToAskCallbackError(UnableToError):
    """There is no safe number, or nobody can call then."""


class UnableToWithdrawCallbackError(UnableToError):
    """It is over already, or we are calling now."""

    is_conflict = True


@dataclass(frozen=True, slots=True, kw_only=True)
class CallbackChoices:
    """What she may choose from; `number` is the one that we would call."""

    organisations: tuple[Organisation, ...]
    days: tuple[CallbackDay, ...]
    number: str | None
    waits_for_shn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CallbackAsked:
    """`waits_for_shn`: nothing is promised before SHN looked how it can be safe."""

    task_id: UUID
    waits_for_shn: bool


async def fetch_callback_choices(
    *, victim_id: UUID, incident_id: UUID, now: datetime
) -> CallbackChoices:
    own, contact, location = await _read(victim_id=victim_id, incident_id=incident_id)
    callee = await _callee(contact, now=now)
    if callee is None:
        return CallbackChoices(organisations=(), days=(), number=None)
    return CallbackChoices(
        organisations=organisations_for(own),
        days=days_to_choose(
            now=now,
            hours=await _hours(organisations_for(own), location),
            zone=_zone(contact, callee),
        ),
        number=callee.numbers[0].display,
        waits_for_shn=await waits_for_shn_for_victim(victim_id=victim_id),
    )


def organisations_for(own: OwnIncident) -> tuple[Organisation, ...]:
    """As long as only the police have it, there is nobody at the OM to ask."""
    if not own.cases:
        return (Organisation.SHN,)
    return (Organisation.OM, Organisation.SHN)


async def ask_callback(
    *,
    victim_id: UUID,
    incident_id: UUID,
    organisation: Organisation,
    day: date,
    day_part: DayPart,
    topic: str,
    now: datetime,
) -> CallbackAsked:
    """Agree on a call; one that was asked before is changed, never doubled."""
    async with transaction():
        own, contact, location = await _read(
            victim_id=victim_id, incident_id=incident_id
        )
        callee = await _callee(contact, now=now)
        if callee is None:
            raise UnableToAskCallbackError(NO_SAFE_NUMBER, hint=NO_SAFE_NUMBER_HINT)
        window = agreed_window(
            day=day,
            part=day_part,
            now=now,
            hours=await fetch_location_hours(
                organisation=organisation, location=location
            ),
            zone=_zone(contact, callee),
        )
        if window is None or organisation not in organisations_for(own):
            raise UnableToAskCallbackError(NOBODY_CALLS_THEN, hint=CHOOSE_ANOTHER)
        asked = AskedCall(
            victim_id=victim_id,
            incident_id=incident_id,
            organisation=organisation,
            location=location,
            topic=topic.strip()[:TOPIC_LENGTH],
            is_at_risk=await _is_at_risk(contact, now=now),
            starts_at=window.starts_at,
            ends_at=window.ends_at,
        )
        return await open_callback(asked, now=now)


async def withdraw_callback(*, victim_id: UUID, task_id: UUID, now: datetime) -> None:
    async with transaction():
        asked = await set_callback_withdrawn_for_victim(
            victim_id=victim_id, task_id=task_id, now=now
        )
        if asked is None:
            await _say_why_not(victim_id, task_id)
        await end_task_work(task_id=task_id, by="victim", now=now)
        await cancel_confirmation_for_victim(victim_id=victim_id, task_id=task_id)
        await queue_message(
            victim_id=victim_id,
            message=MessageName.CALLBACK_WITHDRAWN,
            cause=f"{MessageName.CALLBACK_WITHDRAWN}:{task_id}",
            now=now,
            task_id=task_id,
            context={WHO_CALLED: asked},
        )


async def _say_why_not(victim_id: UUID, task_id: UUID) -> NoReturn:
    if await is_open_callback_of_victim(victim_id=victim_id, task_id=task_id):
        raise UnableToWithdrawCallbackError(BUSY, hint=BUSY_HINT)
    raise UnableToWithdrawCallbackError(
        "Deze afspraak staat niet meer open.", hint="U hoeft niets meer te doen."
    )


async def ask_safe_way(*, victim_id: UUID, incident_id: UUID, now: datetime) -> None:
    """Have SHN look, with her, for a way to call that is safe."""
    async with transaction():
        await _read(victim_id=victim_id, incident_id=incident_id)
        await open_work_item(
            kind=WorkItemKind.NO_SAFE_WAY,
            cause=victim_id,
            organisation=Organisation.SHN,
            role=Role.SHN_WORKER,
            victim_id=victim_id,
            detail=ASKED_BY_VICTIM,
            now=now,
        )


async def open_callback(asked: AskedCall, *, now: datetime) -> CallbackAsked:
    """Open it, or move the open one; she is told of the moment where that is safe."""
    await keep_call_of_shn(asked, now=now)
    task_id = await set_callback_for_victim(asked, now=now)
    if task_id is None:
        raise UnableToWithdrawCallbackError(BUSY, hint=BUSY_HINT)
    await refresh_window(task_id=task_id, now=now)
    waits_for = await _give_work_when_it_waits(asked, task_id, now=now)
    await cancel_confirmation_for_victim(victim_id=asked.victim_id, task_id=task_id)
    await queue_message(
        victim_id=asked.victim_id,
        message=MessageName.CALLBACK_CONFIRMED,
        cause=(
            f"{MessageName.CALLBACK_CONFIRMED}:{task_id}"
            f":{asked.starts_at:%Y%m%d%H%M}:{now:%Y%m%d%H%M%S%f}"
        ),
        now=now,
        task_id=task_id,
        context={
            WHO_CALLED: asked.organisation,
            **({WAITS_FOR_SHN: "yes"} if waits_for else _moment(asked)),
        },
    )
    return CallbackAsked(task_id=task_id, waits_for_shn=waits_for is not None)


def _moment(asked: AskedCall) -> dict[str, str]:
    return {
        "starts_at": asked.starts_at.isoformat(),
        "ends_at": asked.ends_at.isoformat(),
    }


async def _give_work_when_it_waits(
    asked: AskedCall, task_id: UUID, *, now: datetime
) -> WaitsFor | None:
    """What waits for a person is promised by nobody: SHN looks at it first."""
    await keep_stopped(task_id=task_id)
    wait = await fetch_wait_for_victim(victim_id=asked.victim_id, task_id=task_id)
    if wait is None:
        return None
    await alert_people(
        kind=WorkItemKind(wait),
        cause=task_id,
        organisation=Organisation(asked.organisation),
        now=now,
        victim_id=asked.victim_id,
        task_id=task_id,
        location=asked.location,
        detail=ASKED_BY_VICTIM,
    )
    return WaitsFor(wait)


async def _read(
    *, victim_id: UUID, incident_id: UUID
) -> tuple[OwnIncident, VictimContact, str]:
    own = await fetch_incident_for_victim(victim_id=victim_id, incident_id=incident_id)
    contact = await fetch_contact(victim_id=victim_id)
    if own is None or contact is None:
        raise UnableToFindIncidentError("Deze pagina is er niet.")
    location = await fetch_location_of_incident_for_victim(
        victim_id=victim_id, incident_id=incident_id
    )
    return own, contact, location


async def _hours(organisations: Sequence[Organisation], location: str) -> OpeningHours:
    """Give when each of them calls there: she may choose a day before she says whom."""
    each = [
        await fetch_location_hours(organisation=organisation, location=location)
        for organisation in organisations
    ]
    return reduce(open_at_both, each)


async def _callee(contact: VictimContact, *, now: datetime) -> Callee | None:
    at_risk = await _is_at_risk(contact, now=now)
    return first_reachable(contact, at_risk=at_risk, now=now)


async def _is_at_risk(contact: VictimContact, *, now: datetime) -> bool:
    return await fetch_is_at_risk(victim_id=contact.id, today=local_date(now))


def _zone(contact: VictimContact, callee: Callee) -> ZoneInfo:
    return zone_for(
        phone_country=contact.lines[callee.numbers[0].id].region,
        address_country=contact.country,
        chosen=callee.zone,
    )
