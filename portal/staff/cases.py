"""Reading a report with its cases: what happened, and what the victim sees."""

from datetime import datetime
from uuid import UUID

from litestar import get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.plugins.htmx import HTMXRequest
from litestar.response import Template

from portal.actions.complaint_reading import read_choices_at_work
from portal.actions.dossiers import read_dossier, read_latest_dossiers
from portal.staff.call_forms import as_uuid
from portal.staff.workers import requires_caller, worker_of
from portal.web.actors import StaffActor
from portal.web.pages import show_page


@get("/zaken", name="staff.cases", guards=[requires_caller])
async def list_cases(
    request: HTMXRequest,
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Template:
    dossiers = await read_latest_dossiers(worker=worker_of(staff), now=now)
    return show_page(request, "staff/cases.html", title="Dossiers", dossiers=dossiers)


@get("/zaken/{incident_id:uuid}", name="staff.case", guards=[requires_caller])
async def show_case(
    request: HTMXRequest,
    incident_id: FromPath[UUID],
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Template:
    dossier = await read_dossier(
        incident_id=incident_id,
        victim_id=as_uuid(request.query_params.get("voor", "")),
        worker=worker_of(staff),
        now=now,
    )
    if dossier is None:
        raise NotFoundException
    worker = worker_of(staff)
    return show_page(
        request,
        "staff/case.html",
        title="Dossier",
        read=dossier,
        her_choices=await read_choices_at_work(
            victim_id=dossier.victim.id, worker=worker
        )
        if dossier.victim
        else (),
        now=now,
    )
