"""What a person must look at."""

from datetime import datetime
from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.plugins.htmx import HTMXRequest
from litestar.response import Template

from portal.actions.attention import read_attention, settle_work_item
from portal.staff.supervision_forms import read_page
from portal.staff.workers import requires_caller, worker_of
from portal.web.actors import StaffActor
from portal.web.pages import go_to, say, show_page

ATTENTION = "/werk/aandacht"


@get("/aandacht", name="staff.attention", guards=[requires_caller])
async def show_attention(
    request: HTMXRequest,
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Template:
    page = read_page(request.query_params.get("pagina", ""))
    attention = await read_attention(worker=worker_of(staff), page=page, now=now)
    return show_page(
        request,
        "staff/attention.html",
        title="Aandacht",
        attention=attention,
        page=page,
    )


@post(
    "/aandacht/{item_id:uuid}/klaar",
    name="staff.attention.settle",
    guards=[requires_caller],
    opt={"back": ATTENTION},
)
async def submit_settled(
    request: HTMXRequest,
    item_id: FromPath[UUID],
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Response[Any]:
    await settle_work_item(item_id=item_id, worker=worker_of(staff), now=now)
    say(request, "Dit is van de lijst.")
    return go_to(request, ATTENTION)
