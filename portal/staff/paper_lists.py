"""Today's calls on paper, for when the system is down."""

from datetime import datetime

from litestar import get, post
from litestar.di import NamedDependency
from litestar.plugins.htmx import HTMXRequest
from litestar.response import Template

from portal.actions.paper_lists import count_paper_list, make_paper_list
from portal.domain.staff import Role
from portal.staff.call_pages import name_language
from portal.staff.workers import worker_of
from portal.web.actors import StaffActor, requires_role
from portal.web.pages import show_page

PAPER = "/werk/bellen/op-papier"
requires_who_phones = requires_role(
    Role.CALLER, Role.SHN_WORKER, Role.HALT_WORKER, Role.SUPERVISOR
)


@get("/bellen/op-papier", name="staff.paper", guards=[requires_who_phones])
async def show_paper(
    request: HTMXRequest,
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Template:
    """Nobody's number yet: to make the list is a step of its own."""
    count = await count_paper_list(worker=worker_of(staff), now=now)
    return show_page(request, "staff/paper.html", title="Lijst", count=count)


@post(
    "/bellen/op-papier",
    name="staff.paper.make",
    guards=[requires_who_phones],
    status_code=200,
    opt={"back": PAPER},
)
async def submit_paper(
    request: HTMXRequest,
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Template:
    made = await make_paper_list(worker=worker_of(staff), now=now)
    return show_page(
        request,
        "staff/paper_list.html",
        title="Lijst",
        made=made,
        now=now,
        languages={
            row.contact.id: name_language(row.contact.language) for row in made.rows
        },
    )


PAPER_HANDLERS = (show_paper, submit_paper)
