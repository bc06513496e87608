"""Asking for a call: who, which day, which part of the day; and taking that back."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, URLEncodedBody
from litestar.plugins.htmx import HTMXRequest
from litestar.response import Template

from portal.actions.call_moments import list_owed_calls, read_callback_moments
from portal.actions.callbacks import (
    UnableToAskCallbackError,
    UnableToFindIncidentError,
    ask_callback,
    ask_safe_way,
    fetch_callback_choices,
    withdraw_callback,
)
from portal.db.overview import fetch_overview_for_victim
from portal.domain.masking import mask_number
from portal.domain.overview import IncidentSeen
from portal.domain.staff import Organisation
from portal.domain.victims import DayPart
from portal.victim.trail import doing, note, noted
from portal.web.actors import VictimActor
from portal.web.dates import long_date
from portal.web.errors import BACK
from portal.web.pages import go_to, say, show_page

CHOOSE_TIME = "Kies bij deze organisatie een tijd uit de lijst."
PAGE = "/mijn/terugbellen"
TITLE = "Bel mij terug"
ORGANISATIONS = {
    Organisation.OM: "Het Openbaar Ministerie, over de zaak",
    Organisation.SHN: "Slachtofferhulp, voor hulp en vragen",
}
DAY_PARTS = {
    DayPart.MORNING: "Ochtend, tussen 9 en 12 uur",
    DayPart.AFTERNOON: "Middag, tussen 12 en 18 uur",
    DayPart.EVENING: "Avond, tussen 18 en 20 uur",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CallbackForm:
    over: str = ""
    organisation: str = ""
    day: str = ""
    part: str = ""
    topic: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SafeWayForm:
    over: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What was filled in, as far as it makes sense; `errors` by field."""

    organisation: Organisation | None
    day: date | None
    part: DayPart | None
    errors: dict[str, str] = field(default_factory=dict)


@get("/terugbellen", name="victim.callback")
async def new_callback(
    request: HTMXRequest,
    victim: NamedDependency[VictimActor],
    now: NamedDependency[datetime],
) -> Template:
    await note(victim, now, "read_callbacks")
    over = request.query_params.get("over", "")
    return await _show_form(request, victim, now, CallbackForm(over=over))


@post("/terugbellen", name="victim.callback.ask", opt={BACK: PAGE})
async def submit_callback(
    request: HTMXRequest,
    data: URLEncodedBody[CallbackForm],
    victim: NamedDependency[VictimActor],
    now: NamedDependency[datetime],
) -> Template | Response[Any]:
    incident_id = uuid_of(data.over)
    asked = _read(data)
    if asked.organisation is None or asked.day is None or asked.part is None:
        return await _show_form(request, victim, now, data, asked.errors)
    by_time, _ = await _ways(victim, incident_id, [asked.organisation], now)
    if by_time:
        errors = {"organisation": CHOOSE_TIME}
        return await _show_form(request, victim, now, data, errors)
    try:
        answer = await doing(
            victim,
            now,
            "ask_callback",
            partial(
                ask_callback,
                victim_id=victim.victim_id,
                incident_id=incident_id,
                organisation=asked.organisation,
                day=asked.day,
                day_part=asked.part,
                topic=data.topic,
                now=now,
            ),
            object_kind="incident",
            object_id=incident_id,
        )
    except UnableToAskCallbackError as error:
        return await _show_form(
            request, victim, now, data, {"part": str(error)}, hint=error.hint
        )
    if answer.waits_for_shn:
        say(
            request, "Goed. Slachtofferhulp kijkt eerst hoe wij u veilig kunnen bellen."
        )
    else:
        say(request, "Goed. Wij bellen u op de dag die u koos.")
    return go_to(request, f"{PAGE}?over={incident_id}")


@post("/terugbellen/veilig", name="victim.callback.safe_way", opt={BACK: PAGE})
async def submit_safe_way(
    request: HTMXRequest,
    data: URLEncodedBody[SafeWayForm],
    victim: NamedDependency[VictimActor],
    now: NamedDependency[datetime],
) -> Response[Any]:
    incident_id = uuid_of(data.over)
    async with noted(
        victim, now, "ask_safe_way", object_kind="incident", object_id=incident_id
    ):
        await ask_safe_way(victim_id=victim.victim_id, incident_id=incident_id, now=now)
    say(request, "Slachtofferhulp zoekt met u een manier die veilig is.")
    return go_to(request, PAGE)


