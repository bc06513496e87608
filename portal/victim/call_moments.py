"""Picking a time: for a call that she asks for, and for one that we owe her."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from itertools import groupby
from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, URLEncodedBody
from litestar.plugins.htmx import HTMXRequest
from litestar.response import Template

from portal.actions.call_moments import (
    Moments,
    book_call,
    book_callback,
    drop_moment,
    read_call_moments,
    read_callback_moments,
)
from portal.actions.callback_slots import UnableToBookError
from portal.actions.callbacks import (
    UnableToAskCallbackError,
    UnableToFindIncidentError,
    UnableToWithdrawCallbackError,
)
from portal.domain.calendar import AMSTERDAM, local_date
from portal.domain.callback_slots import Slot
from portal.domain.errors import UnableToError
from portal.domain.masking import mask_number
from portal.domain.staff import Organisation
from portal.victim.callbacks import PAGE, TITLE, uuid_of
from portal.victim.trail import doing, note
from portal.web.actors import VictimActor
from portal.web.errors import BACK
from portal.web.pages import go_to, say, show_page

CHOOSE = "Kies een tijd."
_CANNOT = (UnableToBookError, UnableToWithdrawCallbackError, UnableToAskCallbackError)


@dataclass(frozen=True, slots=True, kw_only=True)
class MomentForm:
    over: str = ""
    wie: str = ""
    moment: str = ""
    topic: str = ""


@get("/terugbellen/moment", name="victim.callback.moments")
async def new_moment(
    request: HTMXRequest,
    victim: NamedDependency[VictimActor],
    now: NamedDependency[datetime],
) -> Template | Response[Any]:
    query = request.query_params
    typed = MomentForm(over=query.get("over", ""), wie=query.get("wie", ""))
    moments = await _moments(victim, typed, now)
    await note(victim, now, "read_callbacks")
    if moments is None or moments.slots is None:
        return go_to(request, f"{PAGE}?over={uuid_of(typed.over)}")
    return _show_callback(request, moments, typed)


@post("/terugbellen/moment", name="victim.callback.book", opt={BACK: PAGE})
async def submit_moment(
    request: HTMXRequest,
    data: URLEncodedBody[MomentForm],
    victim: NamedDependency[VictimActor],
    now: NamedDependency[datetime],
) -> Template | Response[Any]:
    """Who comes second is shown what is left, with all that she typed."""
    incident_id, organisation = uuid_of(data.over), _organisation(data.wie)
    starts_at, error = _moment(data.moment), CHOOSE
    status = 422
    if starts_at is not None:
        try:
            await doing(
                victim,
                now,
                "ask_callback",
                partial(
                    book_callback,
                    victim_id=victim.victim_id,
                    incident_id=incident_id,
                    organisation=organisation,
                    starts_at=starts_at,
                    topic=data.topic,
                    now=now,
                ),
                object_kind="incident",
                object_id=incident_id,
            )
        except _CANNOT as refused:
            error, status = str(refused), 409
        else:
            say(request, "Goed. Wij bellen u op de tijd die u koos.")
            return go_to(request, f"{PAGE}?over={incident_id}")
    moments = await _moments(victim, data, now)
    if moments is None or moments.slots is None:
        return go_to(request, f"{PAGE}?over={incident_id}")
    return _show_callback(request, moments, data, error=error, status=status)


@get("/terugbellen/{call_id:uuid}/moment", name="victim.call.moments")
async def new_call_moment(
    request: HTMXRequest,
    call_id: FromPath[UUID],
    victim: NamedDependency[VictimActor],
    now: NamedDependency[datetime],
) -> Template | Response[Any]:
    await note(victim, now, "read_callbacks")
    return await _show_call(request, victim, call_id, now)


@post("/terugbellen/{call_id:uuid}/moment", name="victim.call.book", opt={BACK: PAGE})
async def submit_call_moment(
    request: HTMXRequest,
    call_id: FromPath[UUID],
    data: URLEncodedBody[MomentForm],
    victim: NamedDependency[VictimActor],
    now: NamedDependency[datetime],
) -> Template | Response[Any]:
    starts_at = _moment(data.moment)
    if starts_at is None:
        return await _show_call(request, victim, call_id, now, error=CHOOSE)
    try:
        await doing(
            victim,
            now,
            "choose_call_time",
            partial(
                book_call,
                victim_id=victim.victim_id,
                task_id=call_id,
                starts_at=starts_at,
                now=now,
            ),
            object_kind="call_task",
            object_id=call_id,
        )
    except _CANNOT as refused:
        return await _show_call(
            request, victim, call_id, now, error=str(refused), status=409
        )
    say(request, "Goed. Wij bellen u op de tijd die u koos.")
    return go_to(request, PAGE)


@post(
    "/terugbellen/{call_id:uuid}/geen-moment", name="victim.call.drop", opt={BACK: PAGE}
)
async def submit_no_moment(
    request: HTMXRequest,
    call_id: FromPath[UUID],
    victim: NamedDependency[VictimActor],
    now: NamedDependency[datetime],
) -> Response[Any]:
    await doing(
        victim,
        now,
        "drop_call_time",
        partial(drop_moment, victim_id=victim.victim_id, task_id=call_id, now=now),
        object_kind="call_task",
        object_id=call_id,
    )
    say(request, "Goed. Wij kiezen zelf een tijd waarop u gebeld wilt worden.")
    return go_to(request, PAGE)


async def _moments(
    victim: VictimActor, typed: MomentForm, now: datetime
) -> Moments | None:
    try:
        return await read_callback_moments(
            victim_id=victim.victim_id,
            incident_id=uuid_of(typed.over),
            organisation=_organisation(typed.wie),
            now=now,
        )
    except UnableToFindIncidentError:
        raise NotFoundException from None


def _show_callback(
    request: HTMXRequest,
    moments: Moments,
    typed: MomentForm,
    *,
    error: str = "",
    status: int = 200,
) -> Template:
    return show_page(
        request,
        "victim/callback_moment.html",
        title=TITLE,
        status_code=status,
        action=f"{PAGE}/moment",
        call=None,
        days=_by_day(moments),
        masked=mask_number(moments.number),
        latest_day=None,
        is_abroad=moments.zone != AMSTERDAM,
        typed=typed,
        errors={"moment": error} if error else {},
    )


async def _show_call(
    request: HTMXRequest,
    victim: VictimActor,
    call_id: UUID,
    now: datetime,
    *,
    error: str = "",
    status: int = 422,
) -> Template | Response[Any]:
    try:
        call, moments = await read_call_moments(
            victim_id=victim.victim_id, task_id=call_id, now=now
        )
    except UnableToFindIncidentError:
        raise NotFoundException from None
    except UnableToError:
        return go_to(request, PAGE)
    return show_page(
        request,
        "victim/callback_moment.html",
        title=TITLE,
        status_code=status if error else 200,
        action=f"{PAGE}/{call_id}/moment",
        call=call,
        days=_by_day(moments),
        masked=mask_number(moments.number),
        latest_day=moments.latest_day,
        is_abroad=moments.zone != AMSTERDAM,
        typed=MomentForm(),
        errors={"moment": error} if error else {},
    )


def _by_day(moments: Moments) -> list[tuple[Any, list[dict[str, Any]]]]:
    """Give each day with its times, each also as it is where she lives."""
    return [
        (day, [_shown(slot, moments) for slot in slots])
        for day, slots in groupby(
            moments.slots or (), key=lambda slot: local_date(slot.starts_at)
        )
    ]


def _shown(slot: Slot, moments: Moments) -> dict[str, Any]:
    there = slot.starts_at.astimezone(moments.zone)
    return {
        "value": slot.starts_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M"),
        "starts_at": slot.starts_at,
        "ends_at": slot.ends_at,
        "there": f"{there.hour}:{there.minute:02}",
    }


def _moment(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, "%Y-%m-%dT%H:%M").replace(tzinfo=UTC)
    except ValueError:
        return None


def _organisation(text: str) -> Organisation:
    """Take what is none for a page that is not there."""
    try:
        return Organisation(text)
    except ValueError:
        raise NotFoundException from None


MOMENT_HANDLERS = (
    new_moment,
    submit_moment,
    new_call_moment,
    submit_call_moment,
    submit_no_moment,
)
