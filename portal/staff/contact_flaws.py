"""Numbers that are missing, unreadable, wrong or another's too: for SHN to mend."""

from datetime import datetime
from typing import Any
from uuid import UUID

from litestar import Response, Router, get, post
from litestar.connection import ASGIConnection
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.handlers import BaseRouteHandler
from litestar.params import FromPath
from litestar.plugins.htmx import HTMXRequest
from litestar.response import Template

from portal.actions.contact_flaws import ask_number, read_flaws
from portal.domain.contact_flaws import Flaw, sees_flaws
from portal.staff.supervision_forms import read_page
from portal.staff.workers import worker_of
from portal.web.actors import StaffActor, provide_staff
from portal.web.pages import go_to, say, show_page

FLAWS = "/werk/gegevens"


async def requires_who_sees_flaws(
    connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler
) -> None:
    if not sees_flaws(worker_of(provide_staff(connection.scope))):
        raise NotFoundException


@get("/", name="staff.flaws")
async def show_flaws(
    request: HTMXRequest,
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Template:
    asked = request.query_params.get("lijst", "")
    flaws = await read_flaws(
        worker=worker_of(staff),
        flaw=Flaw(asked) if asked in set(Flaw) else None,
        page=read_page(request.query_params.get("pagina", "")),
        now=now,
    )
    return show_page(request, "staff/contact_flaws.html", title="Gegevens", flaws=flaws)


@post("/{victim_id:uuid}/vragen", name="staff.flaws.ask", opt={"back": FLAWS})
async def submit_question(
    request: HTMXRequest,
    victim_id: FromPath[UUID],
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Response[Any]:
    form = await request.form()
    asked = str(form.get("lijst", ""))
    flaw = Flaw(asked) if asked in set(Flaw) else Flaw.MISSING
    await ask_number(victim_id=victim_id, flaw=flaw, worker=worker_of(staff), now=now)
    say(request, "SHN vraagt het na.")
    page = read_page(str(form.get("pagina", "")))
    return go_to(request, f"{FLAWS}?lijst={flaw}&pagina={page}")


flaws_router = Router(
    "/gegevens",
    guards=[requires_who_sees_flaws],
    route_handlers=[show_flaws, submit_question],
)