@post(
    "/terugbellen/{task_id:uuid}/intrekken",
    name="victim.callback.withdraw",
    opt={BACK: PAGE},
)
async def submit_withdrawal(
    request: HTMXRequest,
    task_id: FromPath[UUID],
    victim: NamedDependency[VictimActor],
    now: NamedDependency[datetime],
) -> Response[Any]:
    await doing(
        victim,
        now,
        "withdraw_callback",
        partial(
            withdraw_callback, victim_id=victim.victim_id, task_id=task_id, now=now
        ),
        object_kind="call_task",
        object_id=task_id,
    )
    say(request, "Goed. Wij bellen u niet. U mag het later altijd weer vragen.")
    return go_to(request, PAGE)


async def _show_form(
    request: HTMXRequest,
    victim: VictimActor,
    now: datetime,
    typed: CallbackForm,
    errors: dict[str, str] | None = None,
    *,
    hint: str = "",
) -> Template:
    overview = await fetch_overview_for_victim(victim_id=victim.victim_id, now=now)
    incident = _chosen(overview.incidents, typed.over)
    choices, by_time, by_part = None, list[Organisation](), list[Organisation]()
    if incident is not None:
        choices = await fetch_callback_choices(
            victim_id=victim.victim_id, incident_id=incident.id, now=now
        )
        by_time, by_part = await _ways(victim, incident.id, choices.organisations, now)
    return show_page(
        request,
        "victim/callback.html",
        title=TITLE,
        status_code=422 if errors else 200,
        incidents=overview.incidents,
        appointments=[one for one in overview.incidents if one.callback],
        incident=incident,
        choices=choices,
        masked=mask_number(choices.number) if choices and choices.number else "",
        by_time=by_time,
        organisations=[(code, ORGANISATIONS[code]) for code in by_part],
        owed=await list_owed_calls(victim_id=victim.victim_id),
        now=now,
        hint=hint,
        days=[
            (one.day.isoformat(), long_date(one.day))
            for one in (choices.days if choices else ())
        ],
        parts=list(DAY_PARTS.items()),
        typed=typed,
        errors=errors or {},
    )


async def _ways(
    victim: VictimActor,
    incident_id: UUID,
    organisations: Iterable[Organisation],
    now: datetime,
) -> tuple[list[Organisation], list[Organisation]]:
    """Give whom she asks by choosing a time, and whom by a part of a day.

    The second is for who has said nothing of who calls when, and for who is full: no
    way to ask at all would be worse.
    """
    by_time, by_part = list[Organisation](), list[Organisation]()
    for organisation in organisations:
        try:
            moments = await read_callback_moments(
                victim_id=victim.victim_id,
                incident_id=incident_id,
                organisation=organisation,
                now=now,
            )
        except UnableToFindIncidentError:
            moments = None
        has_times = moments is not None and bool(moments.slots)
        (by_time if has_times else by_part).append(organisation)
    return by_time, by_part


def _chosen(incidents: tuple[IncidentSeen, ...], over: str) -> IncidentSeen | None:
    if len(incidents) == 1:
        return incidents[0]
    return next((one for one in incidents if str(one.id) == over), None)


def _read(data: CallbackForm) -> _Asked:
    errors = {}
    organisation = data.organisation if data.organisation in ORGANISATIONS else None
    if organisation is None:
        errors["organisation"] = "Kies wie u wilt spreken."
    day = _day(data.day)
    if day is None:
        errors["day"] = "Kies een dag."
    part = data.part if data.part in DAY_PARTS else None
    if part is None:
        errors["part"] = "Kies een deel van de dag."
    return _Asked(
        organisation=Organisation(organisation) if organisation else None,
        day=day,
        part=DayPart(part) if part else None,
        errors=errors,
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def uuid_of(text: str) -> UUID:
    """Take what is no id for a page that is not there."""
    try:
        return UUID(text)
    except ValueError:
        raise NotFoundException from None
