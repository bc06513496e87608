"""Her hearings: a list, a page for each, one to take along, a file for her calendar."""

from datetime import datetime
from uuid import UUID

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.plugins.htmx import HTMXRequest
from litestar.response import Template

from portal.actions.appointments import (
    AppointmentRead,
    UnableToFindHearingError,
    read_appointment,
    read_appointments,
    read_own_language,
)
from portal.domain.calendar import local_date
from portal.domain.interpreter_card import cards_for
from portal.locale import translate
from portal.notifications.calendars import CalendarEntry, write_calendar
from portal.victim.trail import note
from portal.web.actors import VictimActor
from portal.web.pages import show_page

TITLE = "Mijn afspraken"
ITEM_TITLE = "Mijn afspraken: afspraak"
ENTRY_TITLE = "Afspraak"
FILE = "afspraak.ics"


@get("/afspraken", name="victim.appointments")
async def list_appointments(
    request: HTMXRequest,
    victim: NamedDependency[VictimActor],
    now: NamedDependency[datetime],
) -> Template:
    read = await read_appointments(victim_id=victim.victim_id, now=now)
    await note(victim, now, "read_appointments")
    return show_page(
        request, "victim/appointments.html", title=TITLE, read=read, now=now
    )


@get("/afspraken/{hearing_id:uuid}", name="victim.appointment")
async def show_appointment(
    request: HTMXRequest,
    hearing_id: FromPath[UUID],
    victim: NamedDependency[VictimActor],
    now: NamedDependency[datetime],
) -> Template:
    read = await find(victim, hearing_id, now)
    await _note(victim, now, "read_appointment", hearing_id)
    return show_page(
        request,
        "victim/appointment.html",
        title=ITEM_TITLE,
        read=read,
        now=now,
        today=local_date(now),
    )


@get("/afspraken/{hearing_id:uuid}/meenemen", name="victim.appointment.paper")
async def show_paper(
    request: HTMXRequest,
    hearing_id: FromPath[UUID],
    victim: NamedDependency[VictimActor],
    now: NamedDependency[datetime],
) -> Template:
    read = await find(victim, hearing_id, now)
    language = await read_own_language(victim_id=victim.victim_id)
    await _note(victim, now, "read_appointment", hearing_id)
    return show_page(
        request,
        "victim/appointment_paper.html",
        title=ENTRY_TITLE,
        read=read,
        now=now,
        cards=cards_for(language),
    )


@get("/afspraken/{hearing_id:uuid}/afspraak.ics", name="victim.appointment.calendar")
async def show_calendar_file(
    request: HTMXRequest,
    hearing_id: FromPath[UUID],
    victim: NamedDependency[VictimActor],
    now: NamedDependency[datetime],
) -> Response[bytes]:
    """Say where it is only when she asks for that: others may see her calendar."""
    read = await find(victim, hearing_id, now)
    await _note(victim, now, "take_calendar_file", hearing_id)
    with_place = request.query_params.get("plaats") == "ja"
    content = write_calendar(_entry(read, with_place=with_place), now=now)
    return Response(
        content,
        media_type="text/calendar",
        headers={"Content-Disposition": f'attachment; filename="{FILE}"'},
    )


async def find(victim: VictimActor, hearing_id: UUID, now: datetime) -> AppointmentRead:
    try:
        return await read_appointment(
            victim_id=victim.victim_id, hearing_id=hearing_id, now=now
        )
    except UnableToFindHearingError:
        raise NotFoundException from None


def _entry(read: AppointmentRead, *, with_place: bool) -> CalendarEntry:
    appointment = read.appointment
    place = read.building.line if read.building else appointment.place
    return CalendarEntry(
        hearing_id=appointment.id,
        sequence=appointment.version - 1,
        starts_at=appointment.starts_at,
        minutes=appointment.minutes,
        title=translate(ENTRY_TITLE),
        place=place if with_place else "",
        is_off=read.leaves_calendar,
        changed_at=appointment.updated_at,
    )


async def _note(
    victim: VictimActor, now: datetime, action: str, hearing_id: UUID
) -> None:
    await note(victim, now, action, object_kind="hearing", object_id=hearing_id)
