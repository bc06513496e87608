"""A call that is in hand no more: what happened, and what was typed, to keep."""

from datetime import datetime
from typing import Any
from uuid import UUID

from litestar import Response, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.plugins.htmx import HTMXRequest
from litestar.response import Template

from portal.actions.lost_calls import note_lost_call, read_lost_call
from portal.domain.errors import UnableToError
from portal.domain.staff import Worker
from portal.staff.call_forms import CallForm, read_form
from portal.staff.queue import call_path
from portal.staff.workers import worker_of
from portal.web.actors import StaffActor
from portal.web.pages import go_to, say, show_page


@post("/notitie", name="staff.call.note", opt={"back": "/werk/gesprek/{task_id}"})
async def submit_note(
    request: HTMXRequest,
    task_id: FromPath[UUID],
    staff: NamedDependency[StaffActor],
    now: NamedDependency[datetime],
) -> Response[Any]:
    """Keep with her contacts what could not be recorded as a call."""
    form = read_form(await request.form())
    await note_lost_call(
        task_id=task_id, note=form.note, worker=worker_of(staff), now=now
    )
    say(request, "Uw notitie staat nu bij het eerdere contact.")
    return go_to(request, call_path(task_id))


async def show_lost_call(
    request: HTMXRequest,
    task_id: UUID,
    form: CallForm,
    error: UnableToError,
    *,
    worker: Worker,
    now: datetime,
) -> Template:
    """Where only a part of the page was asked for, the text is on the page still."""
    lost = await read_lost_call(
        task_id=task_id, token=form.token, worker=worker, now=now
    )
    if request.htmx or lost is None:
        raise error
    return show_page(
        request,
        "staff/call_lost.html",
        title="Gesprek",
        status_code=409,
        lost=lost,
        form=form,
        reason=str(error),
        path=call_path(task_id),
    )
