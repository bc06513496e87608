"""Her page, shown beside the call."""

from datetime import datetime
from uuid import UUID

from litestar import get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.plugins.htmx import HTMXRequest
from litestar.response import Template

from portal.actions.victim_previews import read_victim_preview
from portal.domain.calendar import local_date
from portal.staff.queue import call_path
from portal.staff.workers import worker_of
from portal.web.actors import StaffActor
from portal.web.pages import show_page


@get(
    "/wat-zij-ziet", name="staff.call.preview", opt={"back": "/werk/gesprek/{task_id}"}
)
async def show_preview(
    request: HTMXRequest,
    task_id: FromPath[UUID],
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Template:
    incident = await read_victim_preview(
        task_id=task_id, worker=worker_of(staff), now=now
    )
    if incident is None:
        raise NotFoundException
    return show_page(
        request,
        "staff/preview.html",
        title="Voorbeeld",
        fragment="staff/_preview.html",
        incident=incident,
        path=call_path(task_id),
        now=now,
        today=local_date(now),
    )
