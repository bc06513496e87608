"""A call that is in hand no more: what happened, and what was typed, to keep."""

from datetime import datetime
from uuid import UUID

from litestar.plugins.htmx import HTMXRequest
from litestar.response import Template

from portal.actions.lost_calls import read_lost_call
from portal.domain.errors import UnableToError
from portal.domain.staff import Worker
from portal.staff.call_forms import CallForm
from portal.staff.queue import call_path
from portal.web.pages import show_page


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
