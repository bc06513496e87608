"""The hearings that come, with what victims wish and when they cannot."""

from datetime import date, datetime

from litestar import get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.plugins.htmx import HTMXRequest
from litestar.response import Template

from portal.actions.hearing_attendance import read_planned_hearings
from portal.domain.calendar import local_date
from portal.domain.hearing_wishes import plans_hearings
from portal.staff.workers import worker_of
from portal.web.actors import StaffActor
from portal.web.pages import show_page


@get("/zittingen", name="staff.hearings")
async def list_hearings(
    request: HTMXRequest,
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Template:
    worker = worker_of(staff)
    if not plans_hearings(worker):
        raise NotFoundException
    since = _day(request.query_params.get("vanaf", "")) or local_date(now)
    number = _number(request.query_params.get("pagina", ""))
    read = await read_planned_hearings(since=since, worker=worker, now=now, page=number)
    return show_page(
        request,
        "staff/hearings.html",
        title="Agenda",
        read=read,
        since=since,
        number=number,
    )


def _number(text: str) -> int:
    """Take what is no page number for the first page."""
    is_number = text.isascii() and text.isdigit() and len(text) < len("10000")
    return max(int(text), 1) if is_number else 1


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
