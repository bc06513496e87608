"""What became of the calls that I made."""

from datetime import datetime

from litestar import get
from litestar.di import NamedDependency
from litestar.plugins.htmx import HTMXRequest
from litestar.response import Template

from portal.actions.own_calls import read_own_calls
from portal.staff.workers import requires_caller, worker_of
from portal.web.actors import StaffActor
from portal.web.pages import show_page

HIGHEST_PAGE = "1000"


@get("/mijn-gesprekken", name="staff.own_calls", guards=[requires_caller])
async def show_own_calls(
    request: HTMXRequest,
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Template:
    page = _page(request.query_params.get("pagina", ""))
    own = await read_own_calls(worker=worker_of(staff), page=page, now=now)
    return show_page(
        request, "staff/own_calls.html", title="Mijn gesprekken", own=own, page=page
    )


def _page(text: str) -> int:
    """Take what is no page number for the first page."""
    is_number = text.isascii() and text.isdigit() and len(text) < len(HIGHEST_PAGE)
    return max(int(text), 1) if is_number else 1
