"""The days on which she cannot come, for who plans: said here, and taken back."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, URLEncodedBody
from litestar.plugins.htmx import HTMXRequest
from litestar.response import Template

from portal.actions.appointments import read_appointments
from portal.actions.unavailable_days import (
    UnableToFindDaysError,
    say_unavailable,
    take_back_days,
)
from portal.domain.calendar import local_date
from portal.domain.unavailable_days import (
    DayRange,
    Reason,
    UnableToKeepDaysError,
)
from portal.victim.trail import note, noted
from portal.web.actors import VictimActor
from portal.web.errors import BACK
from portal.web.pages import go_to, say, show_page

PAGE = "/mijn/afspraken/dagen"
TITLE = "Mijn afspraken: dagen"


@dataclass(frozen=True, slots=True, kw_only=True)
class DaysForm:
    first_day: str = ""
    last_day: str = ""
    reason: str = ""


@get("/afspraken/dagen", name="victim.unavailable")
async def list_unavailable_days(
    request: HTMXRequest,
    victim: NamedDependency[VictimActor],
    now: NamedDependency[datetime],
) -> Template:
    await note(victim, now, "read_unavailable_days")
    return await _show(request, victim, now, DaysForm())


@post("/afspraken/dagen", name="victim.unavailable.say", opt={BACK: PAGE})
async def submit_unavailable_days(
    request: HTMXRequest,
    data: URLEncodedBody[DaysForm],
    victim: NamedDependency[VictimActor],
    now: NamedDependency[datetime],
) -> Template | Response[Any]:
    days, errors = _read(data)
    if days is None:
        return await _show(request, victim, now, data, errors)
    try:
        async with noted(
            victim,
            now,
            "say_unavailable",
            object_kind="victim",
            object_id=victim.victim_id,
        ):
            clashes = await say_unavailable(
                victim_id=victim.victim_id, days=days, now=now
            )
    except UnableToKeepDaysError as error:
        return await _show(request, victim, now, data, {error.field: str(error)})
    if clashes:
        say(
            request,
            "Wij weten het. Let op: op een van deze dagen is al een afspraak.",
        )
    else:
        say(request, "Wij weten nu dat u dan niet kunt.")
    return go_to(request, PAGE)


@post(
    "/afspraken/dagen/{range_id:uuid}/weg",
    name="victim.unavailable.take_back",
    opt={BACK: PAGE},
)
async def submit_days_back(
    request: HTMXRequest,
    range_id: FromPath[UUID],
    victim: NamedDependency[VictimActor],
    now: NamedDependency[datetime],
) -> Response[Any]:
    try:
        async with noted(
            victim,
            now,
            "take_back_unavailable",
            object_kind="unavailability",
            object_id=range_id,
        ):
            await take_back_days(victim_id=victim.victim_id, range_id=range_id, now=now)
    except UnableToFindDaysError:
        raise NotFoundException from None
    say(request, "Deze dagen staan er niet meer.")
    return go_to(request, PAGE)


async def _show(
    request: HTMXRequest,
    victim: VictimActor,
    now: datetime,
    typed: DaysForm,
    errors: dict[str, str] | None = None,
) -> Template:
    read = await read_appointments(victim_id=victim.victim_id, now=now)
    return show_page(
        request,
        "victim/unavailable_days.html",
        title=TITLE,
        status_code=422 if errors else 200,
        read=read,
        today=local_date(now),
        typed=typed,
        errors=errors or {},
    )


def _read(data: DaysForm) -> tuple[DayRange | None, dict[str, str]]:
    """One day is enough: then it ends where it begins."""
    errors = {}
    first, last = _day(data.first_day), _day(data.last_day)
    if first is None:
        errors["first_day"] = "Vul de eerste dag in."
    if last is None and data.last_day.strip():
        errors["last_day"] = "Deze dag klopt niet."
    if first is None or errors:
        return None, errors
    is_known = data.reason in {it.value for it in Reason}
    reason = Reason(data.reason) if is_known else Reason.UNSAID
    return DayRange(first_day=first, last_day=last or first, reason=reason), errors


def _day(text: str) -> date | None:
    """Take `2027-01-12`, and `12-1-2027` where a browser has no calendar of its own."""
    parts = text.strip().replace("/", "-").split("-")
    is_dutch = len(parts) == len("dmy") and len(parts[0]) < len(parts[-1])
    if is_dutch:
        parts = [part.zfill(2) for part in reversed(parts)]
    try:
        return date.fromisoformat("-".join(parts))
    except ValueError:
        return None
