"""Finding a person: by name, number of a case, or the number that is calling us."""

from datetime import datetime

from litestar import get, post
from litestar.di import NamedDependency
from litestar.plugins.htmx import HTMXRequest
from litestar.response import Template

from portal.actions.search import SearchResult, find_people, note_search_opened
from portal.staff.workers import requires_caller, worker_of
from portal.web.actors import StaffActor
from portal.web.pages import show_page

SEARCH = "/werk/zoeken"
LONGEST_SEARCH = 100


@get("/zoeken", name="staff.search", guards=[requires_caller])
async def show_search(
    request: HTMXRequest,
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Template:
    await note_search_opened(worker=worker_of(staff), now=now)
    return _show(request, "", None)


@post(
    "/zoeken",
    name="staff.search.find",
    guards=[requires_caller],
    status_code=200,
    opt={"back": SEARCH},
)
async def search_people(
    request: HTMXRequest,
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Template:
    """Search by POST: a name does not belong in an address, nor a number in a log."""
    data = await request.form()
    text = str(data.get("zoek", "")).strip()[:LONGEST_SEARCH]
    result = await find_people(text=text, worker=worker_of(staff), now=now)
    return _show(request, text, result)


def _show(request: HTMXRequest, text: str, result: SearchResult | None) -> Template:
    is_bad = result is not None and result.is_too_short
    return show_page(
        request,
        "staff/search.html",
        title="Zoeken",
        status_code=422 if is_bad else 200,
        text=text,
        result=result,
        error="Typ een naam van twee letters of meer, of zes cijfers."
        if is_bad
        else "",
    )


SEARCH_HANDLERS = (show_search, search_people)
